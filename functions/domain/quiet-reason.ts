import { Temporal } from 'temporal-polyfill';
import type { Institution } from '../../schemas/institution.ts';
import type { IsoDate } from '../../schemas/time.ts';
import { isPublicHoliday } from './public-holidays.ts';

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
