import { type Campaign, type CampaignId, campaign, type LaunchedCampaign } from '../../schemas/campaign.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { campaignAttention, isBeingDeleted, scheduledLaunchOf } from '../domain/placement/campaign-life.ts';
import { attentionKeys, campaignUpgrades } from './attention.ts';
import { storedShape } from './shapes.ts';
import { isNew, isVersion, type Table } from './table.ts';
import {
  campaignKey,
  campaignLookup,
  dueIndex,
  dueLookup,
  lookupIndex,
  ofNoSite,
  scheduledLookup,
} from './table-keys.ts';
import { changeVersioned } from './versioned.ts';

export const campaignShape = storedShape('campaign', campaign, ...campaignUpgrades);

/** One intention at a time: to be launched now, or one day, or to be deleted. */
const dueKeys = (record: Campaign) => {
  if (record.status === 'launched') return record.launchDue && dueLookup(record.launchDue);
  if (record.deletion) return dueLookup(record.deletion.since);
  const scheduled = scheduledLaunchOf(record);
  return scheduled && scheduledLookup(scheduled.at);
};

const toItem = (record: Campaign) => ({
  ...campaignShape.write(record),
  ...campaignKey(record.campaignId),
  ...campaignLookup(record.createdAt),
  ...dueKeys(record),
  ...attentionKeys(ofNoSite, campaignAttention(record), record.campaignId),
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
      return items.map((item) => campaignShape.read(item)).filter((one) => !isBeingDeleted(one));
    },
    /** Those whose launch is to start by itself, now or later: so many, the first first. An index: each is read again. */
    async scheduled(most: number): Promise<{ campaignId: CampaignId; at: IsoInstant }[]> {
      const items = await table.query(
        {
          IndexName: dueIndex,
          KeyConditionExpression: 'duePk = :pk',
          ExpressionAttributeValues: { ':pk': scheduledLookup('').duePk },
        },
        most,
      );
      return items.map(({ campaignId, dueSk }) => ({ campaignId: String(campaignId), at: String(dueSk) }));
    },
    /** The last of a campaign that is being deleted. @returns false when somebody wrote it meanwhile */
    remove: ({ campaignId, version }: Campaign): Promise<boolean> =>
      table.delete(campaignKey(campaignId), isVersion(version)),
    /** @returns false when a campaign of that name exists. */
    create: (record: Campaign): Promise<boolean> => table.put(toItem(record), isNew),
    change: (campaignId: CampaignId, decide: (record: Campaign) => Campaign): Promise<Campaign> =>
      changeVersioned(table, () => get(campaignId), toItem, decide),
  };
};
