import type { Period } from '../../../schemas/time.ts';
import { dayAfter, weekdayOf } from './calendar-days.ts';

/** Half-days of class from Monday to Sunday: none on Wednesday afternoon, none at the weekend (ADR 21). */
const halfDaysByWeekday = [2, 2, 1, 2, 2, 0, 0];

/** Half-days of class that a stage lasts: the most that a student can have missed. */
export const halfDaysOf = (periods: readonly Period[]): number => {
  let halfDays = 0;
  for (const { from, to } of periods) {
    for (let day = from; day <= to; day = dayAfter(day, 1)) {
      halfDays += halfDaysByWeekday[weekdayOf(day) - 1] ?? 0;
    }
  }
  return halfDays;
};
