import * as z from 'zod';
import { isoInstant } from './time.ts';

/** Versions of a document that administrators write in the console are counted from 2: the programme's own is the first. */
export const versionNumber = z.int().min(2).max(999);

/** What each says of itself, whichever document it is of: who wrote it, and when. */
export const writing = {
  createdAt: isoInstant,
  /** Staff names. */
  createdBy: z.string().min(1),
  changedAt: isoInstant,
  changedBy: z.string().min(1),
  /** Optimistic lock: grows by one at every write. */
  version: z.int().min(1),
};

/**
 * Where it stands, and since when. Published or dropped, it is never changed; a dropped one keeps its number, so that nobody's open page
 * takes the next draft for it.
 */
const standing = {
  draft: { status: z.literal('draft') },
  published: { status: z.literal('published'), publishedAt: isoInstant, publishedBy: z.string().min(1) },
  dropped: { status: z.literal('dropped'), droppedAt: isoInstant, droppedBy: z.string().min(1) },
};

/** A version's record in each of its standings: as a draft, published, dropped. */
export const standingsOf = <Shape extends z.core.$ZodLooseShape>(record: z.ZodObject<Shape>) =>
  [
    record.extend(standing.draft),
    record.extend(standing.published),
    record.extend(standing.dropped),
  ] as const;

/** The names of all that any of these has. */
export const partsOf = (lines: readonly { shape: object }[]): string[] => [
  ...new Set(lines.flatMap(({ shape }) => Object.keys(shape))),
];

const written = z.discriminatedUnion('status', standingsOf(z.object({ number: versionNumber, ...writing })));
/** What is the same of a version of whichever document. */
export type WrittenVersion = z.infer<typeof written>;
