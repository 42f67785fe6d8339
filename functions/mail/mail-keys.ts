import type { MeetingGuest, MeetingMention } from '../../schemas/meeting.ts';
import type { Occasion } from '../../schemas/occasion.ts';
import type { IsoDate } from '../../schemas/time.ts';
import { farewellKey } from '../domain/placement/letter-due.ts';
import type { Reader } from '../domain/placement/stage-mark.ts';

/**
 * What tells one mail to a person from the next, for each occasion. A tutor's mail is known by the day that the timetable
 * names, before quiet days move it, so that two students with the same dates share one mail (architecture, 7).
 */
export const dayKey = (occasion: Occasion, nominal: IsoDate): string => `${occasion}_${nominal}`;

/** A student's mail names its student: a tutor may have the same address, and another student may too. */
export const studentDayKey = (occasion: Occasion, studentNumber: string, nominal: IsoDate): string =>
  `${occasion}_${studentNumber}_${nominal}`;

/** One mail a day to each person in charge of a site. */
export const siteDayKey = (
  occasion: 'delegateNotice' | 'escalation' | 'closing',
  siteId: string,
  nominal: IsoDate,
): string => `${occasion}_${siteId}_${nominal}`;

/**
 * Stages of one day may come apart: where the mails before have left and did not speak of them, those that come late share the next.
 *
 * @param number of the mail, from 2
 */
export const laterKey = (mailKey: string, number: number): string => `${mailKey}_${number}`;

/** What waits for somebody, once a morning. */
export const digestMailKey = (day: IsoDate): string => `digest_${day}`;

/**
 * Names what it says: a second correction is another mail.
 *
 * @param mark functions/domain/placement/stage-mark.ts, `letterMark`
 * @param saidBefore how many corrections said the same: what was right after all is told again
 */
export const correctionKey = (mark: string, saidBefore: number): string =>
  `correction_${mark}${saidBefore === 0 ? '' : `_${saidBefore + 1}`}`;

/** @param revision the stage's, from which on it is so */
export const farewellMailKey = (reader: Reader, studentNumber: string, revision: number): string =>
  `${farewellKey(reader, studentNumber)}r${revision}`;

/**
 * The mail of one stage as it stands, where the mail about the stages of its day left before it was started or corrected.
 *
 * @param mark functions/domain/placement/stage-mark.ts: another one for other dates, so no day is needed.
 */
export const ownKey = (occasion: Occasion, mark: string): string => `${occasion}_${mark}`;

export const reportMailKey = (
  occasion: 'distribution' | 'receipt' | 'alert',
  studentNumber: string,
  reportNumber: number,
): string => `${occasion}_${studentNumber}_v${reportNumber}`;

/** "~" sorts behind all that a key is made of. */
const allBehind = (prefix: string): [from: string, until: string] => [prefix, `${prefix}~`];

/** Between which keys, both included, those in charge of a site have what was mailed to them about that student, among all others. */
export const keysToThoseInCharge = (studentNumber: string): readonly [from: string, until: string][] => [
  allBehind(`alert_${studentNumber}_`),
  allBehind('closing_'),
  allBehind('delegateNotice_'),
  allBehind(`distribution_${studentNumber}_`),
  allBehind('escalation_'),
];

/** @param revision the stage's, from which on that version is with its tutor again: it may be given back a second time */
export const givenBackMailKey = (studentNumber: string, reportNumber: number, revision: number): string =>
  `givenBack_${studentNumber}_v${reportNumber}_r${revision}`;

/** What the keys of one day's mails begin with that somebody had sent by hand. */
export const handMailKeys = (what: 'reminder' | 'mission' | 'request', day: IsoDate): string =>
  `${what === 'reminder' ? 'handReminder' : `handLetter_${what}`}_${day}`;

/** The tutor's stages that are due on one day share it. */
export const handMailKey = (...[what, day, dueDate]: [...Parameters<typeof handMailKeys>, IsoDate]): string =>
  `${handMailKeys(what, day)}_${dueDate}`;

/** What takes that mail back. */
export const withdrawalMailKey = (studentNumber: string, reportNumber: number, revision: number): string =>
  `withdrawal_${studentNumber}_v${reportNumber}_r${revision}`;

/** The first, second… mail of a day with a link: `link_2026-10-12_1`. */
export const linkMailKey = (now: string, number: number): string => `link_${now.slice(0, 10)}_${number}`;

/** The same of a student: another may have that address, and a tutor too. */
export const studentLinkMailKey = (now: string, studentNumber: string, number: number): string =>
  `link_${now.slice(0, 10)}_${studentNumber}_${number}`;

/** The one that the institute sends a tutor on a day. */
export const staffLinkMailKey = (now: string): string => `link_staff_${now.slice(0, 10)}`;

/** The one that it sends a student: another may have that address, and a tutor too. */
export const studentStaffLinkMailKey = (now: string, studentNumber: string): string =>
  `${staffLinkMailKey(now)}_${studentNumber}`;

/** What the keys of all mails about one meeting begin with. */
export const meetingMailKeys = (meetingId: string): string => `meeting_${meetingId}_`;

/**
 * One mail to each of a meeting as it stands: what has changed is told by another. Who is to come in somebody's place has it for that
 * place: it may be another's next, or they are invited themselves.
 *
 * @param place the guest whose place it is; the hash of their link names them to nobody else
 */
export const meetingMailKey = (
  { meetingId, sequence, what }: MeetingMention,
  place: Pick<MeetingGuest, 'hash'> | undefined,
): string =>
  `${meetingMailKeys(meetingId)}s${sequence}_${what}${place ? `_for_${place.hash.slice(0, 16)}` : ''}`;
