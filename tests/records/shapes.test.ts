import { readFileSync, writeFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type * as z from 'zod';
import { fingerprint } from './fingerprint.ts';
import { keptFile, keptShapes, sentShapes, storedShapes } from './kept-shapes.ts';

/**
 * Items outlive the release that wrote them, and executions the one that started them (decision 0024). What was once written
 * or sent stays as it was: a shape that changes gets a version of its own.
 * `RECORD_SHAPES=1 npx vitest run tests/records/shapes.test.ts` records what is new, and never what has changed.
 */
const store = join(import.meta.dirname, '../../functions/store');

if (process.env.RECORD_SHAPES) {
  const { stored, sent } = keptShapes;
  const next = (kept: string[] = [], schema: z.ZodType) => [...kept, fingerprint(schema)];
  for (const { name, version, schema } of Object.values(storedShapes))
    if ((stored[name]?.length ?? 0) < version) stored[name] = next(stored[name], schema);
  for (const [name, schema] of Object.entries(sentShapes))
    if (sent[name]?.at(-1) !== fingerprint(schema)) sent[name] = next(sent[name], schema);
  const text = JSON.stringify(keptShapes, undefined, 2);
  writeFileSync(keptFile, `${text.replace(/\[[^\]]*\]/g, (list) => JSON.stringify(JSON.parse(list)))}\n`);
}

test.each(Object.values(storedShapes))(
  '$name is stored as its version $version says',
  ({ name, version, schema }) => {
    const kept = keptShapes.stored[name] ?? [];
    if (kept.length < version)
      expect.fail(
        `Version ${version} of the stored shape “${name}” is new. Record it: RECORD_SHAPES=1 npx vitest run tests/records/shapes.test.ts`,
      );
    expect(
      fingerprint(schema),
      `The stored shape “${name}” has changed, and is still called version ${version}. Items of version ${version} lie in tables ` +
        `and stay as they are: give storedShape('${name}', …) in functions/store the upgrade from ${version} to ${version + 1}, ` +
        'then record the new version (README, “Changing a stored shape”).',
    ).toBe(kept[version - 1]);
  },
);

test.each(Object.entries(sentShapes))('%s is what executions send, or keep', (name, schema) => {
  expect(
    fingerprint(schema),
    `“${name}” has changed. Executions that were started before go on sending, for ten weeks, what they always did: leave every ` +
      'key that they do not send optional, take none away, see that tests/records/history.test.ts passes, and record it: ' +
      'RECORD_SHAPES=1 npx vitest run tests/records/shapes.test.ts',
  ).toBe(keptShapes.sent[name]?.at(-1));
});

test('nothing that was ever stored or sent is forgotten', () => {
  expect(Object.keys(storedShapes)).toEqual(expect.arrayContaining(Object.keys(keptShapes.stored)));
  expect(Object.keys(sentShapes)).toEqual(expect.arrayContaining(Object.keys(keptShapes.sent)));
});

test('the stores read and write through shapes, and a part of an item as well', async () => {
  const past: string[] = [];
  for await (const file of glob('*.ts', { cwd: store })) {
    // What is due is named by keys alone.
    if (['shapes.ts', 'table.ts', 'due.ts'].includes(file)) continue;
    const text = readFileSync(join(store, file), 'utf8');
    for (const [found] of text.matchAll(/\b(?!Date\b)\w+\.(?:parse|safeParse)\(|\btable\.update\(/g))
      past.push(`${file}: ${found}`);
  }
  expect(past).toEqual([]);
});
