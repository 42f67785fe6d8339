import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { mutants } from './defects.ts';
import { keptSeeds } from './kept-seeds.ts';
import type { Outcome } from './play.ts';
import { type Ordered, playInShards } from './shards.ts';

const calm: Ordered[] = [105, 109, 110, 111, 124, 101].map((seed) => ({
  seed,
  placements: 12,
  faults: 'none',
}));
const bad: Ordered[] = [
  ...keptSeeds.map(({ was: _, ...order }) => order),
  { seed: 103, placements: 12, faults: 'all' },
  // More than one slice of a launch, whose mails come back.
  { seed: 2, placements: 40, faults: 'mailBounces*3' },
];

/** Four stages, each carried over from the one before. */
const years: Ordered[] = [
  { seed: 201, placements: 12, faults: 'none', isYear: true },
  { seed: 202, placements: 12, faults: 'all', isYear: true },
];

let outcomes: Outcome[];
beforeAll(async () => {
  outcomes = await playInShards({ orders: [...calm, ...bad, ...years] });
}, 240_000);

const outcomeOf = (seed: number) => outcomes.find((outcome) => outcome.seed === seed);

describe('a simulated campaign', () => {
  test.each(calm)('breaks no promise where nothing goes wrong (seed $seed)', ({ seed }) => {
    expect(outcomeOf(seed)?.violations).toEqual([]);
  });

  test.each(bad)('breaks no promise whatever goes wrong (seed $seed)', ({ seed }) => {
    expect(outcomeOf(seed)?.violations).toEqual([]);
  });

  test.each(years)('breaks no promise in a school year ($faults)', ({ seed }) => {
    expect(outcomeOf(seed)?.violations).toEqual([]);
  });

  test('is the same to the last line for the same seed', async () => {
    const orders = bad.slice(0, 2);
    const again = await playInShards({ orders: orders.toReversed(), atOnce: 1 });
    const digests = (all: readonly Outcome[]) =>
      orders.map(({ seed }) => all.find((one) => one.seed === seed)?.digest);
    expect(digests(again)).toEqual(digests(outcomes));
    expect(new Set(digests(outcomes)).size).toBe(orders.length);
  });

  test('plays every action that there is', () => {
    const folder = join(import.meta.dirname, '../../functions/actions');
    // What actions share; the rest are verbs, which the load or a function that it sets off has to come to.
    const shared = new Set([
      ...['acting.ts', 'ask-for-work.ts', 'letters-of-start.ts', 'start-launch.ts', 'start-lifecycles.ts'],
      ...[
        'hand-mails.ts',
        'ask-for-trial.ts',
        'start-meetings.ts',
        'audience-of.ts',
        'hand-over.ts',
        'try-again.ts',
        'change-draft.ts',
        'tell-guest.ts',
      ],
    ]);
    const through: Record<string, string> = {
      ...{ 'take-up.ts': 'TakeUp', 'mail-new-link.ts': 'MailLink', 'mail-digests.ts': 'Digest' },
      ...{ 'reconcile.ts': 'Reconcile', 'launch-scheduled.ts': 'LaunchScheduled' },
      ...{ 'mail-trial.ts': 'MailTrial', 'mail-by-hand.ts': 'WorkOff' },
    };
    const played = new Set(outcomes.flatMap((outcome) => Object.keys(outcome.played)));
    const isPlayed = (file: string): boolean => {
      if (through[file]) return played.has(through[file]);
      const source = readFileSync(join(folder, file), 'utf8');
      const verbs = [...source.matchAll(/^export const (\w+) = async/gm)].map(([, name = '']) => name);
      return verbs.some((verb) => played.has(verb));
    };
    const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !shared.has(file));
    expect(files.filter((file) => !isPlayed(file))).toEqual([]);
  });
});

test('every deliberate defect is one of the sources as they are', () => {
  for (const { name, file, find } of mutants) {
    const source = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    expect(source.split(find).length - 1, name).toBe(1);
  }
});
