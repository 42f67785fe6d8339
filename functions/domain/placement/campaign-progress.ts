import * as z from 'zod';
import { type SiteId, siteId } from '../../../schemas/institution.ts';
import type { PlacementLine } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { occasionMeanings } from './occasion-meanings.ts';
import { isTroubled, needsStarting } from './placement-life.ts';
import { statusMeanings } from './status-meanings.ts';
import { waitingWord } from './tutors-word.ts';

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
  'status' | 'round' | 'trouble' | 'startDue' | 'undelivered' | 'tutorsWord'
>;

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

export const siteProgress = z.object({
  siteId,
  /** Placements at each step. */
  counts: z.record(z.enum(stepNames), z.int().min(0)),
  undelivered: z.int().min(0),
  /** Whose tutor said something that nobody has seen to. */
  words: z.int().min(0).default(0),
  /** Whose report is in. */
  reports: z.int().min(0),
  /** Whose life has not ended, or about which something is to be done. */
  unfinished: z.int().min(0),
});
/** How many placements of a site stand where. */
export type SiteProgress = z.infer<typeof siteProgress>;

export const progressOf = (siteId: SiteId, placements: readonly Counted[], now: IsoInstant): SiteProgress => {
  const progress = { siteId, counts: noPlacements(), undelivered: 0, words: 0, reports: 0, unfinished: 0 };
  for (const placement of placements) {
    const { isOver, hasReport } = statusMeanings[placement.status];
    progress.counts[progressStep(placement, now)] += 1;
    if (isUndelivered(placement)) progress.undelivered += 1;
    if (waitingWord(placement)) progress.words += 1;
    if (hasReport) progress.reports += 1;
    if (!isOver || placement.trouble || placement.startDue || waitingWord(placement))
      progress.unfinished += 1;
  }
  return progress;
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

export const sumOf = (
  sites: readonly SiteProgress[],
  what: 'undelivered' | 'words' | 'reports' | 'unfinished',
): number => sites.reduce((sum, site) => sum + site[what], 0);

/** Whether the lives of all placements have ended, and nothing is to be done about any of them. */
export const isCampaignOver = (sites: readonly SiteProgress[]): boolean =>
  sizeOf(totalOf(sites)) > 0 && sumOf(sites, 'unfinished') === 0;
