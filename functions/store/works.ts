import type { CampaignId } from '../../schemas/campaign.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { type Work, type WorkEntries, type WorkKey, work, workPart } from '../../schemas/work.ts';
import { attentionKeys, workUpgrades } from './attention.ts';
import { storedShape } from './shapes.ts';
import { isNew, type Table } from './table.ts';
import { dueLookup, ofNoSite, workItemKey, workPartKey, workPrefix } from './table-keys.ts';
import { changeVersioned } from './versioned.ts';

export const workShape = storedShape('work', work, ...workUpgrades);
export const workPartShape = storedShape('work-part', workPart, (item) => item);

const toItem = (record: Work) => ({
  ...workShape.write(record),
  ...workItemKey(record),
  ...(record.due && dueLookup(record.due)),
  ...(record.stopped &&
    attentionKeys(ofNoSite, [{ kind: 'stoppedWork', since: record.stopped.at }], record.workId)),
});

/** A list is gone a month after it was asked for: rows of an import name people, and what became of them is in the records. */
const keptSeconds = 30 * 24 * 3600;

/** Of a campaign's works, so many are looked at: the newest. */
const mostShown = 10;

export const workStore = (table: Table) => {
  const find = async (key: WorkKey): Promise<Work | undefined> => {
    const item = await table.get(workItemKey(key));
    return item && workShape.read(item);
  };
  const get = async (key: WorkKey): Promise<Work> => {
    const found = await find(key);
    if (!found) throw new Error(`no such work in campaign ${key.campaignId}`);
    return found;
  };
  return {
    find,
    get,
    /** @returns false when it was written before. */
    create: (record: Work): Promise<boolean> => table.put(toItem(record), isNew),
    change: (key: WorkKey, decide: (record: Work) => Work): Promise<Work> =>
      changeVersioned(table, () => get(key), toItem, decide),

    /** One part of a list, numbered from 0: as much as one batch takes. Written before the work itself, which makes it count. */
    async keepPart(key: WorkKey, part: number, entries: WorkEntries, now: IsoInstant): Promise<void> {
      const expiresAt = Math.floor(Date.parse(now) / 1000) + keptSeconds;
      await table.put({ ...workPartShape.write({ entries }), expiresAt, ...workPartKey(key, part) }, isNew);
    },
    /** @returns undefined behind the last one. */
    async part(key: WorkKey, part: number): Promise<WorkEntries | undefined> {
      const item = await table.get(workPartKey(key, part));
      return item && workPartShape.read(item).entries;
    },

    /** With its list. */
    async remove(key: WorkKey): Promise<void> {
      const parts = await table.query({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': workPartKey(key, 0).pk },
        ProjectionExpression: 'sk',
      });
      for (const { sk } of parts) await table.delete({ pk: workPartKey(key, 0).pk, sk: String(sk) }, {});
      await table.delete(workItemKey(key), {});
    },

    /** The newest of a campaign, newest first; strongly consistent. */
    async latest(campaignId: CampaignId): Promise<Work[]> {
      const items = await table.query(
        {
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: {
            ':pk': workItemKey({ campaignId, workId: '' }).pk,
            ':prefix': workPrefix,
          },
          ScanIndexForward: false,
          ConsistentRead: true,
        },
        mostShown,
      );
      return items.map((item) => workShape.read(item));
    },
  };
};
