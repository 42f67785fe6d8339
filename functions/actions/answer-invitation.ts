import type { Meeting, MeetingAnswers, MeetingGuest } from '../../schemas/meeting.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { guestsTask } from '../../schemas/workflow.ts';
import { type Reply, type ReplyRefusal, replied } from '../domain/meeting/meeting-answers.ts';
import { takesAnswers } from '../domain/meeting/meeting-life.ts';
import { failure, logger } from '../observability/logger.ts';
import type { Store } from '../store/store.ts';

export type ReplyOutcome =
  | { kind: 'taken'; register: MeetingAnswers }
  /** `closed`: it has begun, or does not take place. `invited`: that person has an invitation of their own. */
  | { kind: 'refused'; why: ReplyRefusal | 'closed' | 'invited' };

/**
 * Takes what somebody answers, or answers by now: one conditional write, which also decides who has the last place. Whom they named is
 * told by another function, at once; where that dies, by the sweep.
 */
export const answerInvitation = async (
  env: { TELL_GUESTS_ARN: string },
  store: Pick<Store, 'meetings'>,
  { meetingId, email }: MeetingGuest,
  reply: Reply,
  now: IsoInstant,
): Promise<ReplyOutcome> => {
  const meeting = await store.meetings.get(meetingId);
  if (!takesAnswers(meeting, now)) return { kind: 'refused', why: 'closed' };
  if (reply.answer === 'other' && (await store.meetings.guest(meetingId, reply.substitute.email)))
    return { kind: 'refused', why: 'invited' };
  let refused: ReplyRefusal | undefined;
  const register = await store.meetings.changeAnswers(meetingId, (current) => {
    const after = replied(current, meeting, email, reply, now);
    refused = typeof after === 'string' ? after : undefined;
    return typeof after === 'string' ? current : after;
  });
  if (refused) return { kind: 'refused', why: refused };
  if (register.untold?.emails.includes(email)) await tellOne(env.TELL_GUESTS_ARN, meeting, email, now);
  return { kind: 'taken', register };
};

const tellOne = async (
  functionArn: string,
  { meetingId, revision }: Meeting,
  only: string,
  now: IsoInstant,
): Promise<void> => {
  const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
  const asked = guestsTask.parse({
    ...{ meetingId, revision, now, only },
    ...{ after: '', isHeld: false, attempt: 0, retry: 0 },
  });
  try {
    await new LambdaClient({}).send(
      new InvokeCommand({
        ...{ FunctionName: functionArn, InvocationType: 'Event' },
        Payload: Buffer.from(JSON.stringify(asked)),
      }),
    );
  } catch (error) {
    // The answer stands; the sweep finds who is not told yet.
    logger.error('a substitute could not be handed over', failure(error));
  }
};
