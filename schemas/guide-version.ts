import * as z from 'zod';
import { guide } from './framing.ts';
import { partsOf, standingsOf, versionNumber, writing } from './written-version.ts';

const line = z.object({
  number: versionNumber,
  /** The number of the version whose words it began with. */
  copiedFrom: z.int().min(1),
  ...writing,
});
const lines = standingsOf(line);

/** What a list shows of a version: all but its words. */
export const guideLine = z.discriminatedUnion('status', lines);
export type GuideLine = z.infer<typeof guideLine>;
export const guideLineParts = partsOf(lines);

const [draft, published, dropped] = lines;

/** A version of the whole guide (mission letter, role, framing) that was written in the console. */
export const guideVersion = z.discriminatedUnion('status', [
  draft.extend({ guide }),
  published.extend({ guide }),
  dropped.extend({ guide }),
]);
export type GuideVersion = z.infer<typeof guideVersion>;
export type GuideDraft = Extract<GuideVersion, { status: 'draft' }>;
