import { troubleTask } from '../../schemas/workflow.ts';
import { ran, troubled } from '../domain/placement/placement-life.ts';
import { tableEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from './task.ts';

/** Last state before an execution fails: the placement's page says where it stopped, and offers to start it again. */
export const handler = task(
  tableEnvironment,
  troubleTask,
  async ({ now, state, error, revision, ...key }, env) => {
    await keptStore(env.TABLE_NAME).placements.change(key, (placement) =>
      // An execution that was replaced meanwhile has nothing left to say.
      placement.revision === revision ? ran(troubled(placement, state, error, now)) : placement,
    );
  },
);
