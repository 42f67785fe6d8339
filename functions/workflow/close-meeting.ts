import { meetingTask } from '../../schemas/workflow.ts';
import { closedMeeting } from '../domain/meeting/meeting-life.ts';
import { tableEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from './task.ts';

/** Last state of a meeting: it has ended, and nobody answers any more. */
export const handler = task(tableEnvironment, meetingTask, async ({ meetingId, revision }, env) => {
  await keptStore(env.TABLE_NAME).meetings.change(meetingId, (current) => closedMeeting(current, revision));
});
