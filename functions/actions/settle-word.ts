import type { Placement } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { studentsWordSeen } from '../domain/placement/students-word.ts';
import { wordSeen } from '../domain/placement/tutors-word.ts';
import { mayManage } from '../domain/rights.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';

const seenWord = { tutor: wordSeen, student: studentsWordSeen };
export type WordOf = keyof typeof seenWord;

/** `gone`: it waits no more, or something else was said since: nothing is written. */
export type SettleOutcome = { kind: 'settled' } | { kind: 'gone' } | Refused;

/**
 * What a tutor or a student said is seen, and asks for nothing else. Reminders come again in their time; one that was put off comes when it was
 * put off to, since whoever wrote an hour ago is not to be reminded now.
 *
 * @param saidAt the word that the person saw
 */
export const settleWord = async (
  acting: Acting,
  seen: Pick<Placement, 'campaignId' | 'studentNumber'>,
  saidAt: IsoInstant,
  whose: WordOf = 'tutor',
): Promise<SettleOutcome> => {
  const { staff, store, now } = acting;
  const { campaignId, studentNumber } = seen;
  const subject = { campaignId, studentNumber };
  if (!mayManage(staff)) return refuse(acting, 'wordSettled', subject);
  await audited(acting, 'wordSettled', subject);
  let isSettled = false;
  await store.placements.change(seen, (current) => {
    const after = seenWord[whose](current, saidAt, { by: staff.name, now });
    isSettled = after !== current;
    return after;
  });
  return { kind: isSettled ? 'settled' : 'gone' };
};
