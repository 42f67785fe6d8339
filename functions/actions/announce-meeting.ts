import type { Meeting } from '../../schemas/meeting.ts';
import { announced, isToTell } from '../domain/meeting/meeting-life.ts';
import { mayMeet } from '../domain/rights.ts';
import type { MeetingEnvironment } from '../environment.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import { toInvite } from './audience-of.ts';
import { changeAsSeen, replaceMeeting } from './start-meetings.ts';

export type MeetingOutcome =
  | { kind: 'done'; meeting: Meeting }
  /** It has begun, was called off, or somebody changed it since it was looked at. */
  | { kind: 'otherwise'; meeting: Meeting }
  | Refused;
/** `tooMany`: so many would be invited, which is more than one meeting may. */
export type InvitingOutcome = MeetingOutcome | { kind: 'tooMany'; all: number };

/** Somebody goes on with what stopped, which invites nobody but whom it was to invite. */
export const goesOn = ({ status, trouble, startDue }: Meeting): boolean =>
  status !== 'prepared' && (trouble !== undefined || startDue !== undefined);

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
): Promise<InvitingOutcome> => {
  const { store, now } = acting;
  const { meetingId, campaignId } = seen;
  if (!mayMeet(acting.staff, seen)) return refuse(acting, 'meetingAnnounced', { campaignId });
  if (!goesOn(seen)) {
    const { tooMany } = await toInvite(acting, await store.institutions.answering(now), seen);
    if (tooMany !== undefined) return { kind: 'tooMany', all: tooMany };
  }
  await audited(acting, 'meetingAnnounced', {
    campaignId,
    after: `${meetingId}, envoi ${seen.revision + 1}`,
  });
  const { isOurs, meeting } = await changeAsSeen(acting, seen, isToTell, (current) =>
    announced(current, now),
  );
  if (!isOurs) return { kind: 'otherwise', meeting };
  await replaceMeeting(env, meeting);
  return { kind: 'done', meeting };
};
