import { reconcile } from '../actions/reconcile.ts';
import {
  lifecycleEnvironment,
  meetingEnvironment,
  tableEnvironment,
  workEnvironment,
} from '../environment.ts';
import { countEvents } from '../observability/metrics.ts';
import { keptStore } from '../store/store.ts';
import { task } from '../workflow/task.ts';
import { scheduled } from './scheduled.ts';

const environment = tableEnvironment.extend({
  ...lifecycleEnvironment.shape,
  ...workEnvironment.shape,
  ...meetingEnvironment.shape,
});

/** Every night: what runs is held against what the records say should run; what was mended is counted. */
export const handler = task(environment, scheduled, async ({ now }, env) => {
  const found = await reconcile(env, keptStore(env.TABLE_NAME), now);
  await countEvents({
    LifecycleRestored: found.restored,
    MeetingRestored: found.meetings,
    WorkResumed: found.resumed,
    ExecutionStopped: found.stopped,
    ReportUndistributed: found.undistributed,
    MailInDoubt: found.unconfirmed,
  });
  return found;
});
