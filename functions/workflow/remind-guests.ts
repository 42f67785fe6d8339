import { guestsTask } from '../../schemas/workflow.ts';
import { reminderMoment } from '../domain/meeting/meeting-life.ts';
import { mailingEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { overGuests } from './guests.ts';
import { task } from './task.ts';

/** Two working days before a meeting: reminds those who come, and those who have not answered. */
export const handler = task(mailingEnvironment, guestsTask, async (step, env) => {
  const { meetings, institutions } = keptStore(env.TABLE_NAME);
  const [meeting, institution] = await Promise.all([meetings.get(step.meetingId), institutions.get()]);
  return overGuests(env, step, { of: 'reminder', reminderAt: reminderMoment(meeting, institution) });
});
