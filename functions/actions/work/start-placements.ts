import { launchRuns } from '../../domain/placement/campaign-life.ts';
import { started } from '../../domain/placement/placement-life.ts';
import { startPlacement } from '../start-lifecycles.ts';
import type { WorkPass } from './doing.ts';

/**
 * A launch: all stages are marked as started before the first of them runs, since its first mail looks for the tutor's other
 * students, and must find them started.
 */
export const launchPasses: readonly WorkPass[] = [
  {
    over: 'campaign',
    // From here on the work itself says that it is to be done.
    prepare: async ({ store, work: { campaignId } }) => {
      await store.campaigns.change(campaignId, launchRuns);
    },
    each: async ({ store, now }, placement) => {
      // Stryker disable next-line ConditionalExpression: what is started stays as it is; this saves a read.
      if (placement.status !== 'prepared') return undefined;
      await store.placements.change(placement, (current) => started(current, now));
      return undefined;
    },
  },
  {
    over: 'campaign',
    each: async ({ env, store, now }, placement) => {
      if (placement.status !== 'started' || placement.startDue === undefined) return undefined;
      await startPlacement(env, store, placement, now);
      return 'started';
    },
  },
];
