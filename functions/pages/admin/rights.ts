import type { Campaign } from '../../../schemas/campaign.ts';
import type { Placement } from '../../../schemas/placement.ts';
import { type Staff, seesSite } from '../../../schemas/staff.ts';
import type { Visit } from './visit.ts';

/** Delegates follow, registrars and administrators act. */
export const mayManage = ({ role }: Staff): boolean => role === 'administrator' || role === 'registrar';

export const seesCampaign = (staff: Staff, { siteIds }: Campaign): boolean =>
  siteIds.some((siteId) => seesSite(staff, siteId));

/** A launch writes to the people of every site of the campaign: who answers for only some of them cannot decide it. */
export const mayLaunch = (staff: Staff, { siteIds }: Campaign): boolean =>
  mayManage(staff) && siteIds.every((siteId) => seesSite(staff, siteId));

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
