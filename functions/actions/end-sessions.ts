import { mayAdminister } from '../domain/rights.ts';
import type { Acting } from './acting.ts';

/** Whatever the person has open is over; they may sign in again, and are asked who they are by now. */
export const endSessions = async (
  { staff, store, now }: Acting,
  subject: string,
): Promise<{ kind: 'ended' } | { kind: 'refused' }> => {
  if (!mayAdminister(staff)) return { kind: 'refused' };
  if (subject !== '') await store.sessions.endAllOf(subject, now);
  return { kind: 'ended' };
};
