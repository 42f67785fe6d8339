import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Institution, Site } from '../../schemas/institution.ts';
import type { StartedPlacement } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import type { ProgressStep } from '../domain/placement/campaign-progress.ts';
import { linkExpiry } from '../domain/placement/link-expiry.ts';
import type { MailingEnvironment } from '../environment.ts';
import type { Store } from '../store/store.ts';

/**
 * The address of a tutor's reports, as a mail carries it.
 *
 * @param placements the tutor's, at least one: how long the link is valid.
 */
export const tutorDoor = async (
  env: MailingEnvironment,
  store: Store,
  { institution, campaign }: { institution: Institution; campaign: LaunchedCampaign },
  placements: [StartedPlacement, ...StartedPlacement[]],
  now: IsoInstant,
): Promise<string> => {
  const links = await store.links(env.SECRET_ARN);
  const [{ tutor }] = placements;
  const expiry = linkExpiry(campaign, placements, institution, now);
  return `${env.PUBLIC_URL}/r/${await links.tokenFor({ campaignId: campaign.campaignId, tutorEmail: tutor.email }, now, expiry)}`;
};

/** The campaign's page in the console, for those who may sign in. */
const campaignUrl = (
  env: Pick<MailingEnvironment, 'PUBLIC_URL'>,
  { campaignId }: Pick<LaunchedCampaign, 'campaignId'>,
): string => `${env.PUBLIC_URL}/console/campagnes/${campaignId}`;

/** Its list there, of what such a mail is about: one site's stages at that step. */
export const campaignListUrl = (
  env: Pick<MailingEnvironment, 'PUBLIC_URL'>,
  campaign: Pick<LaunchedCampaign, 'campaignId'>,
  { siteId }: Pick<Site, 'siteId'>,
  step: ProgressStep,
): string =>
  `${campaignUrl(env, campaign)}?${new URLSearchParams({ site: siteId, etape: step })}#affectations`;

/** One placement's page in the console. */
export const placementUrl = (
  env: MailingEnvironment,
  campaign: LaunchedCampaign,
  { studentNumber }: StartedPlacement,
): string => `${campaignUrl(env, campaign)}/affectations/${studentNumber}`;
