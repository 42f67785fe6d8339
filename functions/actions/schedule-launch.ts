import type { Campaign } from '../../schemas/campaign.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { lastDayToLaunch, unscheduled, withScheduledLaunch } from '../domain/placement/campaign-life.ts';
import { mayLaunch } from '../domain/rights.ts';
import { parisDay } from '../domain/wording/french-dates.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import { changeOpen, isOpen } from './edit-campaign.ts';

/** What keeps a launch from being scheduled for a moment; the page says so beside the field. */
export type ScheduleProblem = 'past' | 'begun';

export const scheduleProblem = (
  campaign: Campaign,
  at: IsoInstant,
  now: IsoInstant,
): ScheduleProblem | undefined => {
  if (at <= now) return 'past';
  return parisDay(at) > lastDayToLaunch(campaign) ? 'begun' : undefined;
};

export type ScheduleOutcome =
  | { kind: 'done'; campaign: Campaign }
  /** It was changed, scheduled, launched or deleted since the person looked. */
  | { kind: 'overtaken'; campaign: Campaign }
  | Refused;

type Seen = Pick<Campaign, 'campaignId' | 'version'>;

/**
 * Has a campaign launched by itself at that moment, or at another than before (launch-scheduled.ts).
 *
 * @param at checked (scheduleProblem)
 */
export const scheduleLaunch = async (acting: Acting, seen: Seen, at: IsoInstant): Promise<ScheduleOutcome> =>
  decide(acting, seen, 'launchScheduled', at);

/** It starts by itself no more. */
export const unscheduleLaunch = async (acting: Acting, seen: Seen): Promise<ScheduleOutcome> =>
  decide(acting, seen, 'launchUnscheduled', undefined);

const decide = async (
  acting: Acting,
  seen: Seen,
  act: 'launchScheduled' | 'launchUnscheduled',
  at: IsoInstant | undefined,
): Promise<ScheduleOutcome> => {
  const { staff, store, now } = acting;
  const { campaignId } = seen;
  const before = await store.campaigns.get(campaignId);
  if (!mayLaunch(staff, before)) return refuse(acting, act, { campaignId });
  if (!isOpen(before, seen)) return { kind: 'overtaken', campaign: before };
  await audited(acting, act, { campaignId, before: before.scheduled?.at, after: at });
  const { isOurs, campaign } = await changeOpen(store, seen, (open) =>
    at === undefined ? unscheduled(open) : withScheduledLaunch(open, at, staff.name, now),
  );
  return { kind: isOurs ? 'done' : 'overtaken', campaign };
};
