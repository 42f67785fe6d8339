import type { Campaign } from '../../../schemas/campaign.ts';
import type { Placement } from '../../../schemas/placement.ts';
import { seesSite } from '../../../schemas/staff.ts';
import { seesCampaign } from '../../domain/rights.ts';
import type { Visit } from './visit.ts';

/** The campaign of the address, when it exists for this person. */
export const visitedCampaign = async ({ request, staff, store }: Visit): Promise<Campaign | undefined> => {
  const found = await store.campaigns.find(request.params.campaignId ?? '');
  return found && seesCampaign(staff, found) ? found : undefined;
};

/** What this person sees of a campaign's placements: those of their sites. */
export const visiblePlacements = async (
  { staff, store }: Visit,
  { campaignId }: Campaign,
): Promise<Placement[]> =>
  (await store.placements.ofCampaign(campaignId)).filter(({ siteId }) => seesSite(staff, siteId));
