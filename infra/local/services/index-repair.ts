import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { LocalDynamoDb } from './dynamodb.ts';

type Call = LocalDynamoDb['call'];

const item = z.record(z.string(), z.unknown());
type Item = z.infer<typeof item>;
const pageOfItems = z.object({ Items: z.array(item), LastEvaluatedKey: item.optional() });

export interface IndexedTable {
  name: string;
  keys: string[];
  /** Each index with its keys, and whether its entries are the whole items. */
  indexes: { name: string; keys: string[]; isWhole: boolean }[];
}

/**
 * Makes the indexes agree with the table again. LevelDB was given an item's index entries just before the item: a process that was
 * killed in between left an entry for a write that never happened, which a list would then show.
 * @returns how many items were put right
 */
export async function repairIndexes(call: Call, { name, keys, indexes }: IndexedTable): Promise<number> {
  const keyOf = (each: Item) => Object.fromEntries(keys.map((key) => [key, each[key]]));
  const nameOf = (each: Item) => JSON.stringify(keyOf(each));
  const put = (each: Item) => done(call, 'PutItem', { TableName: name, Item: each });
  const items = new Map((await scan(call, name)).map((each) => [nameOf(each), each]));
  const wrong = new Set<string>();

  for (const index of indexes) {
    const entries = await scan(call, name, index.name);
    const indexed = new Set(entries.map(nameOf));
    for (const entry of entries) {
      const item = items.get(nameOf(entry));
      const expected = index.isWhole || item === undefined ? item : partOf(item, Object.keys(entry));
      if (isDeepStrictEqual(expected, entry)) continue;
      wrong.add(nameOf(entry));
      // As if the write had happened: writing the item as it is, or taking it away, then also clears the entry.
      await put(entry);
      const real = items.get(nameOf(entry));
      await (real ? put(real) : done(call, 'DeleteItem', { TableName: name, Key: keyOf(entry) }));
    }
    for (const [itemName, each] of items) {
      if (indexed.has(itemName) || !index.keys.every((key) => key in each)) continue;
      wrong.add(itemName);
      await put(each);
    }
  }
  return wrong.size;
}

const partOf = (item: Item, names: string[]): Item =>
  Object.fromEntries(names.map((name) => [name, item[name]]));

async function scan(call: Call, TableName: string, IndexName?: string): Promise<Item[]> {
  const items: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = pageOfItems.parse(
      await done(call, 'Scan', {
        TableName,
        ...(IndexName && { IndexName }),
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      }),
    );
    items.push(...page.Items);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
}

async function done(call: Call, operation: string, request: object): Promise<unknown> {
  const { status, body } = await call(operation, JSON.stringify(request));
  if (status !== 200) throw new Error(`${operation}: ${body}`);
  return JSON.parse(body);
}
