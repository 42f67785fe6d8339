import { mailDigests } from '../actions/mail-digests.ts';
import { mailingEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from '../workflow/task.ts';
import { scheduled } from './scheduled.ts';

/** Every morning at eight, in Paris: who answers for a site is told what waits there. */
export const handler = task(mailingEnvironment, scheduled, ({ now }, env) =>
  mailDigests(env, keptStore(env.TABLE_NAME), now),
);
