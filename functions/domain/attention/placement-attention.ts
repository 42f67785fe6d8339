import type { Attention, SettledKind } from '../../../schemas/attention.ts';
import type { Institution } from '../../../schemas/institution.ts';
import type { Placement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { morningAfter } from '../placement/mail-wave.ts';
import { attentionKinds, attentionMeanings, attentionOrder, settledAs } from './attention-meanings.ts';

/** All of a placement that waits for somebody, the most urgent first. What somebody saw to waits no more. */
export const attentionOf = (placement: Placement): Attention[] =>
  attentionKinds
    .flatMap((kind): Attention[] => attentionMeanings[kind].ofPlacement(placement))
    .filter(({ kind, since }) => !isSettled(placement, kind, since))
    .sort((a, b) => (attentionOrder(a) < attentionOrder(b) ? 1 : -1));

const isSettled = ({ settled = [] }: Placement, kind: Attention['kind'], since: IsoInstant): boolean =>
  settled.some((one) => one.kind === kind && one.since === since);

const mostKept = 20;

/**
 * Somebody saw to it, and history says so. The very placement it was given where that does not wait any more: of two who saw to
 * it, the first is remembered.
 */
export const attentionSettled = (
  placement: Placement,
  kind: SettledKind,
  since: IsoInstant,
  by: string,
  now: IsoInstant,
): Placement =>
  attentionOf(placement).some((one) => one.kind === kind && one.since === since)
    ? {
        ...placement,
        settled: [...(placement.settled ?? []), { kind, since, at: now, by }].slice(-mostKept),
        history: [...placement.history, { at: now, what: settledAs[kind], by }],
      }
    : placement;

/** It is marked as new until the working morning after it came. */
export const isNewAttention = (
  { since }: Pick<Attention, 'since'>,
  now: IsoInstant,
  institution: Pick<Institution, 'quietPeriods'>,
): boolean => morningAfter(since, institution) > now;
