import { meetingTroubleTask } from '../../schemas/workflow.ts';
import { troubledMeeting } from '../domain/meeting/meeting-life.ts';
import { tableEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from './task.ts';

/** Last state before a meeting's machine gives up: its page says so, and goes on with it. */
export const handler = task(
  tableEnvironment,
  meetingTroubleTask,
  async ({ meetingId, revision, state, error, now }, env) => {
    await keptStore(env.TABLE_NAME).meetings.change(meetingId, (current) =>
      troubledMeeting(current, revision, { at: now, state, error }),
    );
  },
);
