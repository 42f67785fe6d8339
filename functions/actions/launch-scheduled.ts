import type { CampaignId } from '../../schemas/campaign.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import {
  refusalOfLaunch,
  scheduledLaunchOf,
  withNextLaunch,
  withRefusedLaunch,
} from '../domain/placement/campaign-life.ts';
import { sizeOf, totalOf } from '../domain/placement/campaign-progress.ts';
import type { WorkEnvironment } from '../environment.ts';
import { failure, logger } from '../observability/logger.ts';
import type { Store } from '../store/store.ts';
import { startLaunch } from './start-launch.ts';

/** An institute has a handful of campaigns a year. */
const mostLookedAt = 100;

/**
 * Launches what is scheduled for now. Who asked for it is in the audit trail since then. One write on the campaign decides, so it is
 * launched once; where this dies behind it, the sweep takes the launch up.
 *
 * @returns `found`: how many launches are scheduled, for later ones too
 */
export const launchScheduled = async (
  env: WorkEnvironment,
  store: Store,
  now: IsoInstant,
): Promise<{ found: number; launched: number; refused: number }> => {
  const scheduled = await store.campaigns.scheduled(mostLookedAt);
  const outcomes: ('launched' | 'refused' | 'later')[] = [];
  for (const { campaignId, at } of scheduled)
    if (at <= now) outcomes.push(await launchOne(env, store, campaignId, now));
  const count = (kind: (typeof outcomes)[number]) => outcomes.filter((one) => one === kind).length;
  return { found: scheduled.length, launched: count('launched'), refused: count('refused') };
};

const launchOne = async (
  env: WorkEnvironment,
  store: Store,
  campaignId: CampaignId,
  now: IsoInstant,
): Promise<'launched' | 'refused' | 'later'> => {
  const campaign = await store.campaigns.find(campaignId);
  const isDue = (at: IsoInstant | undefined) => at !== undefined && at <= now;
  if (!campaign || !isDue(scheduledLaunchOf(campaign)?.at)) return 'later';
  // An import under way ends within minutes: whom it brings is launched with the others.
  const works = await store.works.latest(campaignId);
  if (works.some(({ kind, due }) => kind === 'import' && due !== undefined)) return 'later';
  const counts = totalOf(await store.progress.of(campaign, now));
  let outcome: 'launched' | 'refused' | 'later' = 'later';
  const after = await store.campaigns.change(campaignId, (current) => {
    const scheduled = scheduledLaunchOf(current);
    outcome = 'later';
    if (current.status !== 'prepared' || !scheduled || !isDue(scheduled.at)) return current;
    const why = refusalOfLaunch(current, counts.prepared, now);
    outcome = why ? 'refused' : 'launched';
    return why
      ? withRefusedLaunch(current, why, now)
      : withNextLaunch(current, sizeOf(counts), scheduled.by, now);
  });
  try {
    await startLaunch(env, store, after);
  } catch (error) {
    logger.error('a scheduled launch could not be started', failure(error));
  }
  return outcome;
};
