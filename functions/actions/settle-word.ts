import type { Placement } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { wordSeen } from '../domain/placement/tutors-word.ts';
import { mayManage } from '../domain/rights.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';

/** `gone`: it waits no more, or the tutor has said something else since: nothing is written. */
export type SettleOutcome = { kind: 'settled' } | { kind: 'gone' } | Refused;

/**
 * What a tutor said is seen, and asks for nothing else. Reminders come again in their time; one that was put off comes when it was
 * put off to, since whoever wrote an hour ago is not to be reminded now.
 *
 * @param saidAt the word that the person saw
 */
export const settleWord = async (
  acting: Acting,
  seen: Pick<Placement, 'campaignId' | 'studentNumber'>,
  saidAt: IsoInstant,
): Promise<SettleOutcome> => {
  const { staff, store, now } = acting;
  const { campaignId, studentNumber } = seen;
  const subject = { campaignId, studentNumber };
  if (!mayManage(staff)) return refuse(acting, 'wordSettled', subject);
  await audited(acting, 'wordSettled', subject);
  let isSettled = false;
  await store.placements.change(seen, (current) => {
    const after = wordSeen(current, saidAt, { by: staff.name, now });
    isSettled = after !== current;
    return after;
  });
  return { kind: isSettled ? 'settled' : 'gone' };
};
