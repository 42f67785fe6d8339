import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { allFaults, faultsNamed } from './faults.ts';
import type { Outcome } from './play.ts';
import { type Ordered, playInShards } from './shards.ts';
import { shortened } from './shorten.ts';

/**
 * `npm run simulate -- --seeds 1..100 --placements 40 --faults all`: lives through so many campaigns, each with another order of
 * events and other faults, and says which promise was broken, if one was. `--faults each` plays every fault alone.
 * `--year` lives through school years instead, four stages each. `--trace` prints what one seed did.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1..20' },
    placements: { type: 'string', default: '40' },
    faults: { type: 'string', default: 'all' },
    /** A school year with its four stages instead of a campaign or two: so many placements in all to begin with. */
    year: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    /** Plays every seed, whatever breaks, and lists what did. */
    survey: { type: 'boolean', default: false },
    'at-once': { type: 'string', default: '2' },
  },
});
const [first = 1, last = first] = values.seeds.split('..').map(Number);
const seeds = Array.from({ length: last - first + 1 }, (_, number) => first + number);
const placements = Number(values.placements);
const atOnce = Number(values['at-once']);

const summed = (outcomes: readonly Outcome[], of: 'injected' | 'effective' | 'played') => {
  const sums: Record<string, number> = {};
  for (const outcome of outcomes)
    for (const [name, count] of Object.entries(outcome[of])) sums[name] = (sums[name] ?? 0) + count;
  return sums;
};

const commit = (): string => {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
};

const playAll = async (faults: string): Promise<Outcome[]> => {
  const orders: Ordered[] = seeds.map((seed) => ({
    ...{ seed, placements, faults },
    ...{ isYear: values.year, isTraced: values.trace, untilBroken: !values.survey },
  }));
  const began = performance.now();
  let done = 0;
  const outcomes = await playInShards({
    orders,
    atOnce,
    onOutcome: (outcome) => {
      done += 1;
      if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${seeds.length} seeds`);
      return outcome.violations.length > 0 && !values.survey;
    },
  });
  const minutes = (performance.now() - began) / 60_000;
  const lifecycles = outcomes.length * placements;
  console.log(
    `faults ${faults}: ${outcomes.length} seeds, ${lifecycles} lifecycles, ${Math.round(lifecycles / minutes)} a minute`,
  );
  return outcomes;
};

/** What the trace says up to a step, the end of it. */
const upTo = (trace: readonly string[], step: number): string[] =>
  trace.filter((line) => Number(line.split(' ')[1]) <= step).slice(-50);

const report = async (outcome: Outcome, faults: string): Promise<void> => {
  console.log(`\nseed ${outcome.seed}, commit ${commit()}: ${outcome.violations.length} violations`);
  for (const { promise, what, at, step } of outcome.violations.slice(0, 5))
    console.log(`  promise ${promise}, ${at}, step ${step}: ${what}`);
  const { order, outcome: short } = await shortened(
    { seed: outcome.seed, placements, faults, isYear: values.year },
    outcome,
  );
  console.log(
    `shortest: npm run simulate -- --seeds ${order.seed} --placements ${order.placements} --faults ${order.faults}${values.year ? ' --year' : ''} --trace`,
  );
  for (const { promise, what, at } of short.violations.slice(0, 2))
    console.log(`  promise ${promise}, ${at}: ${what}`);
  const [first] = short.violations;
  for (const line of upTo(short.trace, first?.step ?? 0)) console.log(`    ${line}`);
};

const survey = (outcomes: readonly Outcome[]): void => {
  for (const { seed, violations } of outcomes)
    for (const { promise, what, at, step } of violations.slice(0, 4))
      console.log(`  seed ${seed}, promise ${promise}, ${at}, step ${step}: ${what}`);
};

const campaigns = values.faults === 'each' ? allFaults : [values.faults];
let broken = false;
for (const faults of campaigns) {
  if (faults !== 'all' && faults !== 'none') faultsNamed(faults);
  const outcomes = await playAll(faults);
  const [injected, effective] = [summed(outcomes, 'injected'), summed(outcomes, 'effective')];
  for (const fault of Object.keys(injected).sort())
    console.log(
      `  ${fault.padEnd(22)} ${String(injected[fault]).padStart(7)} injected ${String(effective[fault] ?? 0).padStart(7)} seen`,
    );
  if (values.trace) for (const { trace } of outcomes) console.log(trace.join('\n'));
  else console.log(`  played: ${JSON.stringify(summed(outcomes, 'played'))}`);
  const failed = outcomes.find(({ violations }) => violations.length > 0);
  if (!failed) continue;
  broken = true;
  if (values.survey) survey(outcomes);
  else await report(failed, faults);
}
if (!broken) console.log('no violation');
process.exit(broken ? 1 : 0);
