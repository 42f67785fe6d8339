import type { Campaign } from '../../../schemas/campaign.ts';
import { type Filtered, filtered, type PlacementFilter, placementFilter } from './placement-filter.ts';
import type { Visit } from './visit.ts';
import { visibleProgress, visitedCampaign } from './visited-campaign.ts';

/** What a file of the list is about: the list of the address, as this person sees it. */
export type VisitedList = { campaign: Campaign; filter: PlacementFilter; found: Filtered };

/** @returns undefined where the campaign does not exist for this person, or the site that is asked for */
export const visitedList = async (visit: Visit): Promise<VisitedList | undefined> => {
  const campaign = await visitedCampaign(visit);
  if (!campaign) return undefined;
  const filter = placementFilter(visit.request);
  const progress = await visibleProgress(visit, campaign);
  if (filter.site !== '' && !progress.some(({ siteId }) => siteId === filter.site)) return undefined;
  return { campaign, filter, found: filtered(filter, campaign, progress, visit.request.now) };
};
