import * as z from 'zod';
import { mailDigests } from '../actions/mail-digests.ts';
import { mailingEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from '../workflow/task.ts';

/** EventBridge Scheduler writes the moment without milliseconds. */
const scheduled = z.object({ now: z.iso.datetime().transform((at) => new Date(at).toISOString()) });

/** Every morning at eight, in Paris: who answers for a site is told what waits there. */
export const handler = task(mailingEnvironment, scheduled, ({ now }, env) =>
  mailDigests(env, keptStore(env.TABLE_NAME), now),
);
