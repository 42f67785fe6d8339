import * as z from 'zod';
import { type SiteId, siteId } from '../../../schemas/institution.ts';
import { type Occasion, occasion } from '../../../schemas/occasion.ts';
import type { PlacementLine, PlacementStatus } from '../../../schemas/placement.ts';
import { type IsoInstant, isoInstant } from '../../../schemas/time.ts';
import { dayAfter } from '../timetable/calendar-days.ts';
import { parisDay, parisInstant } from '../wording/french-dates.ts';
import { occasionMeanings } from './occasion-meanings.ts';
import { isTroubled, needsStarting } from './placement-life.ts';
import { isLate } from './standing.ts';
import { statusesWith, statusMeanings } from './status-meanings.ts';

/** The steps that the picture of a campaign counts, in the order of a stage's life, trouble last. */
export const progressLabels = {
  prepared: 'À lancer',
  started: 'Mission à envoyer',
  assigned: 'Mission envoyée',
  briefed: 'Stage annoncé',
  requested: 'Compte-rendu demandé',
  reminded: 'En relance',
  escalated: 'Signalé au délégué',
  received: 'Reçu',
  distributed: 'Diffusé',
  unreturned: 'Non rendu',
  receivedOtherwise: 'Reçu autrement',
  cancelled: 'Annulé',
  troubled: 'Suivi interrompu',
} as const;
export type ProgressStep = keyof typeof progressLabels;
const isStep = (text: string): text is ProgressStep => Object.hasOwn(progressLabels, text);
const stepNames = Object.keys(progressLabels).filter(isStep);
export const progressSteps: readonly ProgressStep[] = stepNames;

const nothingCounted: Record<ProgressStep, number> = {
  ...{ prepared: 0, started: 0, assigned: 0, briefed: 0, requested: 0, reminded: 0, escalated: 0 },
  ...{ received: 0, distributed: 0, unreturned: 0, receivedOtherwise: 0, cancelled: 0, troubled: 0 },
};

/** What of a placement is counted. */
export type Counted = Pick<
  PlacementLine,
  'status' | 'round' | 'trouble' | 'startDue' | 'undelivered' | 'standing'
>;

/** What cuts across the steps, and is counted beside them. */
export const lineGroupNames = [
  ...(['missing', 'late', 'drafted', 'reports'] as const),
  ...(['notAcquired', 'words', 'undelivered'] as const),
] as const;
export type LineGroup = (typeof lineGroupNames)[number];

const questionOf = {
  missing: 'isMissing',
  late: 'isInProgress',
  drafted: 'isInProgress',
  reports: 'hasReport',
} as const;
/** The statuses that a placement of the group may have. */
export const statusesOf = (group: keyof typeof questionOf): readonly PlacementStatus[] =>
  statusesWith(questionOf[group]);

/** The step at which it was written down; a start that does not happen shows by the time alone. */
export const writtenStep = (placement: Counted): ProgressStep => {
  const { status, round } = placement;
  if (isTroubled(placement)) return 'troubled';
  const { countsAs } = statusMeanings[status];
  if (countsAs !== 'round') return countsAs;
  return round ? occasionMeanings[round].countsAs : 'requested';
};

/** A placement in trouble counts as such, wherever it stands, until it is started again: somebody has to look at it. */
export const progressStep = (placement: Counted, now: IsoInstant): ProgressStep =>
  needsStarting(placement, now) ? 'troubled' : writtenStep(placement);

/** Some mail of it did not arrive. */
export const isUndelivered = ({ undelivered = [] }: Pick<Counted, 'undelivered'>): boolean =>
  undelivered.length > 0;

/** Its tutor said something that nobody has seen to. */
export const hasWord = ({ standing }: Pick<Counted, 'standing'>): boolean => standing?.wordAt !== undefined;

export const siteProgress = z.object({
  siteId,
  /** Placements at each step. */
  counts: z.record(z.enum(stepNames), z.int().min(0)),
  undelivered: z.int().min(0),
  /** Whose tutor said something that nobody has seen to. */
  words: z.int().min(0).default(0),
  /** Whose report is in. */
  reports: z.int().min(0),
  /** Whose report, as it counts, has a criterion that is not acquired. */
  notAcquired: z.int().min(0).default(0),
  /** Whose report is neither in nor received otherwise. */
  missing: z.int().min(0).default(0),
  /** Whose report should be in by the day on which it was counted. */
  late: z.int().min(0).default(0),
  /** Whose tutor has begun to type. */
  drafted: z.int().min(0).default(0),
  /** Whose life has not ended, or about which something is to be done. */
  unfinished: z.int().min(0),
  /** The next day, in Paris, on which mails leave by themselves: when the first does, and about how many stages. */
  next: z.object({ at: isoInstant, stages: z.partialRecord(occasion, z.int()) }).optional(),
});
/** How many placements of a site stand where. */
export type SiteProgress = z.infer<typeof siteProgress>;

export const progressOf = (siteId: SiteId, placements: readonly Counted[], now: IsoInstant): SiteProgress => {
  const progress: SiteProgress = {
    ...{ siteId, counts: noPlacements(), undelivered: 0, words: 0, reports: 0 },
    ...{ notAcquired: 0, missing: 0, late: 0, drafted: 0, unfinished: 0 },
  };
  const today = parisDay(now);
  for (const placement of placements) {
    const { isOver, isMissing, hasReport } = statusMeanings[placement.status];
    progress.counts[progressStep(placement, now)] += 1;
    if (isUndelivered(placement)) progress.undelivered += 1;
    if (hasWord(placement)) progress.words += 1;
    if (hasReport) progress.reports += 1;
    if (placement.standing?.notAcquired) progress.notAcquired += 1;
    if (isMissing) progress.missing += 1;
    if (isLate(placement, today)) progress.late += 1;
    if (placement.standing?.draftedAt !== undefined) progress.drafted += 1;
    if (!isOver || placement.trouble || placement.startDue || hasWord(placement)) progress.unfinished += 1;
  }
  const coming = placements.flatMap((placement) => placement.standing?.next ?? []);
  const next = soonest(
    coming.filter(({ at }) => at > now).map(({ at, occasion }) => ({ at, stages: { [occasion]: 1 } })),
  );
  return next ? { ...progress, next } : progress;
};

type Sending = NonNullable<SiteProgress['next']>;

/** Of several sendings those of the first day, together. */
export const soonest = (sendings: readonly Sending[]): Sending | undefined => {
  const at = sendings.reduce<IsoInstant | undefined>(
    (first, one) => (first === undefined || one.at < first ? one.at : first),
    undefined,
  );
  if (at === undefined) return undefined;
  const end = parisInstant(dayAfter(parisDay(at), 1), '00:00');
  const stages: Partial<Record<Occasion, number>> = {};
  for (const one of sendings)
    if (one.at < end)
      for (const name of occasion.options)
        if (one.stages[name]) stages[name] = (stages[name] ?? 0) + one.stages[name];
  return { at, stages };
};

export const noPlacements = (): Record<ProgressStep, number> => ({ ...nothingCounted });

/** Each step's number, over several sites. */
export const totalOf = (sites: readonly Pick<SiteProgress, 'counts'>[]): Record<ProgressStep, number> => {
  const total = noPlacements();
  for (const { counts } of sites) for (const step of progressSteps) total[step] += counts[step];
  return total;
};

/** Placements in all. */
export const sizeOf = (counts: Record<ProgressStep, number>): number =>
  progressSteps.reduce((sum, step) => sum + counts[step], 0);

export const sumOf = (sites: readonly SiteProgress[], what: LineGroup | 'unfinished'): number =>
  sites.reduce((sum, site) => sum + site[what], 0);

/** Whether the lives of all placements have ended, and nothing is to be done about any of them. */
export const isCampaignOver = (sites: readonly SiteProgress[]): boolean =>
  sizeOf(totalOf(sites)) > 0 && sumOf(sites, 'unfinished') === 0;
