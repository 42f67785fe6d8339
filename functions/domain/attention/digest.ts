import type { Attention, AttentionKind } from '../../../schemas/attention.ts';
import type { Institution } from '../../../schemas/institution.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import type { Waiting } from '../../../schemas/under-attention.ts';
import { morningAfter } from '../placement/mail-wave.ts';
import { attentionKinds } from './attention-meanings.ts';

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

/** A tutor's address is one matter, however many students it is of. */
const matters = (waiting: readonly Waiting[]): Attention[] => {
  const addresses = new Set<string>();
  return waiting.flatMap((one) =>
    one.attention.filter((attention) => {
      if (attention.kind !== 'refused' || one.of !== 'placement') return true;
      const address = `${one.placement.campaignId} ${attention.recipient}`;
      const isKnown = addresses.has(address);
      addresses.add(address);
      return !isKnown;
    }),
  );
};
