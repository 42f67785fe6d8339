import { allFaults } from './faults.ts';
import type { Outcome } from './play.ts';
import { type Ordered, playInShards } from './shards.ts';

/** Whether a play still breaks the same promise. */
const breaksToo = (outcome: Outcome | undefined, promises: ReadonlySet<string>): outcome is Outcome =>
  outcome?.violations.some(({ promise }) => promises.has(promise)) ?? false;

/**
 * The shortest play that breaks the same promise: fewer placements, and only the faults that it takes. Chance falls otherwise
 * when either changes, so some seeds beside are tried too.
 */
export const shortened = async (
  order: Ordered,
  broken: Outcome,
): Promise<{ order: Ordered; outcome: Outcome }> => {
  const promises = new Set(broken.violations.map(({ promise }) => promise));
  const tried = async (
    orders: readonly Ordered[],
  ): Promise<{ order: Ordered; outcome: Outcome } | undefined> => {
    let found: Outcome | undefined;
    await playInShards({
      orders,
      onOutcome: (outcome) => {
        if (breaksToo(outcome, promises)) found ??= outcome;
        return found !== undefined;
      },
    });
    const by = found && orders.find(({ seed }) => seed === found?.seed);
    return found && by && { order: by, outcome: found };
  };
  const beside = (one: Ordered, count: number): Ordered[] =>
    Array.from({ length: count }, (_, number) => ({
      ...one,
      seed: order.seed + number,
      isTraced: true,
      untilBroken: true,
    }));
  let best = { order, outcome: broken };
  for (
    let placements = Math.ceil(order.placements / 2);
    placements >= 1;
    placements = Math.floor(placements / 2)
  ) {
    const found = await tried(beside({ ...best.order, placements }, 24));
    if (!found) break;
    best = found;
  }
  const left =
    order.faults === 'all' ? [...allFaults] : order.faults.split(',').filter((name) => name !== 'none');
  for (const fault of [...left]) {
    const without = left.filter((one) => one !== fault);
    const found = await tried(beside({ ...best.order, faults: without.join(',') || 'none' }, 8));
    if (!found) continue;
    left.splice(left.indexOf(fault), 1);
    best = found;
  }
  return best;
};
