import ical, {
  ICalAlarmType,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import type { Campaign } from '../../schemas/campaign.ts';
import type { Meeting } from '../../schemas/meeting.ts';
import type { Farewell, Placement } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { IsoDate, IsoInstant } from '../../schemas/time.ts';
import { stageLabel } from '../domain/guide/programme.ts';
import { beginningOf, endOf } from '../domain/meeting/meeting-life.ts';
import { kindMeanings } from '../domain/meeting/meeting-meanings.ts';
import { dayAfter } from '../domain/timetable/calendar-days.ts';

type CalendarFacts = {
  institution: Institute;
  campaign: Campaign;
  placements: Placement[];
  now: IsoInstant;
};
type CalendarFile = { filename: string; contentType: string; content: string };

/**
 * The stage in a calendar: one all-day event per placement and period. Identifiers are stable and SEQUENCE is the placement's
 * revision, so that the file of a corrected stage replaces the entry of the first (RFC 5545, 3.8.7.4).
 */
export const stageCalendar = ({
  institution,
  campaign,
  placements,
  audience,
  now,
}: CalendarFacts & { audience: 'tutor' | 'student' }): CalendarFile => {
  const calendar = emptyCalendar(institution);
  for (const placement of placements) {
    const { student, tutor, school } = placement;
    placement.periods.forEach((period, index) => {
      calendar.createEvent({
        id: stageEventId(campaign, placement, index),
        sequence: placement.revision,
        stamp: now,
        allDay: true,
        start: period.from,
        end: exclusiveEnd(period.to),
        // A stage of a week must not make a person "busy" for a week.
        transparency: ICalEventTransparency.TRANSPARENT,
        summary:
          audience === 'tutor'
            ? printable(
                `${stageLabel(institution, campaign)} – ${student.firstName} ${student.lastName} dans votre classe`,
              )
            : printable(`${stageLabel(institution, campaign)} – Stage, ${school.name}`),
        description:
          audience === 'tutor'
            ? printable(`Stagiaire : ${student.firstName} ${student.lastName} (${student.email})`)
            : printable(`Tuteur de stage : ${tutor.firstName} ${tutor.lastName} (${tutor.email})`),
        location: printable(`${school.name}, ${school.town}`),
      });
    });
  }
  return calendarFile(`stage-${campaign.stage.toUpperCase()}.ics`, calendar.toString());
};

const stageEventId = (
  { campaignId }: Pick<Campaign, 'campaignId'>,
  { studentNumber }: Pick<Placement, 'studentNumber'>,
  period: number,
): string => `${campaignId}-${studentNumber}-${period + 1}@sopa`;

/** Takes the stage out of the calendar of somebody whose it is no more (RFC 5546, 3.2.5), by the same identifiers. */
export const cancelledStageCalendar = ({
  institution,
  campaign,
  placement,
  farewell: { periods, school, revision },
  now,
}: Omit<CalendarFacts, 'placements'> & { placement: Placement; farewell: Farewell }): CalendarFile => {
  const calendar = emptyCalendar(institution, ICalCalendarMethod.CANCEL);
  periods.forEach((period, index) => {
    calendar.createEvent({
      id: stageEventId(campaign, placement, index),
      sequence: revision,
      stamp: now,
      status: ICalEventStatus.CANCELLED,
      allDay: true,
      start: period.from,
      end: exclusiveEnd(period.to),
      transparency: ICalEventTransparency.TRANSPARENT,
      summary: printable(`Annulé : ${stageLabel(institution, campaign)}, ${school.name}`),
    });
  });
  return calendarFile(
    `stage-${campaign.stage.toUpperCase()}-annule.ics`,
    calendar.toString(),
    ICalCalendarMethod.CANCEL,
  );
};

/** The due date of the reports as an all-day event that rings at 8:00 on the day before. */
export const dueDateCalendar = ({
  institution,
  campaign,
  placements,
  dueDate,
  now,
}: CalendarFacts & { dueDate: IsoDate }): CalendarFile => {
  const calendar = emptyCalendar(institution);
  const names = placements.map(({ student }) => `${student.firstName} ${student.lastName}`);
  const numbers = placements.map(({ studentNumber }) => studentNumber).sort();
  const summary = printable(
    `${stageLabel(institution, campaign)} – Compte-rendu de stage à envoyer (${names.join(', ')})`,
  );
  calendar.createEvent({
    id: `${campaign.campaignId}-${numbers.join('-')}-echeance@sopa`,
    sequence: Math.max(0, ...placements.map(({ revision }) => revision)),
    stamp: now,
    allDay: true,
    start: dueDate,
    end: exclusiveEnd(dueDate),
    transparency: ICalEventTransparency.TRANSPARENT,
    summary,
    description: 'Le lien du compte-rendu est dans le message auquel cette échéance était jointe.',
    alarms: [{ type: ICalAlarmType.display, triggerBefore: sixteenHours, description: summary }],
  });
  return calendarFile(`echeance-${campaign.stage.toUpperCase()}.ics`, calendar.toString());
};

type MeetingEntry = {
  institution: Institute;
  meeting: Meeting;
  /** One reader: nobody learns by their calendar who else is invited. */
  attendee: { name: string; email: string; isComing: boolean };
  /** Takes the entry out again: the meeting does not take place, or it does and its reader need not come. */
  removal?: 'cancelled' | 'unneeded' | undefined;
  now: IsoInstant;
};

/** What calendars that keep such an entry show of it; the words agree with whatever kind of meeting it is. */
const removals = {
  cancelled: { lead: 'Annulation : ', filename: 'reunion-annulee.ics' },
  unneeded: { lead: 'Vous n’avez plus à venir : ', filename: 'reunion-retiree.ics' },
} as const;

/**
 * A meeting in a calendar (RFC 5546, 3.2.2 and 3.2.5): the same identifier for ever, SEQUENCE one more with every change, so that a later
 * file moves or removes the entry of an earlier one. Nobody is to answer by calendar (`RSVP=FALSE`): the letter's link takes answers.
 */
export const meetingCalendar = ({
  institution,
  meeting,
  attendee,
  removal,
  now,
}: MeetingEntry): CalendarFile => {
  const method = removal ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST;
  const calendar = emptyCalendar(institution, method);
  const { place, video, word, kind } = meeting;
  calendar.createEvent({
    id: `reunion-${meeting.meetingId}@sopa`,
    sequence: meeting.sequence,
    stamp: now,
    status: removal ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    start: new Date(beginningOf(meeting)),
    end: new Date(endOf(meeting)),
    summary: printable(`${removal ? removals[removal].lead : ''}${kindMeanings[kind].label}`),
    location: printable([place, video].filter((part) => part !== undefined).join(' – ')),
    ...(word && { description: word.replace(/[^\P{Cc}\n]+/gu, ' ') }),
    organizer: { name: printable(institution.senderName), email: institution.contactEmail },
    attendees: [
      {
        ...{ name: printable(attendee.name), email: attendee.email, rsvp: false },
        role: ICalAttendeeRole.REQ,
        status: attendee.isComing ? ICalAttendeeStatus.ACCEPTED : ICalAttendeeStatus.NEEDSACTION,
      },
    ],
  });
  return calendarFile(removal ? removals[removal].filename : 'reunion.ics', calendar.toString(), method);
};

/** In seconds: an all-day event begins at midnight, sixteen hours before it is 8:00 on the day before. */
const sixteenHours = 16 * 3600;

// No time zone: a day given as `YYYY-MM-DD` is read and written in UTC, whatever zone the machine is in.
const emptyCalendar = (institution: Institute, method = ICalCalendarMethod.PUBLISH) =>
  ical({
    prodId: { company: printable(institution.senderName), product: 'SOPA', language: 'FR' },
    method,
  });

/** DTEND is exclusive (RFC 5545, 3.6.1). */
const exclusiveEnd = (date: IsoDate): IsoDate => dayAfter(date, 1);

/** Control characters are not allowed in iCalendar text, and the library lets them through. */
const printable = (text: string): string => text.replace(/\p{Cc}+/gu, ' ');

// The library leaves the last line without the CRLF that every content line ends with (RFC 5545, 3.1).
const calendarFile = (
  filename: string,
  content: string,
  method = ICalCalendarMethod.PUBLISH,
): CalendarFile => ({
  filename,
  contentType: `text/calendar; charset=utf-8; method=${method}`,
  content: `${content}\r\n`,
});
