import type { Meeting } from '../../schemas/meeting.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { withPlaces } from '../domain/meeting/meeting-answers.ts';
import {
  beginningOf,
  endOf,
  isAsSeen,
  isToTell,
  placesSettled,
  restartedMeeting,
} from '../domain/meeting/meeting-life.ts';
import { isSendingTime } from '../domain/placement/mail-wave.ts';
import { isOverdue } from '../domain/placement/placement-life.ts';
import type { GuestsEnvironment, MeetingEnvironment } from '../environment.ts';
import { meetingState } from '../executions/describe.ts';
import { startMeeting } from '../executions/start.ts';
import { stopMeeting } from '../executions/stop.ts';
import { inGroups } from '../in-groups.ts';
import { failure, logger } from '../observability/logger.ts';
import type { Due } from '../store/due.ts';
import type { Store } from '../store/store.ts';
import type { Acting } from './acting.ts';
import { tellGuest } from './tell-guest.ts';

/**
 * Ends what still runs of the revision before this one, and starts this one's. The meeting already says so, and that it is due: what the
 * old execution may still do finds itself replaced, and what dies here is taken up by the sweep.
 */
export const replaceMeeting = async (env: MeetingEnvironment, meeting: Meeting): Promise<void> => {
  const { meetingId, revision } = meeting;
  if (revision < 1) return;
  try {
    if (revision > 1)
      await stopMeeting(env, { meetingId, revision: revision - 1 }, `replaced by revision ${revision}`);
    await startMeeting(env, meeting);
  } catch (error) {
    logger.error('a meeting could not be started', failure(error));
  }
};

/**
 * Changes a meeting as somebody saw it.
 *
 * @returns whether it is theirs: nobody was faster, and it is not too late
 */
export const changeAsSeen = async (
  { store, now }: Pick<Acting, 'store' | 'now'>,
  seen: Meeting,
  isInTime: (meeting: Meeting, now: IsoInstant) => boolean,
  change: (current: Meeting) => Meeting,
): Promise<{ isOurs: boolean; meeting: Meeting }> => {
  let isOurs = false;
  const meeting = await store.meetings.change(seen.meetingId, (current) => {
    isOurs = isAsSeen(current, seen) && isInTime(current, now);
    return isOurs ? change(current) : current;
  });
  return { isOurs, meeting };
};

/** Says the places that were decided where answers are taken, and then that it is said. */
export const settlePlaces = async (
  { meetings }: Pick<Store, 'meetings'>,
  { meetingId, placesDue, placesNumber }: Meeting,
): Promise<void> => {
  if (!placesDue) return;
  await meetings.changeAnswers(meetingId, (register) =>
    withPlaces(register, placesDue.capacity, placesNumber),
  );
  await meetings.change(meetingId, (current) => placesSettled(current, placesNumber));
};

type MeetingDue = Extract<Due, { meetingId: string }>;

/** From the beginning, as the next revision: what was done is found done. */
const restart = async (
  env: MeetingEnvironment,
  store: Pick<Store, 'meetings'>,
  seen: Meeting,
  now: IsoInstant,
): Promise<void> => {
  const { meetingId, revision } = seen;
  const meeting = await store.meetings.change(meetingId, (current) =>
    current.revision === revision ? restartedMeeting(current, now) : current,
  );
  await replaceMeeting(env, meeting);
};

/** A meeting whose execution was to start, or whose places were to be said. */
export const takeUpMeeting = async (
  env: MeetingEnvironment,
  store: Pick<Store, 'meetings'>,
  { meetingId }: Pick<MeetingDue, 'meetingId'>,
  now: IsoInstant,
): Promise<boolean> => {
  const meeting = await store.meetings.get(meetingId);
  const isUnsaid = isOverdue(meeting.placesDue?.since, now);
  if (isUnsaid) await settlePlaces(store, meeting);
  if (!isOverdue(meeting.startDue, now)) return isUnsaid;
  const state = await meetingState(env, meeting);
  if (state === 'running') return isUnsaid;
  // An execution of that name that is over will not run again: the next revision does.
  if (state === 'missing') await replaceMeeting(env, meeting);
  else await restart(env, store, meeting, now);
  return true;
};

/** Of a meeting's guests whose answer is to be told of, so many are handed over at once; the next sweep goes on. */
const mostHandedOver = 50;
/** In ms, about as often as the sweep comes. */
const sweepEvery = 1_800_000;

/** Somebody named somebody else, who was not told: in the hours in which they would be. */
export const takeUpAnswers = async (
  env: GuestsEnvironment,
  store: Pick<Store, 'meetings' | 'institutions'>,
  { meetingId }: Pick<MeetingDue, 'meetingId'>,
  now: IsoInstant,
): Promise<boolean> => {
  const [meeting, { untold, answers }] = await Promise.all([
    store.meetings.get(meetingId),
    store.meetings.answers(meetingId),
  ]);
  // An execution that is to start tells everybody.
  if (!untold || !isOverdue(untold.since, now) || meeting.startDue !== undefined) return false;
  if (!isSendingTime(now, await store.institutions.get())) return false;
  // Nobody is written to any more.
  if (now >= endOf(meeting)) {
    await store.meetings.changeAnswers(meetingId, ({ untold: _, ...rest }) => rest);
    return false;
  }
  // Who has answered a moment ago is being told of it.
  const waiting = untold.emails.filter((email) => isOverdue(answers[email]?.at ?? untold.since, now));
  // Others begin the next time: who cannot be told keeps nobody from it.
  const first = Math.floor(Date.parse(now) / sweepEvery) * mostHandedOver;
  const turn = Array.from(
    { length: Math.min(mostHandedOver, waiting.length) },
    (_, at) => waiting[(first + at) % waiting.length] ?? '',
  );
  await inGroups(turn, (email) => tellGuest(env, meeting, email, now));
  return turn.length > 0;
};

/** It has an execution until it is over, and once it was called off, until that is told. */
const isWatched = (meeting: Meeting, now: IsoInstant): boolean =>
  meeting.status === 'announced' || (meeting.status === 'cancelled' && isToTell(meeting, now));

/** Meetings that people are to be told of, and that nothing runs for. @returns how many were begun anew */
export const restoreMeetings = async (
  env: MeetingEnvironment,
  store: Pick<Store, 'meetings' | 'institutions'>,
  now: IsoInstant,
): Promise<number> => {
  const { sites } = await store.institutions.get();
  const meetings = (await Promise.all(sites.map(({ siteId }) => store.meetings.ofSite(siteId)))).flat();
  let restored = 0;
  for (const listed of meetings) {
    if (listed.status === 'cancelled' && listed.trouble && now >= beginningOf(listed))
      // Nobody is told of it any more: nobody is to see to it.
      await store.meetings.change(listed.meetingId, ({ trouble: _, ...rest }) => rest);
    if (!isWatched(listed, now)) continue;
    const meeting = await store.meetings.get(listed.meetingId);
    if (!isWatched(meeting, now) || meeting.startDue !== undefined) continue;
    if ((await meetingState(env, meeting)) === 'running') continue;
    await restart(env, store, meeting, now);
    restored += 1;
  }
  return restored;
};
