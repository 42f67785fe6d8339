import { Temporal } from 'temporal-polyfill';
import type { Institution } from '../../../schemas/institution.ts';
import type { IsoDate, Period } from '../../../schemas/time.ts';
import { dayAfter, weekdayOf } from './calendar-days.ts';
import { isPublicHoliday } from './public-holidays.ts';

/**
 * Why there is no school on some working day of a stage, each reason once: holidays in the middle of a stage are most likely
 * a slip of the keyboard.
 */
export const reasonsWithoutSchool = (
  periods: readonly Period[],
  institution: Pick<Institution, 'quietPeriods'>,
): string[] => {
  const reasons = new Set<string>();
  for (const { from, to } of periods)
    for (let day = from; day <= to; day = dayAfter(day, 1))
      if (weekdayOf(day) < 6) reasons.add(quietReason(day, institution) ?? '');
  return [...reasons].filter((reason) => reason !== '');
};

/** Why nobody is written to on a day, in French: what a person reads beside a mail that was moved. */
export const quietReason = (
  day: IsoDate,
  { quietPeriods }: Pick<Institution, 'quietPeriods'>,
): string | undefined => {
  const period = quietPeriods.find(({ from, to }) => from <= day && day <= to);
  if (period) return period.label;
  if (isPublicHoliday(day)) return 'jour férié';
  const { dayOfWeek } = Temporal.PlainDate.from(day);
  if (dayOfWeek === 6) return 'samedi';
  return dayOfWeek === 7 ? 'dimanche' : undefined;
};
