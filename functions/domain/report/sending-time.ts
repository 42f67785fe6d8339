import type { StartedPlacement } from '../../../schemas/placement.ts';
import type { IsoDate, IsoInstant } from '../../../schemas/time.ts';
import { stageBounds } from '../timetable/occasion-moments.ts';
import { parisDay } from '../wording/french-dates.ts';

export const lastDayOf = ({ periods }: Pick<StartedPlacement, 'periods'>): IsoDate =>
  stageBounds(periods).last;

/** From the last day of the stage on; before, a draft can be prepared. */
export const maySend = (placement: StartedPlacement, now: IsoInstant): boolean =>
  parisDay(now) >= lastDayOf(placement);
