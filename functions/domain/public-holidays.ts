import { gregorianEaster } from 'date-easter';
import { Temporal } from 'temporal-polyfill';
import type { IsoDate } from '../../schemas/time.ts';

/** The eight that keep their date, `MM-DD` (Code du travail, article L3133-1). */
const fixedDays = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];
/** Days after Easter Sunday: Easter Monday, Ascension, Whit Monday (same article). */
const daysAfterEaster = [1, 39, 50];

/** The eleven public holidays of metropolitan France in a year; Alsace and Moselle have two more, which we leave out. */
export const publicHolidays = (year: number): IsoDate[] => {
  const easter = Temporal.PlainDate.from(gregorianEaster(year));
  return [
    ...fixedDays.map((day) => `${year}-${day}`),
    ...daysAfterEaster.map((days) => easter.add({ days }).toString()),
  ].sort();
};

export const isPublicHoliday = (day: IsoDate): boolean =>
  publicHolidays(Number(day.slice(0, 4))).includes(day);
