import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { NewerRecord, storedShape } from '../../functions/store/shapes.ts';
import { Table } from '../../functions/store/table.ts';
import { type Home, startHome } from '../../infra/local/home.ts';
import { awsEnvironment } from '../../infra/local/services/lambda-runner.ts';

/** Invented: a class that was a name, then had a level besides, then pupils by their number instead of a list. */
const first = storedShape('class', z.object({ name: z.string(), pupils: z.array(z.string()) }));
const toSecond = (item: Record<string, unknown>) => ({ ...item, level: 'CE1' });
const toThird = ({ pupils, ...item }: Record<string, unknown>) => ({
  ...item,
  pupilCount: z.array(z.string()).parse(pupils).length,
});
const third = storedShape(
  'class',
  z.object({ name: z.string(), level: z.string(), pupilCount: z.int(), seenAt: z.string().optional() }),
  toSecond,
  toThird,
);

const ofToday = { name: 'CE1 B', level: 'CE1', pupilCount: 2 };
const older = first.write({ name: 'CE1 B', pupils: ['Inès', 'Léo'] });
const { shape, writeId, ...unmarked } = older;

test('an item says of which shape and version it is', () => {
  expect([shape, third.write(ofToday).shape]).toEqual(['class/1', 'class/3']);
  expect(writeId).not.toBe(third.write(ofToday).writeId);
});

test('an older item is upgraded step by step; one that says nothing is of version 1', () => {
  expect(third.read(older)).toEqual(ofToday);
  expect(third.read(unmarked)).toEqual(ofToday);
  expect(third.read({ name: 'CE1 B', level: 'CM2', pupils: ['Léo'], shape: 'class/2' })).toEqual({
    ...{ name: 'CE1 B', level: 'CM2', pupilCount: 1 },
  });
  expect(third.read(third.write(ofToday))).toEqual(ofToday);
});

test('an item of a newer release is refused, and so is one of another shape', () => {
  expect(() => first.read(third.write(ofToday))).toThrow(NewerRecord);
  expect(() => first.read(third.write(ofToday))).toThrow('class/3 was written by a newer release');
  expect(() => first.read({ ...older, shape: 'school/1' })).toThrow('expected an item of shape class');
});

describe('a part of an item', () => {
  let home: Home;
  let table: Table;
  beforeAll(async () => {
    home = await startHome({ port: 0, frozen: true, empty: true, assembly: inject('assembly') });
    Object.assign(process.env, awsEnvironment(home.awsEndpoint));
    table = new Table(home.tables[0] ?? '');
  });
  afterAll(() => home.close());

  const seen = (now: string, condition?: string) => ({
    set: 'seenAt = :now',
    values: { ':now': now },
    ...(condition && { condition }),
  });

  test.each([
    ['an older item', older],
    ['an item that says nothing', unmarked],
  ])('is written once %s has been upgraded where it lies', async (name, item) => {
    const key = { pk: 'CLASS', sk: name };
    await table.put({ ...item, ...key }, {});
    const after = await third.update(table, key, seen('now'));
    expect(after).toMatchObject({ ...key, ...ofToday, seenAt: 'now', shape: 'class/3' });
    expect(after).not.toHaveProperty('pupils');
  });

  test('loses nothing to another that is written at the same time', async () => {
    const key = { pk: 'CLASS', sk: 'busy' };
    await table.put({ ...older, ...key }, {});
    const names = ['a', 'b', 'c', 'd'];
    await Promise.all(
      names.map((one) => third.update(table, key, { set: `${one} = :one`, values: { ':one': one } })),
    );
    expect(await table.get(key)).toMatchObject({ ...ofToday, a: 'a', b: 'b', c: 'c', d: 'd' });
  });

  test('makes an item where none is, and none where its own condition says so', async () => {
    const key = { pk: 'CLASS', sk: 'new' };
    expect(await third.update(table, key, seen('now', 'attribute_exists(pk)'))).toBeUndefined();
    expect(await third.update(table, key, seen('now'))).toMatchObject({ seenAt: 'now', shape: 'class/3' });
    expect(await third.update(table, key, seen('later', 'attribute_not_exists(pk)'))).toBeUndefined();
  });

  test('of a newer item is not written', async () => {
    const key = { pk: 'CLASS', sk: 'newer' };
    await table.put({ ...third.write(ofToday), ...key }, {});
    await expect(first.update(table, key, seen('now'))).rejects.toThrow(NewerRecord);
    expect(await table.get(key)).not.toHaveProperty('seenAt');
  });
});
