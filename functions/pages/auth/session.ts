import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { SessionRecord } from '../../../schemas/session.ts';
import type { Staff } from '../../../schemas/staff.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import type { Store } from '../../store/store.ts';
import type { PageRequest } from '../request.ts';
import { clearedCookie, cookie, cookieName } from './cookies.ts';
import { type Seal, seal, unseal } from './sealed.ts';

const baseName = 'sopa_session';
const seconds = 8 * 3600;
/** In minutes: an abandoned desk is nobody's console. */
const longestIdle = 60;
const seenEvery = 5;

/** The browser keeps the name of a session, encrypted, and nothing of who it is. */
const named = z.object({ id: z.string().min(1) });
export type Session = { id: string; staff: Staff; record: SessionRecord };

const sealWith = (key: Uint8Array): Seal => ({ key, purpose: 'session', seconds });
const minutesBetween = (from: IsoInstant, to: IsoInstant): number =>
  (Date.parse(to) - Date.parse(from)) / 60_000;

/** 192 random bits, of which a UUID has 122: whoever guesses it has nothing yet, for the cookie is sealed. */
export const newSessionId = (): string => randomBytes(24).toString('base64url');

type Asked = Pick<PageRequest, 'cookies' | 'now'>;
type Keeping = { sessions: Store['sessions']; key: Uint8Array; publicUrl: string };

/**
 * Who is signed in, if anybody: the cookie is whole, ours and not older than eight hours at the request's time; the session
 * was not ended, by the person or by an administrator, and was in use within the hour.
 */
export const readSession = async (
  { cookies, now }: Asked,
  { sessions, key, publicUrl }: Keeping,
): Promise<Session | undefined> => {
  const sealed = cookies[cookieName(baseName, publicUrl)];
  const cookieSays = sealed ? await unseal(sealed, named, sealWith(key), now) : undefined;
  const record = cookieSays && (await sessions.find(cookieSays.id));
  if (!record || minutesBetween(record.seenAt, now) > longestIdle) return undefined;
  const person = await sessions.person(record.staff.subject);
  if (person?.endedAt !== undefined && person.endedAt >= record.startedAt) return undefined;
  if (minutesBetween(record.seenAt, now) >= seenEvery) await sessions.seen(record.id, now);
  return { id: record.id, staff: record.staff, record };
};

/** Begins a session. @param refreshToken sealed @returns the Set-Cookie value that signs the person in. */
export const beginSession = async (
  staff: Staff,
  now: IsoInstant,
  { sessions, key, publicUrl }: Keeping,
  { refreshToken, id = newSessionId() }: { refreshToken?: string | undefined; id?: string } = {},
): Promise<string> => {
  const record: SessionRecord = {
    ...{ id, staff, startedAt: now, seenAt: now, checkedAt: now },
    ...(refreshToken !== undefined && { refreshToken }),
  };
  await sessions.start(record);
  const value = await seal({ id: record.id }, sealWith(key), now);
  return cookie({ name: baseName, value, seconds }, publicUrl);
};

export const endedSessionCookie = (publicUrl: string): string => clearedCookie(baseName, publicUrl);
