import type { IsoInstant } from '../../schemas/time.ts';
import { awaitTask } from '../../schemas/workflow.ts';
import { isIn } from '../domain/report/report-meanings.ts';
import { tableEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from './task.ts';

/**
 * While the stage runs, and again after each round: hangs the doorbell where the tutor's send will find it. A report that was
 * sent a moment before is seen in the same write, and the bell is rung at once.
 */
export const handler = task(tableEnvironment, awaitTask, async ({ taskToken, now, retry, ...key }, env) => {
  const { reports } = keptStore(env.TABLE_NAME);
  const report = await reports.hangDoorbell(key, taskToken, hungAt(key.revision, now, retry));
  if (!isIn(report)) return;
  const { ring } = await import('../executions/ring.ts');
  await ring(taskToken);
});

/** In the order in which a stage waits: of its executions, of their states, of the attempts at one. */
const hungAt = (revision: number, now: IsoInstant, retry: number): string =>
  `${String(revision).padStart(6, '0')} ${now} ${String(retry).padStart(3, '0')}`;
