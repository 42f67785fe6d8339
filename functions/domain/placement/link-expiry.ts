import type { LaunchedCampaign } from '../../../schemas/campaign.ts';
import type { Institution } from '../../../schemas/institution.ts';
import type { StartedPlacement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { dayAfter } from '../timetable/calendar-days.ts';
import { occasionMoments } from '../timetable/timetable.ts';
import { parisDay, parisInstant } from '../wording/french-dates.ts';

/** A stage started late has later rounds than the timetable says; each of its mails opens the door for as long. */
const leastDays = 31;

const closingOf = (
  { timetable }: LaunchedCampaign,
  placements: StartedPlacement[],
  institution: Institution,
): IsoInstant | undefined =>
  placements
    .flatMap(({ plan, periods }) =>
      (plan?.rounds ?? occasionMoments(periods, timetable, institution).moments).map(({ at }) => at),
    )
    .sort()
    .at(-1);

/**
 * Until when a link mailed now opens the tutor's reports: the closing of the last of them (architecture, 9), or a month, so that
 * the link of the last reminder outlives the wait it belongs to.
 */
export const linkExpiry = (
  campaign: LaunchedCampaign,
  placements: StartedPlacement[],
  institution: Institution,
  now: IsoInstant,
): IsoInstant => {
  const inAMonth = parisInstant(dayAfter(parisDay(now), leastDays), '23:59');
  const closing = closingOf(campaign, placements, institution) ?? inAMonth;
  // Stryker disable next-line EqualityOperator: of two equal moments either is the later one.
  return closing > inAMonth ? closing : inAMonth;
};

/** Whether a tutor who asks for a link still means that campaign: it is not closed, or was within the last month. */
export const isWorthALink = (
  campaign: LaunchedCampaign,
  placements: StartedPlacement[],
  institution: Institution,
  now: IsoInstant,
): boolean => {
  const closing = closingOf(campaign, placements, institution);
  return closing !== undefined && dayAfter(parisDay(closing), leastDays) >= parisDay(now);
};
