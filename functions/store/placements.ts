import type { CampaignId } from '../../schemas/campaign.ts';
import { type Placement, type PlacementKey, placement } from '../../schemas/placement.ts';
import { storedShape } from './shapes.ts';
import { isNew, type Table } from './table.ts';
import { dueLookup, lookupIndex, placementItemKey, placementPrefix, tutorLookup } from './table-keys.ts';
import { changeVersioned } from './versioned.ts';

export const placementShape = storedShape('placement', placement);

const toItem = (record: Placement) => ({
  ...placementShape.write(record),
  ...placementItemKey(record),
  ...tutorLookup(record.campaignId, record.tutor.email, record.studentNumber),
  ...(record.startDue && dueLookup(record.startDue)),
});

export const placementStore = (table: Table) => {
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
    create: (record: Placement): Promise<boolean> => table.put(toItem(record), isNew),
    change: (key: PlacementKey, decide: (record: Placement) => Placement): Promise<Placement> =>
      changeVersioned(table, () => get(key), toItem, decide),
    /** By student number. */
    async ofCampaign(campaignId: CampaignId): Promise<Placement[]> {
      const items = await table.query({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':pk': placementItemKey({ campaignId, studentNumber: '' }).pk,
          ':prefix': placementPrefix,
        },
      });
      return items.map((item) => placementShape.read(item));
    },
    /** By student number; an index, so a change of this very second may be missing. */
    async ofTutor(campaignId: CampaignId, tutorEmail: string): Promise<Placement[]> {
      const items = await table.query({
        IndexName: lookupIndex,
        KeyConditionExpression: 'lookupPk = :pk',
        ExpressionAttributeValues: { ':pk': tutorLookup(campaignId, tutorEmail, '').lookupPk },
      });
      return items.map((item) => placementShape.read(item));
    },
  };
};
