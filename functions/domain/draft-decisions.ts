import type { IsoInstant } from '../../schemas/time.ts';

type Acted = { by: string; now: IsoInstant };

/** What a draft becomes, of whichever document that is written in versions. Nothing changes it after that. */
export const draftDecisions = {
  /** New campaigns take it from now on. */
  published: ({ by, now }: Acted) => ({ status: 'published', publishedAt: now, publishedBy: by }) as const,
  /** No campaign ever takes it; its words stay to be read and copied. */
  dropped: ({ by, now }: Acted) => ({ status: 'dropped', droppedAt: now, droppedBy: by }) as const,
};
export type DraftDecision = keyof typeof draftDecisions;
