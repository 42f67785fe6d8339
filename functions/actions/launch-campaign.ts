import type { Campaign } from '../../schemas/campaign.ts';
import { isBeingDeleted, launchesOf, withNextLaunch } from '../domain/placement/campaign-life.ts';
import { sizeOf, totalOf } from '../domain/placement/campaign-progress.ts';
import { mayLaunch, mayManage } from '../domain/rights.ts';
import type { WorkEnvironment } from '../environment.ts';
import { failure, logger } from '../observability/logger.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import { startLaunch } from './start-launch.ts';

export type LaunchOutcome =
  /** So many placements will start. */
  | { kind: 'launched'; toStart: number }
  /** Not a role that launches; or one that answers for only some of the campaign's sites. */
  | (Refused & { why: 'role' | 'sites' })
  /** Nothing is left to start, or somebody launched since it was looked at. */
  | { kind: 'otherwise'; campaign: Campaign }
  /** It is written and does not run: launching again is the next launch, and the sweep takes this one up. */
  | { kind: 'interrupted'; campaign: Campaign };

/** Who may not launch that campaign, and why. */
export const refusedLaunch = (
  { staff }: Pick<Acting, 'staff'>,
  campaign: Campaign,
): Extract<LaunchOutcome, { kind: 'refused' }> | undefined => {
  if (!mayManage(staff)) return { kind: 'refused', why: 'role' };
  return mayLaunch(staff, campaign) ? undefined : { kind: 'refused', why: 'sites' };
};

/**
 * Launches, or starts what a launched campaign has not started.
 *
 * @param seenLaunches how often it was launched when the person looked: of two clicks, or two people, one launches
 */
export const launchCampaign = async (
  env: WorkEnvironment,
  acting: Acting,
  campaign: Campaign,
  seenLaunches: number,
): Promise<LaunchOutcome> => {
  const refused = refusedLaunch(acting, campaign);
  const { campaignId } = campaign;
  if (refused) {
    await refuse(acting, 'campaignLaunched', { campaignId });
    return refused;
  }
  const { staff, store, now } = acting;
  const counts = totalOf(await store.progress.of(campaign, now));
  const [toStart, size] = [counts.prepared, sizeOf(counts)];
  if (toStart === 0 || launchesOf(campaign) !== seenLaunches) return { kind: 'otherwise', campaign };

  await audited(acting, 'campaignLaunched', {
    campaignId,
    before: `lancements : ${seenLaunches}`,
    after: `lancements : ${seenLaunches + 1}, affectations à démarrer : ${toStart}`,
  });
  // Stryker disable next-line BooleanLiteral: it is decided before it is read.
  let isOurs = false;
  const launched = await store.campaigns.change(campaignId, (current) => {
    isOurs = launchesOf(current) === seenLaunches && !isBeingDeleted(current);
    return isOurs ? withNextLaunch(current, size, staff.name, now) : current;
  });
  if (!isOurs) return { kind: 'otherwise', campaign: launched };
  try {
    await startLaunch(env, store, launched);
  } catch (error) {
    logger.error('a launch could not be started', failure(error));
    return { kind: 'interrupted', campaign: launched };
  }
  return { kind: 'launched', toStart };
};
