import { parseArgs } from 'node:util';
import { type Mutant, mutants } from './defects.ts';
import { type Ordered, playInShards } from './shards.ts';

/**
 * `npm run simulate:mutants`: each deliberate defect, alone, is to be caught by some seed within a minute. Prints mutant → seed →
 * promise. `-- --only words` for those whose names have them.
 */
const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, 'at-once': { type: 'string', default: '2' } },
});

const patience = 60_000;
const placements = 12;
const untilBroken = true;

/** Calm ones see what comes late or not at all; the others, what goes wrong when something does. */
const ordersFor = ({ faults }: Mutant): Ordered[] =>
  Array.from({ length: 40 }, (_, number) => [
    { seed: 2 * number + 1, placements, faults: faults ?? 'none', untilBroken },
    { seed: 2 * number + 2, placements, faults: faults ?? 'all', untilBroken },
  ]).flat();

type Verdict = { mutant: Mutant; caught: string | undefined; seconds: number };

const judged = async (mutant: Mutant): Promise<Verdict> => {
  const began = performance.now();
  let caught: string | undefined;
  try {
    await playInShards({
      ...{ orders: ordersFor(mutant), atOnce: 1, defects: [mutant], signal: AbortSignal.timeout(patience) },
      onOutcome: ({ seed, violations }) => {
        const promises = [...new Set(violations.map(({ promise }) => promise))].sort().join(', ');
        if (violations[0]) caught = `seed ${seed}, promise ${promises}: ${violations[0].what}`;
        return caught !== undefined;
      },
    });
  } catch (error) {
    const said = error instanceof Error ? error.message.trim().split('\n') : [];
    // The sources have moved on: no verdict.
    if (said.some((line) => line.includes('does not have once'))) throw error;
    caught = `the simulation broke: ${said.find((line) => line.includes('Error')) ?? said.at(-1)}`;
  }
  return { mutant, caught, seconds: (performance.now() - began) / 1000 };
};

const chosen = mutants.filter(({ name }) => name.includes(values.only));
const waiting = [...chosen];
const escaped: string[] = [];
const work = async () => {
  for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
    const { caught, seconds } = await judged(mutant);
    console.log(
      `${caught ? 'caught ' : 'ESCAPED'} ${mutant.name} → ${caught ?? 'by no seed'} (${seconds.toFixed(0)} s)`,
    );
    if (!caught) escaped.push(mutant.name);
  }
};
await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
console.log(`${chosen.length - escaped.length} of ${chosen.length} mutants caught`);
process.exit(escaped.length > 0 ? 1 : 0);
