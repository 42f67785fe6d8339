import { linkRequest } from '../../schemas/link.ts';
import { mailNewLink } from '../actions/mail-new-link.ts';
import { mailingEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from '../workflow/task.ts';

/** A tutor has asked for a link. Invoked without being waited for: the page's answer takes as long for an unknown address. */
export const handler = task(mailingEnvironment, linkRequest, (request, env) =>
  mailNewLink(env, keptStore(env.TABLE_NAME), request),
);
