import { launchScheduled } from '../actions/launch-scheduled.ts';
import { tableEnvironment, workEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from '../workflow/task.ts';
import { scheduled } from './scheduled.ts';

/** Every few minutes: campaigns whose launch is scheduled for now. It finds something as long as one is scheduled for later. */
export const handler = task(tableEnvironment.extend(workEnvironment.shape), scheduled, async ({ now }, env) =>
  launchScheduled(env, keptStore(env.TABLE_NAME), now),
);
