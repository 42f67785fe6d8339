import type { Campaign, LaunchedCampaign } from '../../../schemas/campaign.ts';
import type { IsoInstant } from '../../../schemas/time.ts';

/** How often a campaign was launched: who acts on what they saw names it, so that of two clicks one launches. */
export const launchesOf = (campaign: Campaign): number =>
  campaign.status === 'launched' ? campaign.launches : 0;

/**
 * The campaign with its next launch, which is to run from then on.
 *
 * @param launchSize placements of the campaign: how far the plan spreads a wave of mails
 */
export const withNextLaunch = (
  campaign: Campaign,
  launchSize: number,
  by: string,
  now: IsoInstant,
): LaunchedCampaign =>
  campaign.status === 'launched'
    ? { ...campaign, launches: campaign.launches + 1, launchSize, launchDue: now }
    : {
        ...campaign,
        ...{ status: 'launched', launchedAt: now, launchedBy: by },
        ...{ launches: 1, launchSize, launchDue: now },
      };

/** The execution of its latest launch shows that it runs: it is not due any more. @throws when it was never launched */
export const launchRuns = (campaign: Campaign): Campaign => {
  if (campaign.status !== 'launched') throw new Error(`campaign ${campaign.campaignId} is not launched`);
  if (campaign.launchDue === undefined) return campaign;
  const { launchDue, ...running } = campaign;
  return running;
};
