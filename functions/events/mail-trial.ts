import { trialRequest } from '../../schemas/trial.ts';
import { mailTrial } from '../actions/mail-trial.ts';
import { mailingEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from '../workflow/task.ts';

/** Somebody of the staff wants to see a mail in their own mailbox. Invoked without being waited for. */
export const handler = task(mailingEnvironment, trialRequest, (request, env) =>
  mailTrial(env, keptStore(env.TABLE_NAME), request),
);
