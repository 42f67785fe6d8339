import * as z from 'zod';
import { guide } from './framing.ts';
import { standing, versionNumber, writing } from './written-version.ts';

const common = z.object({
  number: versionNumber,
  /** The number of the version whose words it began with. */
  copiedFrom: z.int().min(1),
  guide,
  ...writing,
});

/** A version of the whole guide (mission letter, role, framing) that was written in the console. */
export const guideVersion = z.discriminatedUnion('status', [
  common.extend(standing.draft),
  common.extend(standing.published),
  common.extend(standing.dropped),
]);
/** What of it tells which is the newest: all but its words and who wrote them. */
export const guideLine = common.pick({ number: true });
export type GuideVersion = z.infer<typeof guideVersion>;
export type GuideDraft = Extract<GuideVersion, { status: 'draft' }>;
