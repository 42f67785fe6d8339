import type { Meeting } from '../../schemas/meeting.ts';
import { announced, isAsSeen, isToTell } from '../domain/meeting/meeting-life.ts';
import { mayMeet } from '../domain/rights.ts';
import type { MeetingEnvironment } from '../environment.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import { replaceMeeting } from './start-meetings.ts';

export type MeetingOutcome =
  | { kind: 'done'; meeting: Meeting }
  /** It has begun, was called off, or somebody changed it since it was looked at. */
  | { kind: 'otherwise'; meeting: Meeting }
  | Refused;

/**
 * Has the invitations sent; of a meeting that was announced, to whoever has come into its audience since, and goes on with what stopped,
 * also of one that was called off.
 *
 * @param seen the meeting as the person saw it: of two clicks one counts
 */
export const announceMeeting = async (
  env: MeetingEnvironment,
  acting: Acting,
  seen: Meeting,
): Promise<MeetingOutcome> => {
  const { store, now } = acting;
  const { meetingId, campaignId } = seen;
  if (!mayMeet(acting.staff, seen)) return refuse(acting, 'meetingAnnounced', { campaignId });
  await audited(acting, 'meetingAnnounced', {
    campaignId,
    after: `${meetingId}, envoi ${seen.revision + 1}`,
  });
  let isOurs = false;
  const meeting = await store.meetings.change(meetingId, (current) => {
    isOurs = isAsSeen(current, seen) && isToTell(current, now);
    return isOurs ? announced(current, now) : current;
  });
  if (!isOurs) return { kind: 'otherwise', meeting };
  await replaceMeeting(env, meeting);
  return { kind: 'done', meeting };
};
