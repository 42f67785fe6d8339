import type { Campaign } from '../../../schemas/campaign.ts';
import { seesSite } from '../../../schemas/staff.ts';
import type { SiteProgress } from '../../domain/placement/campaign-progress.ts';
import { seesCampaign } from '../../domain/rights.ts';
import type { Visit } from './visit.ts';
import { campaignPath, campaignTitle } from './wording.ts';

/** The campaign of the address, when it exists for this person. */
export const visitedCampaign = async ({ request, staff, store }: Visit): Promise<Campaign | undefined> => {
  const found = await store.campaigns.find(request.params.campaignId ?? '');
  return found && seesCampaign(staff, found) ? found : undefined;
};

/** The way to a page behind a campaign's. */
export const campaignTrail = ({ institution }: Pick<Visit, 'institution'>, campaign: Campaign) => [
  { label: 'Campagnes', href: '/console/campagnes' },
  { label: campaignTitle(institution, campaign), href: campaignPath(campaign) },
];

/** Of a campaign's sites, those that this person sees. */
export const visibleSites = ({ staff }: Pick<Visit, 'staff'>, { siteIds }: Campaign): string[] =>
  siteIds.filter((siteId) => seesSite(staff, siteId));

/** How far a campaign is, at the sites that this person sees. */
export const visibleProgress = async (visit: Visit, campaign: Campaign): Promise<SiteProgress[]> => {
  const sites = visibleSites(visit, campaign);
  const progress = await visit.store.progress.of(campaign, visit.request.now);
  return progress.filter(({ siteId }) => sites.includes(siteId));
};
