import type { MeetingAnswers, MeetingGuest } from '../../schemas/meeting.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { type Reply, type ReplyRefusal, replied } from '../domain/meeting/meeting-answers.ts';
import { takesAnswers } from '../domain/meeting/meeting-life.ts';
import type { GuestsEnvironment } from '../environment.ts';
import type { Store } from '../store/store.ts';
import { tellGuest } from './tell-guest.ts';

export type ReplyOutcome =
  | { kind: 'taken'; register: MeetingAnswers }
  /** `closed`: it has begun, or does not take place. `invited`: that person has an invitation of their own. */
  | { kind: 'refused'; why: ReplyRefusal | 'closed' | 'invited' };

/**
 * Takes what somebody answers, or answers by now: one conditional write, which also decides who has the last place. Whom they named is
 * told by another function, at once; where that dies, by the sweep.
 */
export const answerInvitation = async (
  env: GuestsEnvironment,
  store: Pick<Store, 'meetings'>,
  { meetingId, email }: MeetingGuest,
  reply: Reply,
  now: IsoInstant,
): Promise<ReplyOutcome> => {
  const meeting = await store.meetings.get(meetingId);
  if (!takesAnswers(meeting, now)) return { kind: 'refused', why: 'closed' };
  if (reply.answer === 'other' && (await store.meetings.guest(meetingId, reply.substitute.email)))
    return { kind: 'refused', why: 'invited' };
  await store.meetings.answering(meetingId, email, now);
  let refused: ReplyRefusal | undefined;
  const register = await store.meetings.changeAnswers(meetingId, (current) => {
    const after = replied(current, meeting, email, reply, now);
    refused = typeof after === 'string' ? after : undefined;
    return typeof after === 'string' ? current : after;
  });
  if (refused) return { kind: 'refused', why: refused };
  if (register.untold?.emails.includes(email)) await tellGuest(env, meeting, email, now);
  return { kind: 'taken', register };
};
