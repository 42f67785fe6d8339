import { z } from 'zod';
import { emailAddress } from '../../schemas/institution.ts';
import { isoInstant } from '../../schemas/time.ts';
import { mailNewLink } from '../actions/mail-new-link.ts';
import { mailingEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from '../workflow/task.ts';

/** What the page hands over once it has answered. */
export const linkRequest = z.object({
  email: emailAddress,
  now: isoInstant,
  requestId: z.string().min(1),
  client: z.string().min(1).max(100).optional(),
});

/** A tutor has asked for a link. Invoked without being waited for: the page's answer takes as long for an unknown address. */
export const handler = task(mailingEnvironment, linkRequest, (request, env) =>
  mailNewLink(env, keptStore(env.TABLE_NAME), request),
);
