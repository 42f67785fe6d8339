import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDynamoDb } from '../../infra/local/services/dynamodb.ts';
import { type Ask, rebuildTable } from '../../infra/local/services/table-rebuild.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sopa-rebuild-'));
});
afterEach(() => rm(folder, { recursive: true }));

const key = (AttributeName: string, KeyType: string) => ({ AttributeName, KeyType });
const byLookup = {
  IndexName: 'byLookup',
  KeySchema: [key('by', 'HASH')],
  Projection: { ProjectionType: 'ALL' },
};
const byDue = {
  IndexName: 'byDue',
  KeySchema: [key('due', 'HASH')],
  Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['name'] },
};
const properties = (...indexes: (typeof byLookup | typeof byDue)[]) => ({
  KeySchema: [key('pk', 'HASH')],
  AttributeDefinitions: ['pk', ...indexes.map(({ KeySchema: [first] }) => first?.AttributeName ?? '')].map(
    (AttributeName) => ({ AttributeName, AttributeType: 'S' }),
  ),
  GlobalSecondaryIndexes: indexes,
});

const open = async (...indexes: (typeof byLookup | typeof byDue)[]) => {
  const db = await openDynamoDb(folder, () => {});
  await db.ensureTable('Records', properties(...indexes), { killed: true });
  const ask: Ask = async (operation, request) => {
    const { status, body } = await db.call(operation, JSON.stringify(request));
    if (status !== 200) throw new Error(body);
    return JSON.parse(body);
  };
  const namesIn = async (IndexName?: string): Promise<string[]> => {
    const answer = await ask('Scan', { TableName: 'Records', ...(IndexName && { IndexName }) });
    return Object(answer)
      .Items.map(({ pk }: { pk: { S: string } }) => pk.S)
      .sort();
  };
  return { db, ask, namesIn };
};

const fill = async () => {
  const old = await open(byLookup);
  for (const [pk, more] of [
    ['a', { due: { S: 'DUE' }, name: { S: 'x' } }],
    ['b', {}],
  ] as const)
    await old.ask('PutItem', { TableName: 'Records', Item: { pk: { S: pk }, by: { S: 'all' }, ...more } });
  return old;
};

test('a folder of before the index gets it, with every item', async () => {
  await (await fill()).db.close();
  const { db, namesIn } = await open(byLookup, byDue);
  expect(await namesIn()).toEqual(['a', 'b']);
  expect(await namesIn('byLookup')).toEqual(['a', 'b']);
  expect(await namesIn('byDue')).toEqual(['a']);
  await db.close();
  const again = await open(byLookup, byDue);
  expect(await again.namesIn('byDue')).toEqual(['a']);
  await again.db.close();
});

/** Kills the making anew at its n-th request, by an error that nobody catches. */
const cutAt = (ask: Ask, after: number): Ask => {
  let left = after;
  return async (operation, request) => {
    left -= 1;
    if (left < 0) throw new Error('killed');
    return ask(operation, request);
  };
};

test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])(
  'killed after %i requests, the next start goes on and loses nothing',
  async (after) => {
    const { db, ask } = await fill();
    const dying = cutAt(ask, after);
    const create = async (TableName: string) => {
      await dying('CreateTable', {
        BillingMode: 'PAY_PER_REQUEST',
        ...properties(byLookup, byDue),
        TableName,
      });
      await new Promise((later) => setTimeout(later, 20));
    };
    const drop = async (TableName: string) => {
      await dying('DeleteTable', { TableName });
      await new Promise((later) => setTimeout(later, 20));
    };
    await rebuildTable(dying, 'Records', create, drop).catch(() => undefined);
    await db.close();
    const { db: next, namesIn } = await open(byLookup, byDue);
    expect(await namesIn()).toEqual(['a', 'b']);
    expect(await namesIn('byDue')).toEqual(['a']);
    await next.close();
  },
);

test('another program’s table is refused with a sentence', async () => {
  await (await fill()).db.close();
  await expect(open(byDue)).rejects.toThrow('choisissez un autre dossier');
});
