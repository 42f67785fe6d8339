import type { PlacementLine } from '../../../schemas/placement.ts';
import type { IsoDate, IsoInstant } from '../../../schemas/time.ts';
import { progressLabels, progressStep } from '../placement/campaign-progress.ts';
import { daysLate } from '../placement/standing.ts';
import { dateTime, parisDay } from '../wording/french-dates.ts';

/** What one cell of an exported list holds, before it is of any format. */
export type ListCell =
  | { kind: 'text'; text: string }
  | { kind: 'day'; day: IsoDate }
  | { kind: 'number'; number: number }
  | { kind: 'nothing' };

const nothing: ListCell = { kind: 'nothing' };
export const textCell = (text: string | undefined): ListCell => (text ? { kind: 'text', text } : nothing);
export const dayCell = (day: IsoDate | undefined): ListCell => (day ? { kind: 'day', day } : nothing);
export const numberCell = (number: number | undefined): ListCell =>
  number === undefined ? nothing : { kind: 'number', number };

/** What the titles of these columns begin with: an import leaves them aside without a word. */
const prefix = 'suivi_';
export const isFollowedColumn = (title: string): boolean => /^\s*suivi[\s_-]/i.test(title);

/** How a placement stands, beside what an import takes of it. */
export const followedColumns: Record<string, (line: PlacementLine, now: IsoInstant) => ListCell> = {
  [`${prefix}etape`]: (line, now) => textCell(progressLabels[progressStep(line, now)]),
  [`${prefix}mission_le`]: ({ standing }) => dayCell(standing?.left.assigned),
  [`${prefix}rappel_le`]: ({ standing }) => dayCell(standing?.left.briefed),
  [`${prefix}demande_le`]: ({ standing }) => dayCell(standing?.left.requested),
  [`${prefix}relance_1_le`]: ({ standing }) => dayCell(standing?.left.reminded1),
  [`${prefix}relance_2_le`]: ({ standing }) => dayCell(standing?.left.reminded2),
  [`${prefix}relance_3_le`]: ({ standing }) => dayCell(standing?.left.reminded3),
  [`${prefix}signale_le`]: ({ standing }) => dayCell(standing?.left.escalated),
  [`${prefix}echeance`]: ({ standing }) => dayCell(standing?.due),
  [`${prefix}brouillon_le`]: ({ standing }) =>
    dayCell(standing?.draftedAt === undefined ? undefined : parisDay(standing.draftedAt)),
  [`${prefix}recu_le`]: ({ standing }) => dayCell(standing?.reportedOn),
  [`${prefix}diffuse_le`]: ({ standing }) => dayCell(standing?.left.distributed),
  [`${prefix}jours_de_retard`]: (line, now) => numberCell(daysLate(line, parisDay(now)) || undefined),
  [`${prefix}courriel_non_remis`]: ({ undelivered = [] }) =>
    textCell(undelivered.map(({ recipient, at }) => `${recipient}, ${dateTime(at)}`).join(' ; ')),
};
