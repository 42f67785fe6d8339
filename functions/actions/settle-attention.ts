import type { SettledKind } from '../../schemas/attention.ts';
import type { Placement, PlacementKey } from '../../schemas/placement.ts';
import { attentionOf, attentionSettled } from '../domain/attention/placement-attention.ts';
import { type Acting, audited } from './acting.ts';

/** `over`: it waits no more, since somebody else saw to it or its cause ended. Nothing is written. */
export type SettleOutcome = { kind: 'settled' } | { kind: 'over' };

/**
 * Somebody has seen to what only a person's word settles. Everybody who follows the site may: a delegate reads « Non acquis »
 * and calls a tutor as a registrar does.
 *
 * @param since which one the person saw
 */
export const settleAttention = async (
  acting: Acting,
  { campaignId, studentNumber }: PlacementKey,
  kind: SettledKind,
  since: string,
): Promise<SettleOutcome> => {
  const { staff, store, now } = acting;
  const key = { campaignId, studentNumber };
  if (!isWaiting(await store.placements.get(key), kind, since)) return { kind: 'over' };
  await audited(acting, 'attentionSettled', { ...key, after: kind });
  await store.placements.change(key, (current) => attentionSettled(current, kind, since, staff.name, now));
  return { kind: 'settled' };
};

const isWaiting = (placement: Placement, kind: SettledKind, since: string): boolean =>
  attentionOf(placement).some((one) => one.kind === kind && one.since === since);
