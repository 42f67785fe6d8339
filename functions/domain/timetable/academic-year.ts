import type { Period } from '../../../schemas/time.ts';

/**
 * An academic year goes from the middle of August, when schools open again, to the next: a stage in the last days of August is
 * the beginning of a year and no slip.
 */
export const isWithinYear = ({ from, to }: Period, year: number): boolean =>
  from >= `${year}-08-15` && to < `${year + 1}-08-15`;
