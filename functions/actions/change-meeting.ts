import type { Meeting, MeetingAudience, MeetingFacts } from '../../schemas/meeting.ts';
import { seatsTaken } from '../domain/meeting/meeting-answers.ts';
import {
  changedMeeting,
  isAsSeen,
  isOtherAudience,
  isToCome,
  withPlacesDue,
} from '../domain/meeting/meeting-life.ts';
import { mayMeet } from '../domain/rights.ts';
import type { MeetingEnvironment } from '../environment.ts';
import { type Acting, audited, refuse } from './acting.ts';
import type { InvitingOutcome } from './announce-meeting.ts';
import { toInvite } from './audience-of.ts';
import { changeAsSeen, replaceMeeting, settlePlaces } from './start-meetings.ts';

const inPlaces = (capacity: number | undefined): string =>
  capacity === undefined ? '' : `, places : ${capacity}`;

export type MeetingChange = {
  facts: MeetingFacts;
  audience: MeetingAudience;
  capacity: number | undefined;
};

/** `taken`: more have a place than there would be. */
export type ChangeOutcome = InvitingOutcome | { kind: 'tooSmall'; taken: number };

/**
 * Another date, place, audience or number of places. What people are told by, and their calendar, follows where it is another. The places
 * are written with the rest as decided, and then where answers are taken: where that dies, the sweep says them.
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
  const [before, register] = await Promise.all([
    store.meetings.get(meetingId),
    store.meetings.answers(meetingId),
  ]);
  if (!isAsSeen(before, seen) || !isToCome(before, now)) return { kind: 'otherwise', meeting: before };
  const taken = seatsTaken(register);
  if (capacity !== undefined && capacity !== register.capacity && taken > capacity)
    return { kind: 'tooSmall', taken };
  if (before.status === 'announced' && isOtherAudience(before, audience)) {
    const institution = await store.institutions.answering(now);
    const { tooMany } = await toInvite(acting, institution, { ...before, audience });
    if (tooMany !== undefined) return { kind: 'tooMany', all: tooMany };
  }
  await audited(acting, 'meetingChanged', {
    campaignId,
    before: `${meetingId}, ${seen.day} ${seen.from}${inPlaces((before.placesDue ?? register).capacity)}`,
    after: `${facts.day} ${facts.from}${inPlaces(capacity)}`,
  });
  const { isOurs, meeting } = await changeAsSeen(acting, seen, isToCome, (current) =>
    changedMeeting(withPlacesDue(current, register, capacity, now), { facts, audience }, now),
  );
  if (!isOurs) return { kind: 'otherwise', meeting };
  await settlePlaces(store, meeting);
  if (meeting.revision !== seen.revision) await replaceMeeting(env, meeting);
  return { kind: 'done', meeting };
};
