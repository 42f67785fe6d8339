import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDynamoDb } from '../../infra/local/services/dynamodb.ts';

/** dynalite's own store: what folders of before SQLite hold. */
const { Level } = createRequire(createRequire(import.meta.url).resolve('dynalite'))('level');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sopa-table-'));
});
afterEach(() => rm(folder, { recursive: true }));

const key = (AttributeName: string, KeyType: string) => ({ AttributeName, KeyType });
const properties = {
  KeySchema: [key('pk', 'HASH')],
  AttributeDefinitions: ['pk', 'by'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  GlobalSecondaryIndexes: [
    { IndexName: 'byLookup', KeySchema: [key('by', 'HASH')], Projection: { ProjectionType: 'ALL' } },
  ],
};
const item = (pk: string, by: string) => ({ pk: { S: pk }, by: { S: by } });

async function open(killed: boolean) {
  const db = await openDynamoDb(folder, () => {});
  await db.ensureTable('Records', properties, { killed });
  const scanned = async (IndexName?: string): Promise<string[]> => {
    const { body } = await db.call(
      'Scan',
      JSON.stringify({ TableName: 'Records', ...(IndexName && { IndexName }) }),
    );
    return JSON.parse(body)
      .Items.map(({ pk, by }: ReturnType<typeof item>) => `${pk.S} ${by.S}`)
      .sort();
  };
  return { db, scanned };
}

/** Leaves the table as a process that was killed before SQLite came in may have left it: half of a write. */
function behindItsBack(isAffected: (key: string, value: ReturnType<typeof item>) => boolean): void {
  const store = new DatabaseSync(join(folder, 'items.db'));
  for (const { key, value } of store.prepare('SELECT key, value FROM items').all())
    if (isAffected(String(key), JSON.parse(String(value))))
      store.prepare('DELETE FROM items WHERE key = ?').run(key ?? '');
  store.close();
}

test('an index entry of a write that never happened disappears, and a missing one comes back', async () => {
  const first = await open(false);
  for (const [pk, by] of [
    ['kept', 'a'],
    ['phantom', 'b'],
    ['missing', 'c'],
  ] as const) {
    await first.db.call('PutItem', JSON.stringify({ TableName: 'Records', Item: item(pk, by) }));
  }
  await first.db.close();
  behindItsBack((storeKey, value) =>
    storeKey.startsWith('item-')
      ? value.pk.S === 'phantom'
      : storeKey.startsWith('index-') && value.pk.S === 'missing',
  );

  const again = await open(true);
  expect(await again.scanned()).toEqual(['kept a', 'missing c']);
  expect(await again.scanned('byLookup')).toEqual(['kept a', 'missing c']);
  await again.db.close();
});

test('a table whose keys have changed since is refused by name', async () => {
  const first = await open(false);
  await first.db.close();
  const db = await openDynamoDb(folder, () => {});
  const changed = { ...properties, KeySchema: [key('by', 'HASH')], GlobalSecondaryIndexes: [] };
  await expect(db.ensureTable('Records', changed, { killed: false })).rejects.toThrow('La table Records');
  await db.close();
});

test('a folder that dynalite itself kept is taken over, also when the taking over was killed', async () => {
  const first = await open(false);
  await first.db.call('PutItem', JSON.stringify({ TableName: 'Records', Item: item('kept', 'a') }));
  await first.db.close();
  const kept = new DatabaseSync(join(folder, 'items.db'));
  const rows = kept.prepare('SELECT key, value FROM items').all();
  kept.close();
  await rm(folder, { recursive: true });
  const old = new Level(folder, { valueEncoding: 'utf8' });
  for (const { key, value } of rows) await old.put(key, value);
  await old.close();

  const killed = new DatabaseSync(join(folder, 'items.db'));
  killed.exec('CREATE TABLE items (key TEXT PRIMARY KEY, value TEXT NOT NULL)');
  killed.close();
  const again = await open(true);
  expect(await again.scanned()).toEqual(['kept a']);
  expect(await again.scanned('byLookup')).toEqual(['kept a']);
  await again.db.close();
  expect(readdirSync(folder).sort()).toEqual(['items.db']);
});
