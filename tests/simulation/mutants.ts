import { parseArgs } from 'node:util';
import { type Mutant, mutants } from './defects.ts';
import type { Outcome } from './play.ts';
import { type Ordered, playInShards } from './shards.ts';

/**
 * `npm run simulate:mutants`: each deliberate defect, alone, is to be caught by some seed within a minute. Prints mutant → seed →
 * promise. `-- --only words` for those whose names have them, `--patience 180` on a machine that is busy.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    'at-once': { type: 'string', default: '2' },
    /** In seconds. */
    patience: { type: 'string', default: '60' },
  },
});

const atOnce = Number(values['at-once']);
const patience = Number(values.patience) * 1000;
const untilBroken = true;

/** Calm ones see what comes late or not at all; the others, what goes wrong when something does. */
const ordersFor = ({ faults, placements = 12, foundBy }: Mutant): Ordered[] => [
  ...(foundBy === undefined ? [] : [{ seed: foundBy, placements: 40, faults: 'all', untilBroken }]),
  ...Array.from({ length: 60 }, (_, number) => [
    { seed: 2 * number + 1, placements, faults: faults ?? 'none', untilBroken },
    { seed: 2 * number + 2, placements, faults: faults ?? 'all', untilBroken },
  ]).flat(),
];

type Verdict = { caught: string | undefined; seconds: number };

const said = ({ seed, violations }: Outcome): string => {
  const promises = [...new Set(violations.map(({ promise }) => promise))].sort().join(', ');
  return `seed ${seed}, promise ${promises}: ${violations[0]?.what}`;
};

const judged = async (mutant: Mutant): Promise<Verdict> => {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  let broken: Outcome | undefined;
  try {
    await playInShards({
      ...{ orders: ordersFor(mutant), atOnce, defects: [mutant], signal: AbortSignal.timeout(patience) },
      onOutcome: (outcome) => {
        if (outcome.violations.length > 0) broken ??= outcome;
        return broken !== undefined;
      },
    });
  } catch (error) {
    const lines = error instanceof Error ? error.message.trim().split('\n') : [];
    // The sources have moved on: no verdict.
    if (lines.some((line) => line.includes('does not have once'))) throw error;
    const why = lines.find((line) => line.includes('Error')) ?? lines.at(-1);
    return { caught: `the simulation broke: ${why}`, seconds: seconds() };
  }
  if (!broken) return { caught: undefined, seconds: seconds() };
  // What the sources as they are break as well says nothing of the mutant.
  const { seed } = broken;
  const [asIs] = await playInShards({ orders: ordersFor(mutant).filter((order) => order.seed === seed) });
  if (asIs && asIs.violations.length > 0) {
    console.log(`BROKEN without « ${mutant.name} », too: ${said(asIs)}`);
    return { caught: undefined, seconds: seconds() };
  }
  return { caught: said(broken), seconds: seconds() };
};

const chosen = mutants.filter(({ name }) => name.includes(values.only));
const escaped: string[] = [];
for (const mutant of chosen) {
  const { caught, seconds } = await judged(mutant);
  console.log(
    `${caught ? 'caught ' : 'ESCAPED'} ${mutant.name} → ${caught ?? 'by no seed'} (${seconds.toFixed(0)} s)`,
  );
  if (!caught) escaped.push(mutant.name);
}
console.log(`${chosen.length - escaped.length} of ${chosen.length} mutants caught`);
process.exit(escaped.length > 0 ? 1 : 0);
