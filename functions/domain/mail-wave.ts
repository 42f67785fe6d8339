import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { Institution } from '../../schemas/institution.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { parisDay, parisInstant } from './french-dates.ts';
import { isQuietDay, nextOpenDay } from './quiet-days.ts';

/** An occasion writes to the tutor and to the student at most: the delegate's and registrar's mails are few. */
const mailsPerPlacement = 2;

/** Mails that a quiet day moved leave then (domain/stages.md: "the next working morning"). */
export const workingMorning = '08:00';

/**
 * Where in a wave of mails this tutor's leave, in seconds after its first: a wave lasts as long as the sending rate needs,
 * and the same tutor always has the same place in it, so that two students' lifecycles agree on one mail.
 */
export const spreadSeconds = (tutorEmail: string, launchSize: number, sendRatePerSecond: number): number => {
  const waveSeconds = Math.ceil((launchSize * mailsPerPlacement) / sendRatePerSecond);
  if (waveSeconds <= 1) return 0;
  return createHash('sha256').update(tutorEmail.toLowerCase()).digest().readUInt32BE() % waveSeconds;
};

/** `at` plus the place in the wave, on the same day whatever the wave's length: the next day may be a quiet one. */
export const spreadWithinDay = (at: IsoInstant, seconds: number): IsoInstant => {
  const moment = Temporal.Instant.from(at).toZonedDateTimeISO('Europe/Paris');
  const midnight = moment.add({ days: 1 }).startOfDay();
  const secondsLeft = Math.floor(moment.until(midnight).total('seconds'));
  const spread = secondsLeft > 0 ? seconds % secondsLeft : 0;
  return moment.add({ seconds: spread }).toInstant().toString({ fractionalSecondDigits: 3 });
};

/** The moment itself on an open day, else the next working morning. */
export const openMoment = (at: IsoInstant, institution: Pick<Institution, 'quietPeriods'>): IsoInstant => {
  const day = parisDay(at);
  return isQuietDay(day, institution) ? parisInstant(nextOpenDay(day, institution), workingMorning) : at;
};
