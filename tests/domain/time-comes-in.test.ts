import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Ways to ask the machine what time it is, or to wait for it. */
const wallClock =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bTemporal\.Now\b|\bperformance\.now\b|\bset(?:Timeout|Interval|Immediate)\b|timers\/promises/;

const withoutComments = (source: string): string =>
  source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');

/** Scripts of the browser live in the browser's time. */
const files = globSync('{functions,schemas}/**/*.{ts,tsx}', { cwd: `${import.meta.dirname}/../..` });

test('no function looks at the wall clock: time comes in with the event (architecture, 3)', () => {
  expect(files.length).toBeGreaterThan(100);
  const offenders = files.filter((file) =>
    wallClock.test(withoutComments(readFileSync(`${import.meta.dirname}/../../${file}`, 'utf8'))),
  );
  expect(offenders).toEqual([]);
});

test.each([
  'Date.now()',
  'new Date()',
  'Temporal.Now.instant()',
  'setTimeout(work, 10)',
  "from 'node:timers/promises'",
])('would see %s', (line) => {
  expect(wallClock.test(line)).toBe(true);
});
