import * as z from 'zod';
import { guide } from './framing.ts';
import { isoInstant } from './time.ts';

/** Versions that administrators write are counted from 2: the guide of the programme is the first. */
export const guideNumber = z.int().min(2).max(999);

const common = z.object({
  number: guideNumber,
  /** The number of the version whose words it began with. */
  copiedFrom: z.int().min(1),
  guide,
  createdAt: isoInstant,
  /** Staff names. */
  createdBy: z.string().min(1),
  changedAt: isoInstant,
  changedBy: z.string().min(1),
  /** Optimistic lock: grows by one at every write. */
  version: z.int().min(1),
});

/**
 * A version of the whole guide (mission letter, role, framing) that was written in the console. Published or discarded, it is never
 * changed; a discarded one keeps its number, so that nobody's open page takes the next draft for it.
 */
export const guideVersion = z.discriminatedUnion('status', [
  common.extend({ status: z.literal('draft') }),
  common.extend({ status: z.literal('published'), publishedAt: isoInstant, publishedBy: z.string().min(1) }),
  common.extend({ status: z.literal('discarded'), discardedAt: isoInstant, discardedBy: z.string().min(1) }),
]);
/** What of it tells which is the newest: all but its words and who wrote them. */
export const guideLine = common.pick({ number: true });
export type GuideVersion = z.infer<typeof guideVersion>;
export type GuideDraft = Extract<GuideVersion, { status: 'draft' }>;
