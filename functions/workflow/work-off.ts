import { type WorkAnswer, workOffTask } from '../../schemas/workflow.ts';
import { NotYet } from '../actions/work/doing.ts';
import { workOff } from '../actions/work/work-off.ts';
import { waitsUntil } from '../domain/placement/work-progress.ts';
import { mailingEnvironment, workingEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from './task.ts';

/** The state that a work list loops through: does the next batch, and says whether it was the last. */
export const handler = task(
  mailingEnvironment.extend(workingEnvironment.shape),
  workOffTask,
  async ({ now, ...key }, env): Promise<WorkAnswer> => {
    const store = keptStore(env.TABLE_NAME);
    // A deletion takes its own record away in the end.
    if (!(await store.works.find(key))) return { isDone: true };
    try {
      const work = await workOff(env, store, key, now, env);
      // Another run goes on with it.
      if (work.endedAt !== undefined || work.run !== key.run) return { isDone: true };
      const at = waitsUntil(work, now);
      return { isDone: false, ...(at !== undefined && { again: { at } }) };
    } catch (error) {
      if (!(error instanceof NotYet)) throw error;
      return { isDone: false, again: { at: new Date(Date.parse(now) + error.seconds * 1000).toISOString() } };
    }
  },
);
