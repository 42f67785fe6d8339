import type { Institution } from '../../../schemas/institution.ts';
import type { IsoDate } from '../../../schemas/time.ts';
import { dayAfter, weekdayOf } from './calendar-days.ts';
import { isPublicHoliday } from './public-holidays.ts';

type QuietPeriods = Pick<Institution, 'quietPeriods'>;

const saturday = 6;
/** An institution that marked everything quiet would otherwise send us looking for ever. */
const longestSearch = 366;

/** A day on which nobody is written to, but for receipts and distributions (ADR 21). */
export const isQuietDay = (day: IsoDate, { quietPeriods }: QuietPeriods): boolean =>
  weekdayOf(day) >= saturday ||
  isPublicHoliday(day) ||
  quietPeriods.some(({ from, to }) => from <= day && day <= to);

/**
 * The day itself when it is open, else the first open day after it.
 * @throws RangeError when a whole year is quiet: the institution's content is wrong.
 */
export const nextOpenDay = (day: IsoDate, institution: QuietPeriods): IsoDate => openDay(day, institution, 1);

/** The day itself when it is open, else the last open day before it. @throws RangeError as `nextOpenDay` */
export const lastOpenDay = (day: IsoDate, institution: QuietPeriods): IsoDate =>
  openDay(day, institution, -1);

const openDay = (day: IsoDate, institution: QuietPeriods, step: 1 | -1): IsoDate => {
  let candidate = day;
  for (let searched = 0; searched <= longestSearch; searched += 1) {
    if (!isQuietDay(candidate, institution)) return candidate;
    candidate = dayAfter(candidate, step);
  }
  throw new RangeError(`No open day within a year of ${day}`);
};
