import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Institution } from '../../schemas/institution.ts';
import type { StartedPlacement } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { dayAfter } from './calendar-days.ts';
import { parisDay, parisInstant } from './french-dates.ts';
import { occasionMoments } from './timetable.ts';

/** A stage started late has later rounds than the timetable says; each of its mails opens the door for as long. */
const leastDays = 31;

/**
 * Until when a link mailed now opens the tutor's reports: the closing of the last of them (design.md, 9), or a month, so that
 * the link of the last reminder outlives the wait it belongs to.
 */
export const linkExpiry = (
  campaign: LaunchedCampaign,
  placements: StartedPlacement[],
  institution: Institution,
  now: IsoInstant,
): IsoInstant => {
  const closings = placements.flatMap(({ periods }) =>
    occasionMoments(periods, campaign.timetable, institution).moments.map(({ at }) => at),
  );
  return [...closings, parisInstant(dayAfter(parisDay(now), leastDays), '23:59')].sort().at(-1) ?? now;
};
