import { gregorianEaster } from 'date-easter';
import type { IsoDate } from '../../../schemas/time.ts';
import { dayAfter } from './calendar-days.ts';

/** The eight that keep their date, `MM-DD` (Code du travail, article L3133-1). */
const fixedDays = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];
/** Days after Easter Sunday: Easter Monday, Ascension, Whit Monday (same article). */
const daysAfterEaster = [1, 39, 50];

/** The eleven public holidays of metropolitan France in a year; Alsace and Moselle have two more, which we leave out. */
export const publicHolidays = (year: number): IsoDate[] => {
  const { month, day } = gregorianEaster(year);
  // Stryker disable next-line StringLiteral: without zeros it is the same day, wherever the machine's clock is UTC.
  const easter = [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
  return [
    ...fixedDays.map((fixed) => `${year}-${fixed}`),
    ...daysAfterEaster.map((days) => dayAfter(easter, days)),
  ].sort();
};

/** Every mail and every row of a list asks again about the same two years. */
const knownYears = new Map<number, ReadonlySet<IsoDate>>();

export const isPublicHoliday = (day: IsoDate): boolean => {
  const year = Number(day.slice(0, 4));
  const holidays = knownYears.get(year) ?? new Set(publicHolidays(year));
  // Stryker disable next-line CallExpression: it saves time, and nothing else.
  knownYears.set(year, holidays);
  return holidays.has(day);
};
