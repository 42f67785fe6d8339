import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { SiteReminder } from '../../schemas/site-reminder.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import type { SelectionTask, Work } from '../../schemas/work.ts';
import { mayRemind } from '../domain/rights.ts';
import type { WorkEnvironment, WorkingEnvironment } from '../environment.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import { askForWork, newWorkId } from './ask-for-work.ts';

/** In ms: a site's tutors are reminded all at once so seldom, by whomever. */
const pause = 24 * 3_600_000;

export const siteReminderTask: SelectionTask = { does: 'mail', mail: 'reminder' };

export type SiteReminderStanding =
  /** `unbegun`: it was asked for, and its work was never written: whoever presses next finishes that. */
  | { kind: 'possible'; before?: SiteReminder; unbegun?: SiteReminder }
  | { kind: 'sent'; at: IsoInstant; by: string };

/** Whether all tutors of a site that owe a report may be reminded now. */
export const siteReminderStanding = async (
  { store, now }: Pick<Acting, 'store' | 'now'>,
  { campaignId }: Pick<LaunchedCampaign, 'campaignId'>,
  siteId: string,
): Promise<SiteReminderStanding> => {
  const before = await store.siteReminders.find({ campaignId, siteId });
  if (!before) return { kind: 'possible' };
  if (Date.parse(now) - Date.parse(before.at) >= pause) return { kind: 'possible', before };
  const isBegun = (await store.works.find(before)) !== undefined;
  return isBegun
    ? { kind: 'sent', at: before.at, by: before.by }
    : { kind: 'possible', before, unbegun: before };
};

export type SiteReminderOutcome =
  | { kind: 'asked'; work: Work }
  | Extract<SiteReminderStanding, { kind: 'sent' }>
  | Refused;

/**
 * Reminds every tutor of a site who owes a report, once in a day and a night, by whomever of those who follow it. One item decides that,
 * and names the work; where this dies before the work is written, it may be pressed again.
 *
 * @param total of the reports that are asked for and missing there, as far as it is known
 */
export const remindSite = async (
  env: WorkEnvironment & WorkingEnvironment,
  acting: Acting,
  { campaignId }: LaunchedCampaign,
  siteId: string,
  total: number,
): Promise<SiteReminderOutcome> => {
  const { staff, store, now } = acting;
  if (!mayRemind(staff, siteId)) return refuse(acting, 'reminderSent', { campaignId, after: siteId });
  const standing = await siteReminderStanding(acting, { campaignId }, siteId);
  if (standing.kind === 'sent') return standing;
  await audited(acting, 'reminderSent', { campaignId, after: `site ${siteId}` });
  const workId = standing.unbegun?.workId ?? newWorkId('selection', now);
  if (!standing.unbegun) {
    const next = { campaignId, siteId, workId, at: now, by: staff.name };
    if (!(await store.siteReminders.take(next, standing.before))) {
      const taken = await store.siteReminders.find({ campaignId, siteId });
      return { kind: 'sent', at: taken?.at ?? now, by: taken?.by ?? staff.name };
    }
  }
  const filter = { siteIds: [siteId], group: 'missing', words: [] };
  const task = siteReminderTask;
  const work = await askForWork(env, acting, {
    ...{ campaignId, kind: 'selection', entries: [], workId, task, filter: { filter, total } },
  });
  return { kind: 'asked', work };
};
