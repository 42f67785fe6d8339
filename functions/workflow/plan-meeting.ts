import { type MeetingPlan, meetingTask } from '../../schemas/workflow.ts';
import { endOf, reminderMoment, running } from '../domain/meeting/meeting-life.ts';
import { tableEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from './task.ts';

/** First state of a meeting: shows that its execution runs, and says when it reminds and when all is over. */
export const handler = task(
  tableEnvironment,
  meetingTask,
  async ({ meetingId, revision }, env): Promise<MeetingPlan> => {
    const { meetings, institutions } = keptStore(env.TABLE_NAME);
    const institution = await institutions.get();
    const meeting = await meetings.change(meetingId, (current) => running(current, revision));
    return {
      isCancelled: meeting.status === 'cancelled',
      reminderAt: reminderMoment(meeting, institution),
      endsAt: endOf(meeting),
    };
  },
);
