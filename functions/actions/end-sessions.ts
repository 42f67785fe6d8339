import { mayAdminister } from '../domain/rights.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';

/** Whatever the person has open is over; they may sign in again, and are asked who they are by now. */
export const endSessions = async (
  acting: Acting,
  onSubject: string,
): Promise<{ kind: 'ended' } | Refused> => {
  if (!mayAdminister(acting.staff)) return refuse(acting, 'sessionsEnded');
  if (onSubject === '') return { kind: 'ended' };
  await audited(acting, 'sessionsEnded', { onSubject });
  await acting.store.sessions.endAllOf(onSubject, acting.now);
  return { kind: 'ended' };
};
