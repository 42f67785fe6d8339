import type { CampaignId } from '../../schemas/campaign.ts';
import { type Placement, type PlacementKey, placement } from '../../schemas/placement.ts';
import { isUndelivered, writtenStep } from '../domain/placement/campaign-progress.ts';
import { standingOf } from '../domain/placement/standing.ts';
import { placementAttentionKeys } from './attention.ts';
import { lineKeys, placementUpgrades } from './lines.ts';
import { progressStore } from './progress.ts';
import { storedShape } from './shapes.ts';
import { isNew, type Table } from './table.ts';
import { dueLookup, lookupIndex, placementItemKey, tutorLookup } from './table-keys.ts';
import { changeVersioned } from './versioned.ts';

export const placementShape = storedShape('placement', placement, ...placementUpgrades);

/** As it stands in the table, with all of its addresses. */
export const placementItem = (record: Placement) => ({
  ...placementShape.write(record),
  ...placementItemKey(record),
  ...tutorLookup(record.campaignId, record.tutor.email, record.studentNumber),
  ...(record.startDue && dueLookup(record.startDue)),
  ...lineKeys(record, writtenStep(record)),
  ...placementAttentionKeys(record),
});

/** What counts of a placement (progress.ts): where it changes, the campaign's numbers do. */
const countedOf = (record: Placement): string => {
  const { due, draftedAt, wordAt, notAcquired, next } = standingOf(record);
  const { siteId, status, startDue } = record;
  return JSON.stringify([
    ...[siteId, status, writtenStep(record), startDue, isUndelivered(record)],
    ...[due, draftedAt, wordAt, notAcquired, next],
  ]);
};

export const placementStore = (table: Table) => {
  const progress = progressStore(table);
  const find = async (key: PlacementKey): Promise<Placement | undefined> => {
    const item = await table.get(placementItemKey(key));
    return item && placementShape.read(item);
  };
  const get = async (key: PlacementKey): Promise<Placement> => {
    const found = await find(key);
    if (!found) throw new Error(`no such placement in campaign ${key.campaignId}`);
    return found;
  };
  return {
    find,
    get,
    /** @returns false when the campaign has a placement for that student. */
    async create(record: Placement): Promise<boolean> {
      const isCreated = await table.put(placementItem(record), isNew);
      if (isCreated) await progress.changed(record.campaignId);
      return isCreated;
    },
    /** Of a campaign that is being deleted; its numbers go with it. */
    async remove(key: PlacementKey): Promise<void> {
      await table.delete(placementItemKey(key), {});
    },
    async change(key: PlacementKey, decide: (record: Placement) => Placement): Promise<Placement> {
      let before: Placement | undefined;
      const after = await changeVersioned(
        table,
        () => get(key),
        placementItem,
        (current) => {
          before = current;
          return decide(current);
        },
      );
      if (before && countedOf(before) !== countedOf(after)) await progress.changed(key.campaignId);
      return after;
    },
    /** By student number, so many behind one; strongly consistent. */
    async ofCampaign(
      campaignId: CampaignId,
      { after = '', most }: { after?: string | undefined; most?: number } = {},
    ): Promise<Placement[]> {
      const keyOf = (studentNumber: string) => placementItemKey({ campaignId, studentNumber });
      const items = await table.query(
        {
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
          // "!" sorts before all that a number is made of, "~" behind it.
          ExpressionAttributeValues: {
            ':pk': keyOf('').pk,
            ':first': keyOf(`${after}!`).sk,
            ':last': keyOf('~').sk,
          },
          ConsistentRead: true,
        },
        most,
      );
      return items.map((item) => placementShape.read(item));
    },
    /**
     * By student number. An index finds them, and each is then read as it is: one may have left this tutor a moment ago, and is
     * shown to them no more. One that has come to them this very second may be missing.
     */
    async ofTutor(campaignId: CampaignId, tutorEmail: string): Promise<Placement[]> {
      const items = await table.query({
        IndexName: lookupIndex,
        KeyConditionExpression: 'lookupPk = :pk',
        ExpressionAttributeValues: { ':pk': tutorLookup(campaignId, tutorEmail, '').lookupPk },
      });
      const current = await Promise.all(
        items.map(({ lookupSk }) => get({ campaignId, studentNumber: String(lookupSk) })),
      );
      return current.filter(({ tutor }) => tutor.email === tutorEmail);
    },
  };
};
