import type { SiteId } from '../../../schemas/institution.ts';
import type { Placement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { occasionMeanings } from './occasion-meanings.ts';
import { needsStarting } from './placement-life.ts';
import { isOver, statusMeanings } from './status-meanings.ts';

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
  troubled: 'Suivi interrompu',
} as const;
export type ProgressStep = keyof typeof progressLabels;
const isStep = (text: string): text is ProgressStep => text in progressLabels;
export const progressSteps: readonly ProgressStep[] = Object.keys(progressLabels).filter(isStep);

const nothingCounted: Record<ProgressStep, number> = {
  ...{ prepared: 0, started: 0, assigned: 0, briefed: 0, requested: 0, reminded: 0, escalated: 0 },
  ...{ received: 0, distributed: 0, unreturned: 0, troubled: 0 },
};

/** A placement in trouble counts as such, wherever it stands: somebody has to look at it. */
export const progressStep = (placement: Placement, now: IsoInstant): ProgressStep => {
  if (placement.trouble || needsStarting(placement, now)) return 'troubled';
  if (placement.status === 'awaiting') return occasionMeanings[placement.round].countsAs;
  return statusMeanings[placement.status].countsAs;
};

export type SiteProgress = { siteId: SiteId; counts: Record<ProgressStep, number> };

/** How many placements stand at each step, site by site, in the order in which the sites first appear. */
export const progressBySite = (placements: readonly Placement[], now: IsoInstant): SiteProgress[] => {
  const bySite = new Map<SiteId, Record<ProgressStep, number>>();
  for (const placement of placements) {
    const counts = bySite.get(placement.siteId) ?? noPlacements();
    counts[progressStep(placement, now)] += 1;
    bySite.set(placement.siteId, counts);
  }
  return [...bySite].map(([siteId, counts]) => ({ siteId, counts }));
};

export const noPlacements = (): Record<ProgressStep, number> => ({ ...nothingCounted });

/** Whether the lives of all placements have ended, and nothing is to be done about any of them. */
export const isCampaignOver = (placements: readonly Placement[]): boolean =>
  placements.length > 0 &&
  placements.every((placement) => isOver(placement) && !placement.trouble && !placement.startDue);
