import { workStoppedTask } from '../../schemas/workflow.ts';
import { stoppedWork } from '../domain/placement/work-progress.ts';
import { tableEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from './task.ts';

/** Last state before a work list's machine gives up: the campaign's page says so, and offers to go on. */
export const handler = task(tableEnvironment, workStoppedTask, async ({ now, run, error, ...key }, env) => {
  await keptStore(env.TABLE_NAME).works.change(key, (work) => stoppedWork(work, run, error, now));
});
