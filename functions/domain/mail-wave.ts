import { createHash } from 'node:crypto';
import type { Institution } from '../../schemas/institution.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { parisDay, parisInstant } from './french-dates.ts';
import { nextOpenDay } from './quiet-days.ts';

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

const daySeconds = 86_400;

/**
 * A time of day moved by the place in the wave, on the same day whatever the wave's length: the next may be a quiet one.
 * `('08:00', 75)` → `08:01:15`.
 */
export const laterThatDay = (time: string, seconds: number): string => {
  const [hours = 0, minutes = 0, past = 0] = time.split(':').map(Number);
  const start = hours * 3600 + minutes * 60 + past;
  const moved = start + (seconds % (daySeconds - start));
  return [Math.floor(moved / 3600), Math.floor(moved / 60) % 60, moved % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
};

/** A moment moved by the place in the wave: on an open day from itself, else from the next working morning. */
export const openMoment = (
  at: IsoInstant,
  institution: Pick<Institution, 'quietPeriods'>,
  seconds = 0,
): IsoInstant => {
  const day = parisDay(at);
  const openDay = nextOpenDay(day, institution);
  if (openDay !== day) return parisInstant(openDay, laterThatDay(workingMorning, seconds));
  const moved = new Date(Date.parse(at) + seconds * 1000).toISOString();
  // Spread past midnight it would leave on a day that may be quiet: so late in the day mails leave at once.
  return parisDay(moved) === day ? moved : at;
};
