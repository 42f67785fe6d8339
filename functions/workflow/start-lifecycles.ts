import { launchBatch } from '../../schemas/workflow.ts';
import { startLifecycles } from '../actions/start-lifecycles.ts';
import { started } from '../domain/placement/placement-life.ts';
import { lifecycleEnvironment, tableEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from './task.ts';

/**
 * Starts the stages of one batch. All are marked before the first execution runs: its first mail looks for the tutor's other
 * students, and must find them started.
 */
export const handler = task(
  tableEnvironment.extend(lifecycleEnvironment.shape),
  launchBatch,
  async ({ campaignId, startedAt, studentNumbers }, env) => {
    const store = keptStore(env.TABLE_NAME);
    const marked = await Promise.all(
      studentNumbers.map((studentNumber) =>
        store.placements.change({ campaignId, studentNumber }, (placement) => started(placement, startedAt)),
      ),
    );
    await startLifecycles(env, store, marked, startedAt);
    return { started: marked.length };
  },
);
