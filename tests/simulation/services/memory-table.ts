import { ConditionalCheckFailedException, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import type {
  DeleteCommandInput,
  GetCommandInput,
  PutCommandInput,
  QueryCommandInput,
  UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Item } from '../observations.ts';
import {
  allUsed,
  changeOf,
  compared,
  conditionOf,
  type Given,
  givenValue,
  resolved,
  valueAt,
} from './expressions.ts';

type Keys = { hash: string; range?: string | undefined };
export type TableShape = {
  keys: Keys;
  indexes: (Keys & { name: string; projected?: string[] | undefined })[];
};

const keySchema = z
  .array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }))
  .transform((keys): Keys => {
    const named = (type: string) => keys.find(({ KeyType }) => KeyType === type)?.AttributeName;
    return { hash: named('HASH') ?? '', range: named('RANGE') };
  });
const tableProperties = z.object({
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.object({
          ProjectionType: z.string(),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .default([]),
});

/** Of a table's resource. */
export const shapeOf = (properties: unknown): TableShape => {
  const { KeySchema, GlobalSecondaryIndexes } = tableProperties.parse(properties);
  return {
    keys: KeySchema,
    indexes: GlobalSecondaryIndexes.map((index) => ({
      ...index.KeySchema,
      name: index.IndexName,
      projected:
        index.Projection.ProjectionType === 'ALL' ? undefined : (index.Projection.NonKeyAttributes ?? []),
    })),
  };
};

/** A copy that shares nothing; members that are undefined are dropped, as the document client does. */
const copied = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return Uint8Array.from(value) as T;
  if (Array.isArray(value)) return value.map(copied) as T;
  if (value instanceof Set) return new Set(value) as T;
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) if (member !== undefined) copy[name] = copied(member);
  return copy as T;
};

const refused = (message: string) =>
  new DynamoDBServiceException({ name: 'ValidationException', $fault: 'client', message, $metadata: {} });
const conditionFailed = () =>
  new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });

/** In bytes, of an item, as near as it matters. */
const largestItem = 400_000;
/** In bytes, of what one query answers. */
const largestPage = 1_000_000;

type Entry = { item: Item; range: string | number };
/** One partition, in the order of its sort key, then of the items' own keys. */
type Partition = Entry[];

const identityOf = (item: Item, { hash, range }: Keys): string =>
  `${item[hash]}\u0000${range === undefined ? '' : item[range]}`;

/** Items by partition, in order: the table itself or an index. */
class Arranged {
  readonly keys: Keys;
  readonly #own: Keys;
  readonly #projected: ReadonlySet<string> | undefined;
  readonly #partitions = new Map<string, Partition>();

  constructor(keys: Keys, own: Keys, projected?: string[]) {
    this.keys = keys;
    this.#own = own;
    this.#projected =
      projected &&
      new Set([
        ...projected,
        ...[keys.hash, keys.range, own.hash, own.range].filter((name) => name !== undefined),
      ]);
  }

  #place(partition: Partition, item: Item): number {
    const range = this.#rangeOf(item);
    const identity = identityOf(item, this.#own);
    let [low, high] = [0, partition.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = partition[middle] as Entry;
      const order =
        compared(other.range, range) || compared(identityOf(other.item, this.#own), identity) || 0;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  #rangeOf = (item: Item): string | number =>
    this.keys.range === undefined ? '' : (item[this.keys.range] as string | number);

  #has(item: Item): boolean {
    const { hash, range } = this.keys;
    return item[hash] !== undefined && (range === undefined || item[range] !== undefined);
  }

  remove(item: Item): void {
    if (!this.#has(item)) return;
    const partition = this.#partitions.get(String(item[this.keys.hash])) ?? [];
    const at = this.#place(partition, item);
    if (partition[at] && identityOf(partition[at].item, this.#own) === identityOf(item, this.#own))
      partition.splice(at, 1);
  }

  add(item: Item): void {
    if (!this.#has(item)) return;
    const name = String(item[this.keys.hash]);
    const partition = this.#partitions.get(name) ?? [];
    this.#partitions.set(name, partition);
    const kept = this.#projected
      ? Object.fromEntries(Object.entries(item).filter(([attribute]) => this.#projected?.has(attribute)))
      : item;
    partition.splice(this.#place(partition, item), 0, { item: kept, range: this.#rangeOf(item) });
  }

  /** Those behind a place, or before it backwards. */
  *from(hash: string, isBackward: boolean, after: Item | undefined): Generator<Item> {
    const partition = this.#partitions.get(hash) ?? [];
    const place = after && this.#place(partition, after);
    const isThere =
      place !== undefined &&
      after !== undefined &&
      partition[place] !== undefined &&
      identityOf(partition[place].item, this.#own) === identityOf(after, this.#own);
    if (isBackward) {
      for (let at = (place ?? partition.length) - 1; at >= 0; at -= 1) yield (partition[at] as Entry).item;
    } else {
      for (let at = place === undefined ? 0 : place + (isThere ? 1 : 0); at < partition.length; at += 1)
        yield (partition[at] as Entry).item;
    }
  }
}

type Expressed = {
  ConditionExpression?: string | undefined;
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, unknown> | undefined;
};
const givenBy = ({ ExpressionAttributeNames, ExpressionAttributeValues }: Expressed): Given => ({
  names: ExpressionAttributeNames ?? {},
  values: ExpressionAttributeValues ?? {},
});

const covered = {
  get: new Set(['TableName', 'Key', 'ConsistentRead']),
  write: new Set([
    ...['TableName', 'Key', 'Item', 'ReturnValues', 'UpdateExpression', 'ConditionExpression'],
    ...['ExpressionAttributeNames', 'ExpressionAttributeValues'],
  ]),
  query: new Set([
    ...['TableName', 'IndexName', 'KeyConditionExpression', 'FilterExpression', 'ProjectionExpression'],
    ...['ExpressionAttributeNames', 'ExpressionAttributeValues', 'ScanIndexForward', 'ConsistentRead'],
    ...['ExclusiveStartKey', 'Limit'],
  ]),
};

const onlyCovered = (input: object, names: ReadonlySet<string>): void => {
  const unknown = Object.entries(input).find(([name, value]) => value !== undefined && !names.has(name));
  if (unknown) throw new Error(`${unknown[0]} is not covered by the table of the simulation`);
};

/** A table of DynamoDB in memory: what our functions ask of one, and nothing else. */
export class MemoryTable {
  readonly #shape: TableShape;
  readonly #items = new Map<string, Item>();
  readonly #sorted: Arranged;
  readonly #indexes: Map<string, Arranged>;
  readonly #onWritten: (before: Item | undefined, after: Item | undefined) => void;
  #isLagging = false;
  /** What the indexes have not seen yet, oldest first. */
  readonly #late: [Item | undefined, Item | undefined][] = [];

  constructor(
    shape: TableShape,
    {
      onWritten = () => {},
    }: { onWritten?: (before: Item | undefined, after: Item | undefined) => void } = {},
  ) {
    this.#shape = shape;
    this.#onWritten = onWritten;
    this.#sorted = new Arranged(shape.keys, shape.keys);
    this.#indexes = new Map(
      shape.indexes.map((index) => [index.name, new Arranged(index, shape.keys, index.projected)]),
    );
  }

  /** How many writes the indexes have not seen yet. */
  get lagging(): number {
    return this.#late.length;
  }

  /** From now on what is written reaches the indexes only by `catchUp`; or at once again. */
  lag(isLagging: boolean): void {
    this.#isLagging = isLagging;
  }

  /** Lets so many of the oldest writes reach the indexes. */
  catchUp(count = Number.POSITIVE_INFINITY): void {
    for (const [before, after] of this.#late.splice(0, count)) this.#index(before, after);
  }

  get(input: GetCommandInput): { Item?: Item } {
    onlyCovered(input, covered.get);
    const item = this.#items.get(identityOf(input.Key ?? {}, this.#shape.keys));
    return item ? { Item: copied(item) } : {};
  }

  put(input: PutCommandInput): object {
    onlyCovered(input, covered.write);
    const after = copied(input.Item ?? {});
    this.#write(after, input, () => after);
    return {};
  }

  delete(input: DeleteCommandInput): object {
    onlyCovered(input, covered.write);
    this.#write(input.Key ?? {}, input, () => undefined);
    return {};
  }

  update(input: UpdateCommandInput): { Attributes?: Item } {
    onlyCovered(input, covered.write);
    const given = givenBy(input);
    const key = input.Key ?? {};
    const after = this.#write(
      key,
      input,
      (before) => {
        const change = changeOf(input.UpdateExpression ?? '');
        const next: Item = { ...copied(before ?? {}), ...key };
        for (const { path, value } of change.set) {
          const [name = '', ...deeper] = resolved(path, given);
          if (deeper.length > 0) throw new Error('updates of nested attributes are not covered');
          next[name] = copied(value(before, given));
        }
        for (const { path, name } of change.add) {
          const [attribute = ''] = resolved(path, given);
          next[attribute] = Number(valueAt(before, [attribute]) ?? 0) + Number(givenValue(name, given));
        }
        for (const path of change.remove) {
          const [name = ''] = resolved(path, given);
          delete next[name];
        }
        return next;
      },
      input.UpdateExpression,
    );
    return input.ReturnValues === 'ALL_NEW' && after ? { Attributes: copied(after) } : {};
  }

  query(input: QueryCommandInput): { Items: Item[]; Count: number; LastEvaluatedKey?: Item } {
    onlyCovered(input, covered.query);
    const given = givenBy(input);
    const { KeyConditionExpression = '', FilterExpression, ProjectionExpression } = input;
    allUsed(given, [KeyConditionExpression, FilterExpression, ProjectionExpression]);
    const arranged = input.IndexName === undefined ? this.#sorted : this.#indexes.get(input.IndexName);
    if (!arranged) throw refused(`The table does not have the specified index: ${input.IndexName}`);
    if (input.IndexName !== undefined && input.ConsistentRead)
      throw refused('Consistent reads are not supported on global secondary indexes');
    const isBackward = input.ScanIndexForward === false;
    const { hash, range } = arranged.keys;
    const equal = new RegExp(`(?:^|AND )\\s*${hash} = (:\\w+)`).exec(KeyConditionExpression)?.[1];
    if (equal === undefined) throw refused('Query condition missed key schema element');
    const holds = conditionOf(KeyConditionExpression);
    const passes = FilterExpression === undefined ? () => true : conditionOf(FilterExpression);
    const projected = ProjectionExpression?.split(',').map((text) => resolved([text.trim()], given)[0] ?? '');
    const items: Item[] = [];
    let [looked, bytes] = [0, 0];
    let last: Item | undefined;
    for (const item of arranged.from(String(givenValue(equal, given)), isBackward, input.ExclusiveStartKey)) {
      if (!holds(item, given)) {
        // Sorted: once what was looked for is past, nothing more comes.
        if (items.length > 0 || looked > 0) break;
        continue;
      }
      if (looked === input.Limit || bytes > largestPage) {
        const names = [this.#shape.keys.hash, this.#shape.keys.range, hash, range].filter(
          (name) => name !== undefined,
        );
        const LastEvaluatedKey = Object.fromEntries(names.map((name) => [name, last?.[name]]));
        return { Items: items, Count: items.length, LastEvaluatedKey };
      }
      looked += 1;
      bytes += 300;
      last = item;
      if (!passes(item, given)) continue;
      const seen = projected
        ? Object.fromEntries(projected.filter((name) => name in item).map((name) => [name, item[name]]))
        : item;
      items.push(copied(seen));
    }
    return { Items: items, Count: items.length };
  }

  /** The whole table. */
  items(): Item[] {
    return [...this.#items.values()];
  }

  #write(
    key: Item,
    input: Expressed,
    change: (before: Item | undefined) => Item | undefined,
    updateExpression?: string,
  ): Item | undefined {
    const given = givenBy(input);
    const { keys, indexes } = this.#shape;
    for (const name of [keys.hash, keys.range])
      if (name !== undefined && (typeof key[name] !== 'string' || key[name] === ''))
        throw refused(`One or more parameter values are not valid: ${name}`);
    allUsed(given, [input.ConditionExpression, updateExpression]);
    const identity = identityOf(key, keys);
    const before = this.#items.get(identity);
    if (input.ConditionExpression !== undefined && !conditionOf(input.ConditionExpression)(before, given))
      throw conditionFailed();
    const after = change(before);
    if (after) {
      for (const { hash, range } of indexes)
        for (const name of [hash, range])
          if (
            name !== undefined &&
            after[name] !== undefined &&
            (typeof after[name] !== 'string' || after[name] === '')
          )
            throw refused(`Type mismatch for Index Key ${name}`);
      if (JSON.stringify(after).length > largestItem)
        throw refused('Item size has exceeded the maximum allowed size');
      this.#items.set(identity, after);
    } else this.#items.delete(identity);
    if (before) this.#sorted.remove(before);
    if (after) this.#sorted.add(after);
    if (this.#isLagging || this.#late.length > 0) this.#late.push([before, after]);
    else this.#index(before, after);
    this.#onWritten(before, after);
    return after;
  }

  #index(before: Item | undefined, after: Item | undefined): void {
    for (const index of this.#indexes.values()) {
      if (before) index.remove(before);
      if (after) index.add(after);
    }
  }
}
