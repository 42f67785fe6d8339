import type { Institute } from '../../../schemas/programme.ts';
import type { Staff } from '../../../schemas/staff.ts';
import type { Acting } from '../../actions/acting.ts';
import { answeringAt } from '../../domain/placement/answering-people.ts';
import { logger } from '../../observability/logger.ts';
import { keptAuditTrail } from '../../store/audit-trail.ts';
import { keyFor } from '../../store/secret.ts';
import { keptStore, type Store } from '../../store/store.ts';
import { recheckedSession } from '../auth/recheck.ts';
import { readSession, type Session } from '../auth/session.ts';
import { csrfField, csrfToken, isCsrfToken } from '../csrf.ts';
import { fieldValue, type PageRequest } from '../request.ts';
import { type PageResponse, redirect } from '../responses.ts';
import type { Route } from '../web-function.ts';
import { type ConsoleEnvironment, readEnvironment } from './environment.ts';
import { expiredFormPage, signInAgainPage } from './refusal-pages.tsx';
import { countWaiting, keptWaiting } from './waiting-count.tsx';

/** A request of somebody who is signed in, with what every page of the console needs. */
export type Visit = {
  request: PageRequest;
  staff: Staff;
  /** The same person, as actions ask who acts. */
  acting: Acting;
  /** As it answers now: who is away has somebody in their place. */
  institution: Institute;
  /** As it is kept, and may be changed. */
  settings: Institute;
  /** For the hidden field of every form. */
  csrf: string;
  /** How many points wait for the person; absent where that was not asked for. */
  waiting?: number | undefined;
  env: ConsoleEnvironment;
  store: Store;
};

/** @property counts it shows all that waits, and knows the number itself */
type Kind = { counts?: boolean };

/** Pages of the console are for staff, and a POST comes from one of our own forms: checked here, once. */
export const forStaff =
  (
    page: (visit: Visit) => PageResponse | Promise<PageResponse>,
    { counts = false }: Kind = {},
  ): Route['page'] =>
  async (request) => {
    const env = readEnvironment();
    const store = keptStore(env.TABLE_NAME);
    const { sessions } = store;
    const key = await keyFor(env.SECRET_ARN, 'session');
    const found = await readSession(request, { sessions, key, publicUrl: env.PUBLIC_URL });
    const session = found && (await recheckedSession(found, request.now, { sessions, key }));
    if (!session) return signInFirst(request);
    const csrfKey = await keyFor(env.SECRET_ARN, 'csrf');
    if (request.method === 'POST' && !isCsrfToken(csrfKey, session.id, fieldValue(request.form, csrfField)))
      return noted(request, session, expiredFormPage(request, csrfToken(csrfKey, session.id)));
    const settings = await store.institutions.get();
    const kept = keptWaiting(session.record, request.now);
    const isAsked = kept === undefined && showsNumber(request) && !counts;
    // The answer to a form shows the number that stood above the form.
    const last = counts ? kept : session.record.waiting?.count;
    const waiting = isAsked ? await countWaiting(store, session.staff, settings, request.now) : last;
    if (isAsked && waiting !== undefined)
      await sessions.counted(session.id, { count: waiting, at: request.now });
    const answer = await page({
      request,
      staff: session.staff,
      acting: {
        ...{ staff: session.staff, session: session.id, store, now: request.now },
        audit: keptAuditTrail(env.AUDIT_TABLE_NAME),
      },
      institution: answeringAt(settings, request.now),
      settings,
      csrf: csrfToken(csrfKey, session.id),
      waiting,
      env,
      store,
    });
    // They did something: it may have settled what waited.
    if (answer.statusCode === 303 && kept !== undefined) await sessions.counted(session.id, undefined);
    return noted(request, session, answer);
  };

/** Files, whose addresses end as files' names do, have no header to show it in. */
const showsNumber = ({ method, path }: PageRequest): boolean => method === 'GET' && !/\.[a-z]+$/.test(path);

/**
 * Whatever a signed-in person is refused, or asks for where nothing is for them, is in the log with their session: the audit trail
 * says whose it is, and the line `answered` of the same request which route it was.
 */
const noted = ({ requestId }: PageRequest, { id }: Session, answer: PageResponse): PageResponse => {
  if (answer.statusCode === 403 || answer.statusCode === 404)
    logger.warn('refused', { requestId, session: id, status: answer.statusCode });
  return answer;
};

const signInFirst = (request: PageRequest): PageResponse => {
  // After a form, browsers hold the whole way back to `form-action 'self'`, which the provider's page is not: a link is.
  if (request.method === 'POST') return signInAgainPage(request);
  const query = request.query.toString();
  const wanted = query ? `${request.path}?${query}` : request.path;
  return redirect(`/auth/connexion?retour=${encodeURIComponent(wanted)}`);
};
