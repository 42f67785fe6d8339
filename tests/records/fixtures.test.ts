import { describe, expect, test } from 'vitest';
import { storedShapes } from './kept-shapes.ts';
import { type Item, itemsOf, releases, thisRelease } from './releases.ts';

/** Keys, indexes and marks: what the stores put around a record. */
const around = [
  ...['pk', 'sk', 'lookupPk', 'lookupSk', 'duePk', 'dueSk', 'listPk', 'listSk', 'listStep', 'listText'],
  ...['expiresAt', 'shape', 'writeId', 'hungAt'],
];
const recordIn = (item: Item) =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !around.includes(name)));

const all = releases.flatMap((release) => itemsOf(release).map((found) => [release, ...found] as const));

describe.each(all)('what release %s stored as %s', (_, name, items) => {
  const shape = storedShapes[name];
  const isCurrent = (item: Item) => item.shape === `${name}/${shape?.version}`;

  test('is read', () => {
    expect(items.length).toBeGreaterThan(0);
    for (const item of items) expect(shape?.read(item)).toBeTypeOf('object');
  });

  test('loses nothing on the way, where it is of today’s version', () => {
    const current = items.filter(isCurrent);
    expect(current.map((item) => shape?.read(item))).toEqual(current.map(recordIn));
  });

  test('is read as version 1 where items say nothing yet', () => {
    for (const { shape: mark, ...item } of items.filter((one) => one.shape === `${name}/1`))
      expect(shape?.read(item)).toEqual(shape?.read({ ...item, shape: mark }));
  });
});

test('every version before today’s has fixtures', () => {
  const kept = new Set(all.flatMap(([, , items]) => items.map(({ shape }) => shape)));
  const older = Object.values(storedShapes).flatMap(({ name, version }) =>
    Array.from({ length: version - 1 }, (_, number) => `${name}/${number + 1}`),
  );
  expect([...kept]).toEqual(expect.arrayContaining(older));
});

test('this release has its fixtures (`npm run record-release`, once its version is raised)', () => {
  expect(releases).toContain(thisRelease);
});
