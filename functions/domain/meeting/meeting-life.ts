import type { AttentionOf } from '../../../schemas/attention.ts';
import type { Institution } from '../../../schemas/institution.ts';
import type { Meeting, MeetingAnswers, MeetingFacts } from '../../../schemas/meeting.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { workingMorning } from '../placement/mail-wave.ts';
import { isTroubled } from '../placement/placement-life.ts';
import { dayAfter } from '../timetable/calendar-days.ts';
import { lastOpenDay } from '../timetable/quiet-days.ts';
import { parisInstant } from '../wording/french-dates.ts';

type Hours = Pick<MeetingFacts, 'day' | 'from' | 'to'>;

export const beginningOf = ({ day, from }: Hours): IsoInstant => parisInstant(day, from);
export const endOf = ({ day, to }: Hours): IsoInstant => parisInstant(day, to);

/** In working days before the meeting: time to find a replacement, or the way. */
const reminderDays = 2;

/** The morning of the second working day before it: neither a quiet day nor a holiday counts. */
export const reminderMoment = (
  meeting: Hours,
  institution: Pick<Institution, 'quietPeriods'>,
): IsoInstant => {
  let day = meeting.day;
  for (let back = 0; back < reminderDays; back += 1) day = lastOpenDay(dayAfter(day, -1), institution);
  return parisInstant(day, workingMorning);
};

/** Whether those invited may answer, and change what they answered. */
export const takesAnswers = (meeting: Meeting, now: IsoInstant): boolean =>
  meeting.status === 'announced' && now < beginningOf(meeting);

/** In days after its end: long enough to look up where it was, and no longer than anybody needs to know who met when. */
const linkDays = 30;

/** Whether the links of its invitations show it still. */
export const isLinkOpen = (meeting: Hours, now: IsoInstant): boolean =>
  now < parisInstant(dayAfter(meeting.day, linkDays), meeting.to);

/** Whether it can still be changed, or called off. */
export const isToCome = (meeting: Meeting, now: IsoInstant): boolean =>
  (meeting.status === 'prepared' || meeting.status === 'announced') && now < beginningOf(meeting);

/** Whether what it tells people is worth going on with: of one that was called off, that it does not take place. */
export const isToTell = (meeting: Meeting, now: IsoInstant): boolean =>
  isToCome(meeting, now) ||
  (meeting.status === 'cancelled' && meeting.trouble !== undefined && now < beginningOf(meeting));

/** What of it waits for somebody: its mails gave up, and nothing has gone on with them since. */
export const attentionOfMeeting = (meeting: Meeting): AttentionOf<'stoppedMeeting'>[] => {
  const { meetingId, kind, day, trouble, startDue, status } = meeting;
  if (!trouble || status === 'over' || !isTroubled({ trouble, startDue })) return [];
  const until = beginningOf(meeting);
  return [{ kind: 'stoppedMeeting', since: trouble.at, meeting: { meetingId, kind, day }, until }];
};

/** Nobody changed it since somebody saw it so. Executions write on one that is announced, which changes nothing for anybody. */
export const isAsSeen = (
  meeting: Meeting,
  seen: Pick<Meeting, 'sequence' | 'revision' | 'placesNumber' | 'version'>,
): boolean =>
  meeting.sequence === seen.sequence &&
  meeting.placesNumber === seen.placesNumber &&
  meeting.revision === seen.revision &&
  (meeting.status !== 'prepared' || meeting.version === seen.version);

/** The next execution is to run, since now. */
const renewed = (meeting: Meeting, now: IsoInstant): Meeting => ({
  ...meeting,
  revision: meeting.revision + 1,
  startDue: now,
});

/** Its invitations leave; once they have, whoever has come into its audience since is invited. One that was called off stays so. */
export const announced = (meeting: Meeting, now: IsoInstant): Meeting =>
  renewed(meeting.status === 'cancelled' ? meeting : { ...meeting, status: 'announced' }, now);

const told = ({ kind, day, from, to, place, video, word }: MeetingFacts) =>
  JSON.stringify([kind, day, from, to, place, video, word]);

export const isOtherAudience = (meeting: Pick<Meeting, 'audience'>, audience: Meeting['audience']): boolean =>
  JSON.stringify(audience) !== JSON.stringify(meeting.audience);

/** Other facts, another audience; the very meeting where neither is another. What people are told is another only where they would read another thing. */
export const changedMeeting = (
  meeting: Meeting,
  { facts, audience }: { facts: MeetingFacts; audience: Meeting['audience'] },
  now: IsoInstant,
): Meeting => {
  const { place: _, video: _video, word: _word, ...kept } = meeting;
  const changed = { ...kept, ...facts, audience };
  if (meeting.status === 'prepared') return changed;
  const isOther = told(meeting) !== told(facts);
  if (!isOther && !isOtherAudience(meeting, audience)) return meeting;
  return renewed({ ...changed, sequence: meeting.sequence + (isOther ? 1 : 0) }, now);
};

/** So many may come, which is still to be said where answers are taken. */
export const withPlacesDue = (
  meeting: Meeting,
  register: Pick<MeetingAnswers, 'capacity'>,
  capacity: number | undefined,
  now: IsoInstant,
): Meeting =>
  (meeting.placesDue ?? register).capacity === capacity
    ? meeting
    : {
        ...meeting,
        placesDue: { since: now, ...(capacity !== undefined && { capacity }) },
        placesNumber: meeting.placesNumber + 1,
      };

/** It has been said, unless others were decided since. */
export const placesSettled = (meeting: Meeting, placesNumber: number): Meeting => {
  const { placesDue: _, ...rest } = meeting;
  return meeting.placesNumber === placesNumber ? rest : meeting;
};

/** Nobody was told of one that was only prepared. */
export const cancelledMeeting = (meeting: Meeting, cancelledFor: string, now: IsoInstant): Meeting => {
  const cancelled: Meeting = { ...meeting, status: 'cancelled', cancelledFor };
  return meeting.status === 'prepared'
    ? cancelled
    : renewed({ ...cancelled, sequence: meeting.sequence + 1 }, now);
};

/** Its execution, the one of that revision, shows that it runs. */
export const running = (meeting: Meeting, revision: number): Meeting => {
  if (meeting.revision !== revision) return meeting;
  if (meeting.startDue === undefined && meeting.trouble === undefined) return meeting;
  const { startDue: _, trouble: _1, ...rest } = meeting;
  return rest;
};

export const closedMeeting = (meeting: Meeting, revision: number): Meeting =>
  meeting.revision === revision && meeting.status === 'announced' ? { ...meeting, status: 'over' } : meeting;

export const troubledMeeting = (
  meeting: Meeting,
  revision: number,
  trouble: NonNullable<Meeting['trouble']>,
): Meeting => (meeting.revision === revision ? { ...meeting, trouble } : meeting);

/** An execution that is over will not run again: the next revision does, and finds what was done. */
export const restartedMeeting = renewed;
