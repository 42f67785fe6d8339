import { awaitTask } from '../../schemas/workflow.ts';
import { isIn } from '../domain/report/report-meanings.ts';
import { tableEnvironment } from '../environment.ts';
import { hungAt } from '../store/reports.ts';
import { keptStore } from '../store/store.ts';
import { task } from './task.ts';

/**
 * While the stage runs, and again after each round: hangs the doorbell where the tutor's send will find it. A report that was
 * sent a moment before is seen in the same write, and the bell is rung at once.
 */
export const handler = task(tableEnvironment, awaitTask, async ({ taskToken, now, retry, ...key }, env) => {
  const { reports } = keptStore(env.TABLE_NAME);
  const report = await reports.hangDoorbell(key, taskToken, hungAt(key.revision, now, retry));
  // By an execution that this one has taken the place of, which wrote late: whoever comes later finds the bell hung, and closes nothing.
  if (report.status === 'closed' && (report.closedIn ?? key.revision) < key.revision)
    await reports.reopen(key);
  if (!isIn(report)) return;
  const { ring } = await import('../executions/ring.ts');
  await ring(taskToken);
});
