import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { StartedPlacement } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { nominalDays } from './timetable.ts';

/** Until when a link mailed now opens the tutor's reports: the campaign's closing for the last of them (design.md, 9). */
export const linkExpiry = (campaign: LaunchedCampaign, placements: StartedPlacement[]): IsoInstant => {
  const closings = placements.map((placement) => nominalDays(placement, campaign).closing).sort();
  return `${closings.at(-1)}T23:59:59.000Z`;
};
