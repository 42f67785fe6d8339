import { awaitTask } from '../../schemas/workflow.ts';
import { isIn } from '../domain/report/report-meanings.ts';
import { tableEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from './task.ts';

/**
 * While the stage runs, and again after each round: hangs the doorbell where the tutor's send will find it. A report that was
 * sent a moment before is seen in the same write, and the bell is rung at once.
 */
export const handler = task(tableEnvironment, awaitTask, async ({ taskToken, ...key }, env) => {
  const report = await keptStore(env.TABLE_NAME).reports.hangDoorbell(key, taskToken);
  if (!isIn(report)) return;
  const { ring } = await import('../executions/ring.ts');
  await ring(taskToken);
});
