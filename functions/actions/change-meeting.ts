import type { Meeting, MeetingAudience, MeetingFacts } from '../../schemas/meeting.ts';
import { seatsTaken } from '../domain/meeting/meeting-answers.ts';
import { changedMeeting, isAsSeen, isToCome } from '../domain/meeting/meeting-life.ts';
import { mayMeet } from '../domain/rights.ts';
import type { MeetingEnvironment } from '../environment.ts';
import { type Acting, audited, refuse } from './acting.ts';
import type { MeetingOutcome } from './announce-meeting.ts';
import { replaceMeeting } from './start-meetings.ts';

export type MeetingChange = {
  facts: MeetingFacts;
  audience: MeetingAudience;
  capacity: number | undefined;
};

/** `taken`: more have a place than there would be. */
export type ChangeOutcome = MeetingOutcome | { kind: 'tooSmall'; taken: number };

/**
 * Another date, place, audience or number of places. What people are told by, and their calendar, follows where it is another; the
 * places first, which nobody is told of.
 *
 * @param seen the meeting as the person saw it
 */
export const changeMeeting = async (
  env: MeetingEnvironment,
  acting: Acting,
  seen: Meeting,
  { facts, audience, capacity }: MeetingChange,
): Promise<ChangeOutcome> => {
  const { store, now } = acting;
  const { meetingId, campaignId } = seen;
  if (!mayMeet(acting.staff, seen)) return refuse(acting, 'meetingChanged', { campaignId });
  // Before the places, which would else be others though nothing is said to be.
  const before = await store.meetings.get(meetingId);
  if (!isAsSeen(before, seen) || !isToCome(before, now)) return { kind: 'otherwise', meeting: before };
  await audited(acting, 'meetingChanged', {
    campaignId,
    before: `${meetingId}, ${seen.day} ${seen.from}`,
    after: `${facts.day} ${facts.from}`,
  });
  let taken = 0;
  const register = await store.meetings.changeAnswers(meetingId, (current) => {
    taken = seatsTaken(current);
    if (current.capacity === capacity || (capacity !== undefined && taken > capacity)) return current;
    const { capacity: _, ...rest } = current;
    return { ...rest, ...(capacity !== undefined && { capacity }) };
  });
  if (register.capacity !== capacity) return { kind: 'tooSmall', taken };
  let isOurs = false;
  const meeting = await store.meetings.change(meetingId, (current) => {
    isOurs = isAsSeen(current, seen) && isToCome(current, now);
    return isOurs ? changedMeeting(current, { facts, audience }, now) : current;
  });
  if (!isOurs) return { kind: 'otherwise', meeting };
  if (meeting.revision !== seen.revision) await replaceMeeting(env, meeting);
  return { kind: 'done', meeting };
};
