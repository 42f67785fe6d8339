import { createHash } from 'node:crypto';
import type { Institution } from '../../../schemas/institution.ts';
import type { IsoDate, IsoInstant } from '../../../schemas/time.ts';
import { dayAfter } from '../timetable/calendar-days.ts';
import { isQuietDay, nextOpenDay } from '../timetable/quiet-days.ts';
import { parisDay, parisInstant, timeAt } from '../wording/french-dates.ts';

type QuietPeriods = Pick<Institution, 'quietPeriods'>;

/** An occasion writes to the tutor and to the student at most: the delegate's and registrar's mails are few. */
const mailsPerPlacement = 2;

/** Mails that a quiet day or the night moved leave then (ADR 21: "the next working morning"). */
export const workingMorning = '08:00';

/**
 * When mails begin to leave, in Paris, on an open day: between 7:00 and 20:00. The last twenty minutes are kept for what is
 * tried again after a trouble, and is told the moment of its first attempt.
 */
export const sendingHours = { from: '07:00', until: '19:40' };

/** The time of day itself, when mails leave at it, else the morning. */
export const withinSendingHours = (time: string): string =>
  time >= sendingHours.from && time < sendingHours.until ? time : workingMorning;

/** Whether a mail that people do not wait for may leave: the rule holds when it is sent, not only when it was planned. */
export const isSendingTime = (at: IsoInstant, institution: QuietPeriods): boolean => {
  const time = timeAt(at);
  return time >= sendingHours.from && time < sendingHours.until && !isQuietDay(parisDay(at), institution);
};

/** The day of the first working morning that is not before the moment. */
const nextMorning = (at: IsoInstant, institution: QuietPeriods): IsoDate => {
  const day = parisDay(at);
  return nextOpenDay(timeAt(at) < workingMorning ? day : dayAfter(day, 1), institution);
};

/** Of an open day, when its morning begins; of another there is none. */
export const morningOf = (day: IsoDate, institution: QuietPeriods): IsoInstant | undefined =>
  isQuietDay(day, institution) ? undefined : parisInstant(day, workingMorning);

/** The beginning of the first working morning after a moment. */
export const morningAfter = (at: IsoInstant, institution: QuietPeriods): IsoInstant =>
  parisInstant(nextMorning(at, institution), workingMorning);

/**
 * Where in a wave of mails this tutor's leave, in seconds after its first: a wave lasts as long as the sending rate needs,
 * and the same tutor always has the same place in it, so that two students' lifecycles agree on one mail.
 */
export const spreadSeconds = (tutorEmail: string, launchSize: number, sendRatePerSecond: number): number => {
  const wave = waveSeconds(launchSize, sendRatePerSecond);
  if (wave <= 1) return 0;
  return createHash('sha256').update(tutorEmail.toLowerCase()).digest().readUInt32BE() % wave;
};

/** How long a wave lasts. */
export const waveSeconds = (launchSize: number, sendRatePerSecond: number): number =>
  Math.ceil((launchSize * mailsPerPlacement) / sendRatePerSecond);

const secondsOf = (time: string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return hours * 3600 + minutes * 60 + seconds;
};

/**
 * A time of day moved by the place in the wave, within the hours of sending whatever the wave's length.
 * `('08:00', 75)` → `08:01:15`.
 */
export const laterThatDay = (time: string, seconds: number): string => {
  const start = secondsOf(time);
  const moved = start + (seconds % Math.max(1, secondsOf(sendingHours.until) - start));
  return [Math.floor(moved / 3600), Math.floor(moved / 60) % 60, moved % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
};

/** A moment moved by the place in the wave: when mails leave from itself, else from the next working morning. */
export const openMoment = (at: IsoInstant, institution: QuietPeriods, seconds = 0): IsoInstant => {
  if (!isSendingTime(at, institution))
    return parisInstant(nextMorning(at, institution), laterThatDay(workingMorning, seconds));
  const moved = new Date(Date.parse(at) + seconds * 1000).toISOString();
  // Spread past the evening it would leave at night, or on a quiet day: so late in the day mails leave at once.
  return parisDay(moved) === parisDay(at) && isSendingTime(moved, institution) ? moved : at;
};
