import type { Campaign } from '../../schemas/campaign.ts';
import type { Guide } from '../../schemas/framing.ts';
import {
  type GuideDraft,
  type GuideLine,
  type GuideVersion,
  guideLine,
  guideLineParts,
  guideVersion,
} from '../../schemas/guide-version.ts';
import type { Programme } from '../../schemas/programme.ts';
import {
  guideOfCampaign,
  type NumberedGuide,
  ownGuide,
  withLaterColumns,
} from '../domain/guide/guide-versions.ts';
import { storedShape } from './shapes.ts';
import { isNew, type Table } from './table.ts';
import { guideKey, guidePartition, publishedGuideLookup } from './table-keys.ts';
import { newestPublished, versionsBelow } from './written-versions.ts';

/** An institute's own guide, the first version. */
type Own = { programme: Pick<Programme, 'guide'> };

export const guideVersionShape = storedShape('guide-version', guideVersion);
const guideLineShape = storedShape('guide-version', guideLine);

const toItem = (record: GuideVersion) => ({
  ...guideVersionShape.write(record),
  ...guideKey(record.number),
  ...(record.status === 'published' && publishedGuideLookup(record.number)),
});

/** The versions of the guide: the programme's own, which stands in it, and those that were written in the console. */
export const guideStore = (table: Table) => {
  const find = async (number: number): Promise<GuideVersion | undefined> => {
    const item = await table.get(guideKey(number));
    return item && guideVersionShape.read(item);
  };
  return {
    find,

    /** What a campaign sends its tutors to. @throws RangeError when there is no such version: stored data names one that nobody ever wrote */
    async ofCampaign({ programme }: Own, campaign: Pick<Campaign, 'guideVersion'>): Promise<Guide> {
      const number = guideOfCampaign(campaign);
      if (number === ownGuide) return programme.guide;
      const found = await find(number);
      if (!found) throw new RangeError(`No guide of version ${number}`);
      return withLaterColumns(found.guide, programme);
    },

    /** What a new campaign takes: the newest that is published. An index: one published this very second may be missing. */
    async newest({ programme }: Own): Promise<NumberedGuide> {
      const item = await newestPublished(table, guidePartition);
      if (!item) return { number: ownGuide, guide: programme.guide };
      const { number, guide } = guideVersionShape.read(item);
      return { number, guide: withLaterColumns(guide, programme) };
    },

    /** Its number alone, without its words, of which a version may have some tens of kilobytes. */
    async newestNumber(): Promise<number> {
      const item = await newestPublished(table, guidePartition, guideLineParts);
      return item ? guideLineShape.read(item).number : ownGuide;
    },

    /**
     * Newest first, so many, without their words; a draft is the first, if there is one.
     *
     * @param below the number of which older ones are wanted
     */
    async versions(most: number, below = 1_000): Promise<GuideLine[]> {
      const items = await versionsBelow(table, guideKey(below), guideLineParts, most);
      return items.map((item) => guideLineShape.read(item));
    },

    /** @returns false when there is a version of that number */
    create: (draft: GuideDraft): Promise<boolean> => table.put(toItem(draft), isNew),

    /** @returns false when the draft is not any more as it was seen: nothing changes what is published or dropped */
    change: (seen: GuideDraft, after: GuideVersion): Promise<boolean> =>
      table.put(toItem({ ...after, version: seen.version + 1 }), {
        condition: '#version = :version AND #status = :draft',
        names: { '#version': 'version', '#status': 'status' },
        values: { ':version': seen.version, ':draft': 'draft' },
      }),
  };
};
