import { Temporal } from 'temporal-polyfill';
import type { Period } from '../../schemas/time.ts';

/** Half-days of class from Monday to Sunday: none on Wednesday afternoon, none at the weekend (domain/report-form.md). */
const halfDaysByWeekday = [2, 2, 1, 2, 2, 0, 0];

/** Half-days of class that a stage lasts: the most that a student can have missed. */
export const halfDaysOf = (periods: readonly Period[]): number => {
  let halfDays = 0;
  for (const { from, to } of periods) {
    const last = Temporal.PlainDate.from(to);
    let day = Temporal.PlainDate.from(from);
    while (Temporal.PlainDate.compare(day, last) <= 0) {
      halfDays += halfDaysByWeekday[day.dayOfWeek - 1] ?? 0;
      day = day.add({ days: 1 });
    }
  }
  return halfDays;
};
