import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Institution, Site } from '../../schemas/institution.ts';
import type { RoundOccasion } from '../../schemas/occasion.ts';
import {
  isStarted,
  type Placement,
  type PlacementKey,
  type StartedPlacement,
} from '../../schemas/placement.ts';
import type { IsoDate } from '../../schemas/time.ts';
import { nominalDays } from '../domain/timetable.ts';
import { siteOf } from '../store/institutions.ts';
import type { Store } from '../store/store.ts';

/** All that a task needs to know of the stage it works for. */
export type Stage = {
  institution: Institution;
  campaign: LaunchedCampaign;
  placement: StartedPlacement;
  site: Site;
};

/** @throws when the placement was never started: no execution exists without that. */
export const readStage = async (store: Store, key: PlacementKey): Promise<Stage> => {
  const [institution, campaign, placement] = await Promise.all([
    store.institutions.get(),
    store.campaigns.getLaunched(key.campaignId),
    store.placements.get(key),
  ]);
  if (!isStarted(placement)) throw new Error('the placement is not started');
  return { institution, campaign, placement, site: siteOf(institution, placement.siteId) };
};

const shares =
  (campaign: LaunchedCampaign, occasion: 'assignment' | 'briefing' | RoundOccasion, nominal: IsoDate) =>
  (placement: Placement): placement is StartedPlacement =>
    isStarted(placement) && nominalDays(placement, campaign)[occasion] === nominal;

/**
 * The tutor's placements that one mail is about: those of the same occasion and day. The index finds them, each is then read
 * consistently, since a sibling may have been started a moment ago.
 */
export const placementsOfMail = async (
  store: Store,
  { campaign, placement }: Stage,
  occasion: 'assignment' | 'briefing' | RoundOccasion,
  nominal: IsoDate,
): Promise<StartedPlacement[]> => {
  const indexed = await store.placements.ofTutor(campaign.campaignId, placement.tutor.email);
  const current = await Promise.all(indexed.map((sibling) => store.placements.get(sibling)));
  return current.filter(shares(campaign, occasion, nominal));
};

/** Of these, the ones whose report is still missing: asked of the reports themselves, at the last moment. */
export const stillMissing = async (
  store: Store,
  placements: StartedPlacement[],
): Promise<StartedPlacement[]> => {
  const reports = await Promise.all(placements.map((placement) => store.reports.find(placement)));
  return placements.filter((_, index) => reports[index]?.status !== 'sent');
};

/** Every placement of the site whose round of that day finds the report missing. */
export const missingAtSite = async (
  store: Store,
  { campaign, site }: Stage,
  occasion: 'escalation' | 'closing',
  nominal: IsoDate,
): Promise<StartedPlacement[]> => {
  const all = await store.placements.ofCampaign(campaign.campaignId);
  const candidates = all
    .filter(shares(campaign, occasion, nominal))
    .filter(({ siteId }) => siteId === site.siteId);
  return stillMissing(store, candidates);
};
