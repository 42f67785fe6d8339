import type { Attention } from '../../schemas/attention.ts';
import type { Placement } from '../../schemas/placement.ts';
import {
  campaignUnderAttention,
  importUnderAttention,
  meetingUnderAttention,
  placementUnderAttention,
  type Waiting,
  workUnderAttention,
} from '../../schemas/under-attention.ts';
import { attentionOrder } from '../domain/attention/attention-meanings.ts';
import { attentionOf } from '../domain/attention/placement-attention.ts';
import { placementUpgrades } from './lines.ts';
import { storedShape, type Upgrade } from './shapes.ts';
import type { Item, Table } from './table.ts';
import { attentionIndex, attentionKey, importIdOf, ofNoSite } from './table-keys.ts';

/** Of a part of a kept file, and of what the index has of it. */
export const importPartUpgrades: Upgrade[] = [
  // From 2 on it says who uploaded it; what was before is gone after a day.
  (item) => item,
];
/** Of a work, and of what the index has of it. */
export const workUpgrades: Upgrade[] = [
  // From 2 on it may be what somebody has done to a selection, a launch goes in slices, and a campaign is deleted.
  (item) => item,
];
const placementShape = storedShape('placement', placementUnderAttention, ...placementUpgrades);
/** Of a campaign, and of what the index has of it. */
export const campaignUpgrades: Upgrade[] = [
  // From 2 on its launch may be scheduled, or held; or it is being deleted.
  (item) => item,
];
const campaignShape = storedShape('campaign', campaignUnderAttention, ...campaignUpgrades);
const workShape = storedShape('work', workUnderAttention, ...workUpgrades);
const meetingShape = storedShape('meeting', meetingUnderAttention);
const importShape = storedShape('import-part', importUnderAttention, ...importPartUpgrades);

const understood = (item: Item): Waiting => {
  switch (String(item.shape).split('/')[0]) {
    case 'campaign': {
      const found = campaignShape.read(item);
      return { of: 'campaign', campaign: found, attention: found.attention };
    }
    case 'work': {
      const found = workShape.read(item);
      return { of: 'work', work: found, attention: found.attention };
    }
    case 'meeting': {
      const found = meetingShape.read(item);
      return { of: 'meeting', meeting: found, attention: found.attention };
    }
    case 'import-part': {
      const found = importShape.read(item);
      return { of: 'import', file: { ...found, importId: importIdOf(item) }, attention: found.attention };
    }
    default: {
      const found = placementShape.read(item);
      return { of: 'placement', placement: found, attention: found.attention };
    }
  }
};

/** What an item says for the index, whose attention that is; nothing where nothing waits. */
export const attentionKeys = (place: string, waiting: readonly Attention[], name: string) => {
  const [first] = waiting;
  if (!first) return {};
  return { ...attentionKey(place, `${attentionOrder(first)}#${name}`), attention: waiting };
};

export const placementAttentionKeys = (record: Placement) =>
  attentionKeys(record.siteId, attentionOf(record), `${record.campaignId}#${record.studentNumber}`);

/** What waits for somebody, by site. Written with the items themselves: nothing outlives its cause. */
export const attentionStore = (table: Table) => ({
  /**
   * So many of these sites, and of what is of no one site, the most urgent first; an index, which may be a moment late.
   *
   * @param before the `next` of the page before
   * @returns `next` where there are more
   */
  async page(
    siteIds: readonly string[],
    { most, before }: { most: number; before?: string | undefined },
  ): Promise<{ waiting: Waiting[]; next?: string }> {
    const found = await Promise.all(
      [...siteIds, ofNoSite].map((place) =>
        table.query(
          {
            IndexName: attentionIndex,
            KeyConditionExpression: `attentionPk = :pk${before === undefined ? '' : ' AND attentionSk < :before'}`,
            ExpressionAttributeValues: {
              ':pk': attentionKey(place, '').attentionPk,
              ...(before !== undefined && { ':before': before }),
            },
            ScanIndexForward: false,
          },
          most + 1,
        ),
      ),
    );
    const items = found.flat().sort((a, b) => (String(a.attentionSk) < String(b.attentionSk) ? 1 : -1));
    const shown = items.slice(0, most);
    const last = shown.at(-1);
    return {
      waiting: shown.map(understood),
      ...(items.length > most && last && { next: String(last.attentionSk) }),
    };
  },
});
