import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Staff, staff } from '../../../schemas/staff.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import type { PageRequest } from '../request.ts';
import { clearedCookie, cookie } from './cookies.ts';
import { type Seal, seal, unseal } from './sealed.ts';

const name = 'sopa_session';
const seconds = 8 * 3600;

/** `id` is new at every sign-in: what a form's CSRF token is bound to. */
const session = z.object({ id: z.string().min(1), staff });
export type Session = z.infer<typeof session>;

const sealWith = (key: Uint8Array): Seal => ({ key, purpose: 'session', seconds });

/** Who is signed in, if anybody: the cookie is whole, ours, and not older than eight hours at the request's time. */
export const readSession = async (
  { cookies, now }: Pick<PageRequest, 'cookies' | 'now'>,
  key: Uint8Array,
): Promise<Session | undefined> => {
  const sealed = cookies[name];
  return sealed ? unseal(sealed, session, sealWith(key), now) : undefined;
};

/** @returns the Set-Cookie value that signs a person in. */
export const sessionCookie = async (
  person: Staff,
  key: Uint8Array,
  now: IsoInstant,
  publicUrl: string,
): Promise<string> => {
  const value = await seal({ id: randomUUID(), staff: person }, sealWith(key), now);
  return cookie({ name, value, path: '/', seconds }, publicUrl);
};

export const endedSessionCookie = (publicUrl: string): string =>
  clearedCookie({ name, path: '/' }, publicUrl);
