import * as z from 'zod';
import type { IsoInstant } from '../../../schemas/time.ts';
import { errorName, logger } from '../../observability/logger.ts';
import type { Store } from '../../store/store.ts';
import { readEnvironment } from './environment.ts';
import { claimsByNow } from './provider.ts';
import { type Seal, seal, unseal } from './sealed.ts';
import type { Session } from './session.ts';
import { staffFromClaims } from './staff-claims.ts';

/** In minutes: how long a role or a site that the provider took away still counts. */
const trustedFor = 5;
/** Without a way to ask again, the person signs in again after an hour: the provider then says who they are. */
const trustedWithoutAsking = 60;

const kept = z.object({ token: z.string().min(1) });
const sealWith = (key: Uint8Array): Seal => ({ key, purpose: 'refresh', seconds: 9 * 3600 });

/** What lets us ask the provider again, as the table keeps it: encrypted, and worth nothing without the master secret. */
export const sealedRefreshToken = (token: string, key: Uint8Array, now: IsoInstant): Promise<string> =>
  seal({ token }, sealWith(key), now);

/**
 * Who a signed-in person is by now: asked of the provider every few minutes, so that a role or a site that was taken away is gone
 * here as well. Of requests at the same time one asks; the others go on with what was known.
 *
 * @returns undefined when the session is over: the provider knows the person no more, or gives them no role.
 */
export const recheckedSession = async (
  session: Session,
  now: IsoInstant,
  { sessions, key }: { sessions: Store['sessions']; key: Uint8Array },
): Promise<Session | undefined> => {
  const { record } = session;
  const minutesSince = (at: IsoInstant): number => (Date.parse(now) - Date.parse(at)) / 60_000;
  const minutes = minutesSince(record.checkedAt);
  if (record.refreshToken === undefined) return minutes < trustedWithoutAsking ? session : undefined;
  if (minutes < trustedFor || !(await sessions.claimCheck(record, now))) return session;
  const opened = await unseal(record.refreshToken, kept, sealWith(key), now);
  if (!opened) return undefined;
  const env = readEnvironment();
  const answer = await orAway(claimsByNow(env, opened.token));
  // The provider is away: nobody is signed out for that, as long as it said who they are within the hour.
  if (answer === undefined)
    return minutesSince(record.confirmedAt ?? record.startedAt) < trustedWithoutAsking ? session : undefined;
  const known = answer.kind === 'claims' ? staffFromClaims(answer.claims, env) : undefined;
  if (answer.kind === 'refused' || known?.kind !== 'staff' || known.staff.subject !== record.staff.subject) {
    await sessions.end(record.id);
    return undefined;
  }
  const token = answer.refreshToken ?? opened.token;
  await sessions.known(record.id, known.staff, await sealedRefreshToken(token, key, now), now);
  return { ...session, staff: known.staff };
};

const orAway = async <T>(asked: Promise<T>): Promise<T | undefined> => {
  try {
    return await asked;
  } catch (error) {
    logger.error('a session could not be checked', {
      errorName: errorName(error),
    });
    return undefined;
  }
};
