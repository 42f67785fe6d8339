import { gregorianEaster } from 'date-easter';
import type { World } from '../observations.ts';
import { type Day, dayOf, instantOf, type ParisMoment, parisOf, weekdayOf } from './paris-time.ts';

/** Code du travail, L3133-1: month and day, then days after Easter Sunday. */
const fixed = [
  [1, 1],
  [5, 1],
  [5, 8],
  [7, 14],
  [8, 15],
  [11, 1],
  [11, 11],
  [12, 25],
] as const;
const afterEaster = [1, 39, 50] as const;

const holidaysOf = (year: number): Day[] => {
  const dayIn = (month: number, day: number): Day => Date.UTC(year, month - 1, day) / 86_400_000;
  const easter = gregorianEaster(year);
  return [
    ...fixed.map(([month, day]) => dayIn(month, day)),
    ...afterEaster.map((days) => dayIn(easter.month, easter.day) + days),
  ];
};

/** ADR 10: mails leave from 7:00 to 19:40, and until 20:00 with what is tried again. In minutes since midnight. */
export const opening = 7 * 60;
export const lastStart = 19 * 60 + 40;
const lastRetry = 20 * 60;

/** The days on which mails may leave, and the hours. */
export const openDays = ({ quietPeriods }: World['institution']) => {
  const quiet = quietPeriods.map(({ from, to }) => ({ from: dayOf(from), to: dayOf(to) }));
  const known = new Map<Day, boolean>();
  const holidays = new Map<number, Set<Day>>();

  const isHoliday = (day: Day): boolean => {
    const year = new Date(day * 86_400_000).getUTCFullYear();
    const ofYear = holidays.get(year) ?? new Set(holidaysOf(year));
    holidays.set(year, ofYear);
    return ofYear.has(day);
  };
  const decide = (day: Day): boolean =>
    weekdayOf(day) < 5 && !isHoliday(day) && !quiet.some(({ from, to }) => from <= day && day <= to);

  const isOpen = (day: Day): boolean => {
    const answer = known.get(day) ?? decide(day);
    known.set(day, answer);
    return answer;
  };
  /** That day, or the first open one from it on. A list of quiet days that never ends would be a mistake of the world's. */
  const nextOpen = (day: Day, step = 1): Day => {
    for (let tried = day; Math.abs(tried - day) < 400; tried += step) if (isOpen(tried)) return tried;
    throw new RangeError('no open day within a year');
  };
  return {
    isOpen,
    /** Whether a mail may leave then that nobody has just asked for. */
    isWithinHours(ms: number): boolean {
      const { day, minute } = parisOf(ms);
      return isOpen(day) && opening <= minute && minute <= lastRetry;
    },
    /** That moment, or the next working morning. */
    pushed({ day, minute }: ParisMoment): ParisMoment {
      if (isOpen(day) && minute <= lastStart) return { day, minute: Math.max(minute, opening) };
      return { day: nextOpen(day + 1), minute: opening };
    },
    /** That moment, or the working morning before: what announces a stage. */
    pulled({ day, minute }: ParisMoment): ParisMoment {
      if (isOpen(day) && minute <= lastStart) return { day, minute };
      return { day: nextOpen(day - 1, -1), minute: opening };
    },
    /** That many working days later; what happens on a quiet day counts from the beginning of the next open one. In ms. */
    workingDaysAfter(ms: number, count: number): number {
      const { day, minute } = parisOf(ms);
      const first = nextOpen(day);
      let end = first;
      for (let gone = 0; gone < count; gone += 1) end = nextOpen(end + 1);
      return instantOf({ day: end, minute: first === day ? minute : 0 });
    },
    /** The evening of the working day that many working days later. */
    endOfWorkingDay(day: Day, later: number): number {
      let end = day;
      for (let gone = 0; gone < later; gone += 1) end = nextOpen(end + 1);
      return instantOf({ day: nextOpen(end), minute: lastRetry });
    },
  };
};
export type OpenDays = ReturnType<typeof openDays>;
