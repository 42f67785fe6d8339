import * as z from 'zod';
import type { Campaign, CampaignId } from '../../schemas/campaign.ts';
import { type IsoInstant, isoInstant } from '../../schemas/time.ts';
import { progressOf, type SiteProgress, siteProgress } from '../domain/placement/campaign-progress.ts';
import { isOverdue } from '../domain/placement/placement-life.ts';
import { lineStore } from './lines.ts';
import { storedShape, type Upgrade } from './shapes.ts';
import type { Table } from './table.ts';
import { progressKey } from './table-keys.ts';

const progressItem = z.object({
  /** Grows by one with every placement that changes what is counted. */
  changes: z.int().optional(),
  counted: z
    .object({
      /** `changes` when it was counted. */
      changes: z.int(),
      at: isoInstant,
      sites: z.array(siteProgress),
      /** The oldest start that had not happened: once it is overdue, the numbers are others without any change. */
      oldestStart: isoInstant.optional(),
    })
    .optional(),
});
/** Whatever was counted before there was another step to count is counted anew. */
export const countedAnew: Upgrade = ({ counted, ...item }) => item;
export const progressShape = storedShape('progress', progressItem, countedAnew);
type Kept = NonNullable<z.infer<typeof progressItem>['counted']>;

/** In minutes: what died between changing a placement and saying so is counted at the latest then. */
const patience = 10;

/** A campaign's sites may be changed until it is launched. */
const isOfSites = ({ sites }: Kept, siteIds: readonly string[]): boolean =>
  sites.length === siteIds.length && sites.every(({ siteId }, at) => siteId === siteIds[at]);

const isStill = ({ at, oldestStart }: Kept, now: IsoInstant): boolean =>
  Date.parse(at) + patience * 60_000 > Date.parse(now) && !isOverdue(oldestStart, now);

/**
 * How far campaigns are. Never added to: counted as a whole from the index of the lists, when somebody looks and something
 * changed, and kept until the next change. So a number may be late and cannot drift.
 */
export const progressStore = (table: Table) => {
  const lines = lineStore(table);
  return {
    /** By site, in the campaign's order. */
    async of(
      { campaignId, siteIds }: Pick<Campaign, 'campaignId' | 'siteIds'>,
      now: IsoInstant,
    ): Promise<SiteProgress[]> {
      const { changes = 0, counted: kept } = progressShape.read(
        (await table.get(progressKey(campaignId))) ?? {},
      );
      if (kept && kept.changes === changes && isOfSites(kept, siteIds) && isStill(kept, now))
        return kept.sites;
      const starts: IsoInstant[] = [];
      const sites = await Promise.all(
        siteIds.map(async (siteId) => {
          const found = await lines.counted({ campaignId, now }, siteId);
          starts.push(...found.flatMap(({ startDue }) => startDue ?? []));
          return progressOf(siteId, found, now);
        }),
      );
      const fresh: Kept = { changes, at: now, sites, oldestStart: starts.sort()[0] };
      // Whoever changes something meanwhile makes these numbers old before they are kept.
      await progressShape.update(table, progressKey(campaignId), {
        set: 'counted = :fresh',
        condition: 'attribute_not_exists(changes) OR changes = :changes',
        values: { ':fresh': fresh, ':changes': changes },
      });
      return sites;
    },

    /** Of a campaign that is being deleted. */
    async remove(campaignId: CampaignId): Promise<void> {
      await table.delete(progressKey(campaignId), {});
    },

    /** Something that is counted has changed. */
    async changed(campaignId: CampaignId): Promise<void> {
      await progressShape.update(table, progressKey(campaignId), {
        add: 'changes :one',
        values: { ':one': 1 },
      });
    },
  };
};
