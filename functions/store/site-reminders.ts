import { type SiteReminder, siteReminder } from '../../schemas/site-reminder.ts';
import { storedShape } from './shapes.ts';
import { isNew, type Table } from './table.ts';
import { siteReminderKey } from './table-keys.ts';

export const siteReminderShape = storedShape('site-reminder', siteReminder);

export const siteReminderStore = (table: Table) => ({
  async find({
    campaignId,
    siteId,
  }: Pick<SiteReminder, 'campaignId' | 'siteId'>): Promise<SiteReminder | undefined> {
    const item = await table.get(siteReminderKey(campaignId, siteId));
    return item && siteReminderShape.read(item);
  },
  /** @param before the one that was found; of two who press at once, one is the next @returns false for the other */
  take: (next: SiteReminder, before: SiteReminder | undefined): Promise<boolean> =>
    table.put(
      { ...siteReminderShape.write(next), ...siteReminderKey(next.campaignId, next.siteId) },
      before ? { condition: 'workId = :before', values: { ':before': before.workId } } : isNew,
    ),
});
