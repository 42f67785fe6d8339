import type { Placement, PlacementFacts } from '../../../schemas/placement.ts';
import type { IsoDate } from '../../../schemas/time.ts';
import { comparable } from '../import/likeness.ts';
import { daysLate, standingOf } from './standing.ts';

type School = PlacementFacts['school'];

/** By its code where both have one (UAI), else by name and town as two people may write them. */
export const isSameSchool = (a: School, b: School): boolean =>
  a.uai !== undefined && b.uai !== undefined
    ? a.uai === b.uai
    : comparable(a.name) === comparable(b.name) && comparable(a.town) === comparable(b.town);

/** How the reports of the stages that a school or a tutor hosted came. */
export type HostingRecord = {
  /** Stages whose report is due, or was: those whose day is past, and those that are in. */
  expected: number;
  returned: number;
  /** Of those that came, or are waited for, how many after their day; in days, how much, the median of these. */
  late: number;
  medianDaysLate: number;
};

export const hostingRecord = (placements: readonly Placement[], today: IsoDate): HostingRecord => {
  const known = placements
    .filter(({ status }) => status !== 'cancelled')
    .map((placement) => ({ placement, standing: standingOf(placement) }));
  const returned = known.filter(({ standing }) => standing.reportedOn !== undefined);
  const expected = known.filter(
    ({ placement, standing }) =>
      standing.reportedOn !== undefined ||
      placement.status === 'unreturned' ||
      (standing.due !== undefined && standing.due < today),
  );
  const delays = known
    .map(({ placement: { status }, standing }) => daysLate({ status, standing }, today))
    .filter((days) => days > 0)
    .sort((a, b) => a - b);
  return {
    expected: expected.length,
    returned: returned.length,
    late: delays.length,
    medianDaysLate: delays[Math.floor((delays.length - 1) / 2)] ?? 0,
  };
};
