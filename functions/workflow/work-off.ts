import { type WorkAnswer, workOffTask } from '../../schemas/workflow.ts';
import { NotYet } from '../actions/work/doing.ts';
import { workOff } from '../actions/work/work-off.ts';
import { mailingEnvironment, workingEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from './task.ts';

/** The state that a work list loops through: does the next batch, and says whether it was the last. */
export const handler = task(
  mailingEnvironment.extend(workingEnvironment.shape),
  workOffTask,
  async ({ now, ...key }, env): Promise<WorkAnswer> => {
    try {
      const { endedAt, run } = await workOff(env, keptStore(env.TABLE_NAME), key, now, env);
      // Another run goes on with it.
      return { isDone: endedAt !== undefined || run !== key.run };
    } catch (error) {
      if (error instanceof NotYet) return { isDone: false, again: { in: error.seconds } };
      throw error;
    }
  },
);
