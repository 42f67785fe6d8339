import type { Meeting } from '../../schemas/meeting.ts';
import { cancelledMeeting, isToCome } from '../domain/meeting/meeting-life.ts';
import { mayMeet } from '../domain/rights.ts';
import type { MeetingEnvironment } from '../environment.ts';
import { type Acting, audited, refuse } from './acting.ts';
import type { MeetingOutcome } from './announce-meeting.ts';
import { changeAsSeen, replaceMeeting } from './start-meetings.ts';

/** Calls a meeting off: those concerned are told why, and their calendar loses it. @param seen the meeting as the person saw it */
export const cancelMeeting = async (
  env: MeetingEnvironment,
  acting: Acting,
  seen: Meeting,
  why: string,
): Promise<MeetingOutcome> => {
  const { meetingId, campaignId } = seen;
  if (!mayMeet(acting.staff, seen)) return refuse(acting, 'meetingCancelled', { campaignId });
  await audited(acting, 'meetingCancelled', { campaignId, after: meetingId });
  const { isOurs, meeting } = await changeAsSeen(acting, seen, isToCome, (current) =>
    cancelledMeeting(current, why, acting.now),
  );
  if (!isOurs) return { kind: 'otherwise', meeting };
  if (meeting.startDue !== undefined) await replaceMeeting(env, meeting);
  return { kind: 'done', meeting };
};
