import type { Institution } from '../../../schemas/institution.ts';
import type { IsoDate, IsoInstant } from '../../../schemas/time.ts';
import { morningOf } from '../placement/mail-wave.ts';
import { dayAfter } from '../timetable/calendar-days.ts';
import { parisInstant } from '../wording/french-dates.ts';

/**
 * In minutes before the morning: what came later is told the next one. Whatever is written down of a report is in the index by then, also
 * by a step that was tried again.
 */
const margin = 10;
/** In days, how far a morning looks back where none before it was mailed. */
export const longestLookBack = 60;

/** Until when reports must have come for a morning to tell of them. */
export const toldUntil = (morning: IsoInstant): IsoInstant =>
  new Date(Date.parse(morning) - margin * 60_000).toISOString();

/** The working mornings before a day, the latest first. */
export const morningsBefore = (
  day: IsoDate,
  institution: Pick<Institution, 'quietPeriods'>,
): { day: IsoDate; morning: IsoInstant }[] =>
  Array.from({ length: longestLookBack }, (_, at) => dayAfter(day, -1 - at)).flatMap((before) => {
    const morning = morningOf(before, institution);
    return morning === undefined ? [] : [{ day: before, morning }];
  });

/** A morning's mail leaves in the morning: one that a machine missed, the next one makes up for. */
export const isStillMorning = (now: IsoInstant, day: IsoDate): boolean => now < parisInstant(day, '12:00');
