import { takeUp } from '../actions/take-up.ts';
import {
  guestsEnvironment,
  lifecycleEnvironment,
  meetingEnvironment,
  tableEnvironment,
  workEnvironment,
} from '../environment.ts';
import { inGroups } from '../in-groups.ts';
import { failure, logger } from '../observability/logger.ts';
import { keptStore } from '../store/store.ts';
import { task } from '../workflow/task.ts';
import { scheduled } from './scheduled.ts';

const environment = tableEnvironment.extend({
  ...lifecycleEnvironment.shape,
  ...workEnvironment.shape,
  ...meetingEnvironment.shape,
  ...guestsEnvironment.shape,
});

/** The sweep: a launch, work on many, a lifecycle, the distribution of a report that was sent, a meeting, of which each lies too long (architecture, 15). */
export const handler = task(environment, scheduled, async ({ now }, env) => {
  const store = keptStore(env.TABLE_NAME);
  const due = await store.due.since(now);
  const errors: unknown[] = [];
  // The oldest come first: one that cannot be taken up would keep the rest from it, each time.
  const done = await inGroups(due, async (one): Promise<boolean> => {
    try {
      return await takeUp(env, store, one, now);
    } catch (error) {
      logger.error('something due could not be taken up', { kind: one.kind, ...failure(error) });
      errors.push(error);
      return false;
    }
  });
  if (errors.length > 0) throw errors[0];
  return { found: due.length, takenUp: done.filter(Boolean).length };
});
