import { guestsTask } from '../../schemas/workflow.ts';
import { mailingEnvironment } from '../environment.ts';
import { overGuests } from './guests.ts';
import { task } from './task.ts';

/** Third state of a meeting: invites who was not, and tells those concerned what has changed, or that it is called off. */
export const handler = task(mailingEnvironment, guestsTask, (step, env) =>
  overGuests(env, step, { of: 'news' }),
);
