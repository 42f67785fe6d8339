import { needsStarting, relaunched } from '../../domain/placement/placement-life.ts';
import { replaceLifecycle } from '../start-lifecycles.ts';
import type { WorkPass } from './doing.ts';

/** Starts the next revision of each that is still in trouble. */
export const relaunchPasses: readonly WorkPass[] = [
  {
    over: 'numbers',
    each: async ({ env, store, work: { campaignId, askedBy, askedAt }, now }, studentNumber) => {
      const key = { campaignId, studentNumber };
      const before = await store.placements.get(key);
      if (needsStarting(before, askedAt)) {
        const placement = await store.placements.change(key, (current) =>
          needsStarting(current, askedAt) ? relaunched(current, askedBy, now) : current,
        );
        await replaceLifecycle(env, store, placement, now);
        return 'relaunched';
      }
      // Cut after it was written to start again: it is started now.
      if (before.startDue === undefined || before.startDue < askedAt) return undefined;
      await replaceLifecycle(env, store, before, now);
      return 'relaunched';
    },
  },
];
