import type { Institution } from '../../../schemas/institution.ts';
import type { SessionRecord } from '../../../schemas/session.ts';
import type { Staff } from '../../../schemas/staff.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { matters } from '../../domain/attention/digest.ts';
import { campaignOfWaiting, seenWaiting, sitesOfStaff } from '../../domain/attention/seen-attention.ts';
import { failure, logger } from '../../observability/logger.ts';
import type { Store } from '../../store/store.ts';

/** Of more it says that there are more. */
const mostShown = 99;
/** In minutes; sooner where the person did something, or opened the list itself. */
const countedFor = 2;

/** What was counted a moment ago, as the session has it: no page reads more than it does anyway. */
export const keptWaiting = ({ waiting }: SessionRecord, now: IsoInstant): number | undefined =>
  waiting && Date.parse(now) - Date.parse(waiting.at) < countedFor * 60_000 ? waiting.count : undefined;

/**
 * How many points the person's first page would have, counted up to one more than is shown. Undefined where that cannot be told: a number
 * beside a link is no reason to show nothing at all.
 */
export const countWaiting = async (
  ...counted: Parameters<typeof countedWaiting>
): Promise<number | undefined> => {
  try {
    return await countedWaiting(...counted);
  } catch (error) {
    logger.error('what waits could not be counted', failure(error));
    return undefined;
  }
};

const countedWaiting = async (
  store: Store,
  staff: Staff,
  institution: Institution,
  now: IsoInstant,
): Promise<number> => {
  const sites = sitesOfStaff(staff, institution);
  const { waiting, next } = await store.attention.page(sites, { most: mostShown + 1 });
  if (next !== undefined) return mostShown + 1;
  const ofNoSite = waiting.filter((one) => one.of !== 'placement');
  const campaigns = await store.campaigns.named(ofNoSite.map(campaignOfWaiting));
  return matters(seenWaiting(staff, waiting, campaigns, now)).length;
};

/** Beside the name of the list, as a mailbox has it. */
export const WaitingCount = ({ count }: { count: number | undefined }) =>
  count ? (
    <span class="count">
      {count > mostShown ? `${mostShown}+` : count}
      <span class="visually-hidden"> {count < 2 ? 'point' : 'points'}</span>
    </span>
  ) : null;
