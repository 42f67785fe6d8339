import { type Branch, entering, type Outcome } from './branch.ts';
import type { Journal } from './journal.ts';

/** Writes a Map's items, all waiting for their turn. */
export function openItems(
  journal: Journal,
  map: Branch,
  startAt: string,
  items: readonly Pick<Branch, 'input' | 'item'>[],
  now: number,
): void {
  const at = { scope: [...map.scope, map.state], state: startAt, now };
  for (const { input, item } of items) {
    const body = entering(at, { input, item, variables: {} });
    journal.branches.add(map.execution, map.id, { ...body, step: { kind: 'queued' } });
  }
}

export function startQueuedItem(journal: Journal, map: Branch, now: number): Branch | undefined {
  const item = journal.branches.nextQueuedItem(map.id);
  return (
    item && journal.branches.save({ ...item, enteredAt: now, attemptAt: now, step: { kind: 'entered' } })
  );
}

/**
 * Keeps how an item ended, and says what its Map does then: start the next item, go on waiting (undefined), or end. A
 * failed item ends an inline Map with its own failure, a distributed one when too many have failed; the items still at
 * work are dropped, and what they answer comes to nothing.
 */
export function endItem(
  journal: Journal,
  item: Branch,
  outcome: Outcome,
): { kind: 'next'; map: Branch } | { kind: 'over'; map: Branch; outcome: Outcome } | undefined {
  const { branches } = journal;
  const map = item.parent === null ? undefined : branches.byId(item.parent);
  if (map?.step.kind !== 'mapping') return undefined;
  const ended: Branch['step'] =
    outcome.kind === 'success'
      ? { kind: 'succeeded', value: outcome.value }
      : { kind: 'failed', error: outcome.error, cause: outcome.cause };
  if (branches.save({ ...item, step: ended }) === undefined) return undefined;

  const failure = outcome.kind === 'failure' ? failureOf(journal, map, map.step, outcome) : undefined;
  if (failure === undefined && branches.nextQueuedItem(map.id) !== undefined) return { kind: 'next', map };
  if (failure === undefined && branches.hasUnfinishedItems(map.id)) return undefined;
  const value = branches.items(map.id).flatMap(({ step }) => (step.kind === 'succeeded' ? [step.value] : []));
  branches.removeItems(map.id);
  return { kind: 'over', map, outcome: failure ?? { kind: 'success', value } };
}

function failureOf(
  journal: Journal,
  map: Branch,
  { total, tolerated }: Extract<Branch['step'], { kind: 'mapping' }>,
  failure: Extract<Outcome, { kind: 'failure' }>,
): Outcome | undefined {
  if (tolerated === undefined) return failure;
  const failed = journal.branches.countFailedItems(map.id);
  if ((failed * 100) / total <= tolerated) return undefined;
  return {
    kind: 'failure',
    error: 'States.ExceedToleratedFailureThreshold',
    cause: `${failed} of ${total} items failed, the last with ${failure.error}: ${failure.cause}`,
  };
}
