import { audited } from '../../actions/acting.ts';
import { errorName, logger } from '../../observability/logger.ts';
import { countEvent } from '../../observability/metrics.ts';
import { keptAuditTrail } from '../../store/audit-trail.ts';
import { keyFor } from '../../store/secret.ts';
import { keptStore } from '../../store/store.ts';
import { csrfField, isCsrfToken } from '../csrf.ts';
import { fieldValue, type PageRequest } from '../request.ts';
import { type PageResponse, redirect } from '../responses.ts';
import { type Route, webFunction } from '../web-function.ts';
import { clearedCookie, cookie, cookieName } from './cookies.ts';
import { type AuthEnvironment, readEnvironment } from './environment.ts';
import {
  noAccessPage,
  providerUnreachablePage,
  secondFactorPage,
  signedOutPage,
  signInFailedPage,
  signInOnPurposePage,
} from './pages.tsx';
import { beginSignIn, finishSignIn, providerSignOut, signInAttempt } from './provider.ts';
import { sealedRefreshToken } from './recheck.ts';
import { safeReturnPath } from './return-path.ts';
import { type Seal, seal, unseal } from './sealed.ts';
import { beginSession, endedSessionCookie, newSessionId, readSession } from './session.ts';
import { staffFromClaims } from './staff-claims.ts';

const attemptName = 'sopa_connexion';
const sessionsOf = async (env: AuthEnvironment) => ({
  sessions: keptStore(env.TABLE_NAME).sessions,
  key: await keyFor(env.SECRET_ARN, 'session'),
  publicUrl: env.PUBLIC_URL,
});
/** What a person may take to type a password. */
const attemptSeconds = 600;

const attemptSeal = async (secretArn: string): Promise<Seal> => ({
  key: await keyFor(secretArn, 'session'),
  purpose: 'sign-in',
  seconds: attemptSeconds,
});

/** The provider does not answer, or answers nonsense: the person can only wait. Our logs keep the error's name. */
const orUnreachable = async <T>(asked: Promise<T>): Promise<T | undefined> => {
  try {
    return await asked;
  } catch (error) {
    logger.error('the identity provider failed', {
      errorName: errorName(error),
    });
    return undefined;
  }
};

/** Goes to the provider's page, and remembers the question until its answer. */
const signIn = async ({ query, now, isFromElsewhere }: PageRequest): Promise<PageResponse> => {
  const env = readEnvironment();
  const returnPath = safeReturnPath(query.get('retour') ?? undefined);
  // Where the provider knows the person already it asks nothing: another site's page would open a session without a word.
  if (isFromElsewhere) return signInOnPurposePage(returnPath);
  const begun = await orUnreachable(beginSignIn(env, returnPath));
  if (!begun) return providerUnreachablePage();
  const value = await seal(begun.attempt, await attemptSeal(env.SECRET_ARN), now);
  return redirect(begun.location, {
    cookies: [cookie({ name: attemptName, value, seconds: attemptSeconds }, env.PUBLIC_URL)],
  });
};

/** The person comes back from the provider with a code. */
const comeBack = async (request: PageRequest): Promise<PageResponse> => {
  const { query, cookies, now } = request;
  const env = readEnvironment();
  const kept = await unseal(
    cookies[cookieName(attemptName, env.PUBLIC_URL)] ?? '',
    signInAttempt,
    await attemptSeal(env.SECRET_ARN),
    now,
  );
  if (!kept) return failed(request, 'not begun here', signInFailedPage());
  const answer = await orUnreachable(finishSignIn(env, query, kept));
  if (!answer) return providerUnreachablePage();
  if (answer.kind === 'refused') return failed(request, 'refused by the provider', signInFailedPage());
  if (answer.kind === 'tooWeak') return failed(request, 'without the second factor', secondFactorPage());
  const known = staffFromClaims(answer.claims, env);
  const audit = keptAuditTrail(env.AUDIT_TABLE_NAME);
  if (known.kind !== 'staff') {
    const subject = subjectOf(answer.claims);
    await audit.append({ at: now, act: 'signInRefused', outcome: 'refused', subject, after: known.kind });
    return failed(
      request,
      known.kind,
      noAccessPage(known.kind, await keptStore(env.TABLE_NAME).institutions.get()),
    );
  }
  const keeping = await sessionsOf(env);
  const refreshToken =
    answer.refreshToken && (await sealedRefreshToken(answer.refreshToken, keeping.key, now));
  const id = newSessionId();
  await audited({ staff: known.staff, session: id, audit, now }, 'signedIn');
  // Whoever signs in again leaves nothing open behind them.
  const before = await readSession(request, keeping);
  if (before) await keeping.sessions.end(before.id);
  return redirect(safeReturnPath(kept.returnPath), {
    cookies: [
      await beginSession(known.staff, now, keeping, { refreshToken, id }),
      clearedCookie(attemptName, env.PUBLIC_URL),
    ],
  });
};

/** As the provider names somebody whom we let in or not. */
const subjectOf = ({ sub }: Record<string, unknown>): string =>
  typeof sub === 'string' && sub !== '' ? sub.slice(0, 300) : 'unknown';

/** @param why for the log: nobody is known yet, or nobody whom we may name there */
const failed = async ({ requestId }: PageRequest, why: string, page: PageResponse): Promise<PageResponse> => {
  logger.warn('a sign-in failed', { requestId, why });
  await countEvent('SignInFailed');
  return page;
};

/**
 * Ends the session here, in the browser and at the provider. Without the session's own token nobody is signed out: another
 * site cannot do it for fun.
 */
const signOut = async (request: PageRequest): Promise<PageResponse> => {
  const env = readEnvironment();
  const keeping = await sessionsOf(env);
  const session = await readSession(request, keeping);
  const csrfKey = await keyFor(env.SECRET_ARN, 'csrf');
  if (session && !isCsrfToken(csrfKey, session.id, fieldValue(request.form, csrfField)))
    return redirect('/console');
  if (session) {
    const audit = keptAuditTrail(env.AUDIT_TABLE_NAME);
    await audited({ staff: session.staff, session: session.id, audit, now: request.now }, 'signedOut');
    await keeping.sessions.end(session.id);
  }
  return signedOutPage([endedSessionCookie(env.PUBLIC_URL)], await orUnreachable(providerSignOut(env)));
};

/** Signs staff in and out (architecture, 11). */
export const routes: Route[] = [
  { method: 'GET', path: '/auth/connexion', page: signIn },
  { method: 'GET', path: '/auth/callback', page: comeBack },
  { method: 'POST', path: '/auth/deconnexion', page: signOut },
];

export const handler = webFunction(routes);
