import type { Campaign } from '../../../schemas/campaign.ts';
import type { Guide } from '../../../schemas/framing.ts';
import type { GuideDraft } from '../../../schemas/guide-version.ts';
import type { Programme } from '../../../schemas/programme.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { versionNumber } from '../../../schemas/written-version.ts';

/** The number of the programme's own guide. */
export const ownGuide = 1;

/** The guide with its number. */
export type NumberedGuide = { number: number; guide: Guide };

/** The version of the guide that a campaign was prepared with. */
export const guideOfCampaign = ({ guideVersion }: Pick<Campaign, 'guideVersion'>): number =>
  guideVersion ?? ownGuide;

/** As an address has it. @returns undefined for what is no number of a version that was written in the console */
export const writtenNumber = (text: string): number | undefined =>
  versionNumber.safeParse(Number(/^\d{1,3}$/.exec(text)?.[0])).data;

/** A stage that was loaded since a version was written reads the programme's column. */
export const withLaterColumns = (guide: Guide, { guide: own }: Pick<Programme, 'guide'>): Guide => ({
  ...guide,
  framing: { ...guide.framing, columns: { ...own.framing.columns, ...guide.framing.columns } },
});

type Acted = { by: string; now: IsoInstant };

/** A new version that says what another says. */
export const newGuideDraft = (number: number, source: NumberedGuide, { by, now }: Acted): GuideDraft => ({
  ...{ number, status: 'draft', copiedFrom: source.number, guide: source.guide },
  ...{ createdAt: now, createdBy: by, changedAt: now, changedBy: by, version: 1 },
});
