import type { Attention, AttentionKind } from '../../../schemas/attention.ts';
import type { Institution } from '../../../schemas/institution.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import type { Waiting } from '../../../schemas/under-attention.ts';
import { morningAfter } from '../placement/mail-wave.ts';
import { attentionKinds } from './attention-meanings.ts';
import { matterOf } from './seen-attention.ts';

/** How many of a kind wait, and how many of them came since the digest before. */
export type DigestCount = { kind: AttentionKind; count: number; fresh: number };

/** What a digest says of these, the most urgent first. @param morning when it leaves */
export const digestOf = (
  waiting: readonly Waiting[],
  morning: IsoInstant,
  institution: Pick<Institution, 'quietPeriods'>,
): DigestCount[] => {
  const all = matters(waiting);
  return attentionKinds.flatMap((kind) => {
    const own = all.filter((one) => one.kind === kind);
    // What came after the last working morning is told for the first time.
    const fresh = own.filter(({ since }) => morningAfter(since, institution) >= morning).length;
    return own.length === 0 ? [] : [{ kind, count: own.length, fresh }];
  });
};

/** Each matter once, as the console's first page has it. */
export const matters = (waiting: readonly Waiting[]): Attention[] => {
  const known = new Map<string, Attention>();
  for (const one of waiting)
    for (const attention of one.attention) {
      const matter = matterOf(one, attention);
      if (!known.has(matter)) known.set(matter, attention);
    }
  return [...known.values()];
};
