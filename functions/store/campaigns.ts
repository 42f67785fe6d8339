import { type Campaign, type CampaignId, campaign, type LaunchedCampaign } from '../../schemas/campaign.ts';
import { storedShape } from './shapes.ts';
import { isNew, type Table } from './table.ts';
import { campaignKey, campaignLookup, dueLookup, lookupIndex } from './table-keys.ts';
import { changeVersioned } from './versioned.ts';

export const campaignShape = storedShape('campaign', campaign);

const toItem = (record: Campaign) => ({
  ...campaignShape.write(record),
  ...campaignKey(record.campaignId),
  ...campaignLookup(record.createdAt),
  ...(record.status === 'launched' && record.launchDue && dueLookup(record.launchDue)),
});

export const campaignStore = (table: Table) => {
  const find = async (campaignId: CampaignId): Promise<Campaign | undefined> => {
    const item = await table.get(campaignKey(campaignId));
    return item && campaignShape.read(item);
  };
  const get = async (campaignId: CampaignId): Promise<Campaign> => {
    const found = await find(campaignId);
    if (!found) throw new Error(`no campaign ${campaignId}`);
    return found;
  };
  return {
    find,
    get,
    /** @throws when the campaign was never launched: nothing of the lifecycle runs before that. */
    async getLaunched(campaignId: CampaignId): Promise<LaunchedCampaign> {
      const found = await get(campaignId);
      if (found.status !== 'launched') throw new Error(`campaign ${campaignId} is not launched`);
      return found;
    },
    /** Those of these names, each once. */
    async named(campaignIds: readonly CampaignId[]): Promise<ReadonlyMap<CampaignId, Campaign>> {
      const found = await Promise.all([...new Set(campaignIds)].map(find));
      return new Map(found.flatMap((one) => (one ? [[one.campaignId, one] as const] : [])));
    },
    /** Newest first; an index, so a campaign created this very second may be missing. */
    async all(): Promise<Campaign[]> {
      const items = await table.query({
        IndexName: lookupIndex,
        KeyConditionExpression: 'lookupPk = :pk',
        ExpressionAttributeValues: { ':pk': campaignLookup('').lookupPk },
        ScanIndexForward: false,
      });
      return items.map((item) => campaignShape.read(item));
    },
    /** @returns false when a campaign of that name exists. */
    create: (record: Campaign): Promise<boolean> => table.put(toItem(record), isNew),
    change: (campaignId: CampaignId, decide: (record: Campaign) => Campaign): Promise<Campaign> =>
      changeVersioned(table, () => get(campaignId), toItem, decide),
  };
};
