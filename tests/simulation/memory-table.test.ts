import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import * as z from 'zod';
import { progressSteps } from '../../functions/domain/placement/campaign-progress.ts';
import { lineStore } from '../../functions/store/lines.ts';
import { Table } from '../../functions/store/table.ts';
import { type LocalDynamoDb, openDynamoDb } from '../../infra/local/services/dynamodb.ts';
import { readTemplate } from '../infra/template.ts';
import type { Item } from './observations.ts';
import { parse } from './services/expressions.ts';
import { MemoryTable, shapeOf, type TableShape } from './services/memory-table.ts';

const TableName = 'Records';
const { Properties } = readTemplate(inject('assembly')).named('AWS::DynamoDB::Table', 'RecordsTable');
const shape = shapeOf(Properties);

const recordKeys = { hash: 'pk', range: 'sk' };
const indexKeys = new Map<string | undefined, TableShape['keys']>([
  [undefined, recordKeys],
  ...shape.indexes.map(({ name, ...keys }) => [name, keys] as const),
]);

// Few keys and few values, so that writes meet and conditions hold about as often as not.
const anyText = fc.constantFrom('a', 'ab', 'b', 'é', '\u{1f600}', 'B#1', 'B#2');
const anyPartition = fc.constantFrom('CAMPAIGN#1', 'CAMPAIGN#2');
const anyKey = fc.record({ pk: anyPartition, sk: anyText });
const anyNumber = fc.constantFrom(0, 1, 2, 10, -1, -10, 0.5, 1e-7, 9_007_199_254_740_991);
const anyLeaf = fc.oneof(anyText, anyNumber, fc.boolean(), fc.constant(null), fc.constant(undefined));
const anyStructure = fc.oneof(
  fc.record({ b: anyLeaf, c: anyLeaf }, { requiredKeys: [] }),
  fc.array(anyLeaf, { maxLength: 3 }),
  fc.uniqueArray(anyText, { minLength: 1, maxLength: 3 }).map((texts) => new Set(texts)),
  fc.uniqueArray(anyNumber, { minLength: 1, maxLength: 3 }).map((numbers) => new Set(numbers)),
  fc.uint8Array({ minLength: 1, maxLength: 3 }),
);
const anyAttributes = fc.record(
  {
    lookupPk: fc.constantFrom('LINK', 'TUTOR'),
    lookupSk: anyText,
    duePk: fc.constant('DUE'),
    dueSk: anyText,
    listPk: fc.constantFrom('LIST#1', 'LIST#2'),
    listSk: anyText,
    campaignId: anyText,
    listText: anyText,
    startDue: anyText,
    count: fc.integer({ min: -3, max: 3 }),
    ended: fc.boolean(),
    a: anyStructure,
    none: fc.constant(undefined),
  },
  { requiredKeys: [] },
);

type Expression = { text: string; names?: Record<string, string>; values?: Item };
const condition = (text: string, values?: Item, names?: Record<string, string>): Expression => ({
  text,
  ...(values && { values }),
  ...(names && { names }),
});

/** Of attributes that are no keys, so that they may be filters as well. */
const anyTest: fc.Arbitrary<Expression> = fc.oneof(
  ...['=', '<>', '<', '<=', '>', '>='].flatMap((operator) => [
    anyNumber.map((n) => condition(`#count ${operator} :n`, { ':n': n }, { '#count': 'count' })),
    // No surrogate pairs: in conditions dynalite compares as JavaScript does.
    fc.constantFrom('a', 'ab', 'é').map((t) => condition(`startDue ${operator} :t`, { ':t': t })),
  ]),
  fc.constantFrom(
    condition('attribute_exists(campaignId) AND NOT attribute_exists(listText)'),
    condition(
      'attribute_not_exists(#count) OR (startDue = campaignId AND attribute_exists(startDue))',
      undefined,
      {
        '#count': 'count',
      },
    ),
    condition('#count BETWEEN :low AND :high', { ':low': -1, ':high': 2 }, { '#count': 'count' }),
    condition('startDue IN (:one, :two)', { ':one': 'a', ':two': 'é' }),
    condition('begins_with(listText, :start)', { ':start': 'a' }),
    condition('contains(listText, :part)', { ':part': 'b' }),
    condition('contains(a, :part)', { ':part': 'ab' }),
    condition('contains(a, :part)', { ':part': 1 }),
    condition('size(a) > :none', { ':none': 1 }),
    condition('attribute_exists(a) AND size(a) >= #count', undefined, { '#count': 'count' }),
    condition('a.b = :b', { ':b': 'a' }),
    condition('a.#b <> :b', { ':b': 1 }, { '#b': 'b' }),
    condition('a[0] = :b', { ':b': 'a' }),
    condition('ended = :true', { ':true': true }),
    condition('attribute_type(a, :type)', { ':type': 'M' }),
    // Refused.
    condition('status = :b', { ':b': 'a' }),
    condition('ended = :true', { ':true': true, ':unused': 1 }),
    condition('attribute_exists(a)', undefined, { '#unused': 'b' }),
    condition('ended = :missing'),
    condition('((ended = :true))', { ':true': true }),
    condition('#count BETWEEN :low AND :high', { ':low': 2, ':high': -1 }, { '#count': 'count' }),
    condition('ended ='),
  ),
);
const anyCondition = fc.option(fc.oneof(fc.constant(condition('attribute_not_exists(pk)')), anyTest), {
  nil: undefined,
});

const anyUpdate: fc.Arbitrary<Expression> = fc.oneof(
  anyLeaf.map((b) => condition('SET a.b = :b', { ':b': b })),
  anyStructure.map((a) => condition('SET a = :a REMOVE campaignId, none', { ':a': a })),
  anyText.map((t) => condition('SET listText = if_not_exists(listText, :t), startDue = :t', { ':t': t })),
  anyText.map((t) => condition('SET dueSk = :t, duePk = :due', { ':t': t, ':due': 'DUE' })),
  anyText.map((t) => condition('SET listSk = :t', { ':t': t })),
  fc.constantFrom(
    condition('REMOVE duePk, dueSk'),
    condition('REMOVE a.b'),
    condition('ADD #count :one SET ended = :true', { ':one': 1, ':true': true }, { '#count': 'count' }),
    condition('SET #count = #count + :one', { ':one': 1 }, { '#count': 'count' }),
    condition('SET #count = if_not_exists(#count, :one) - :one', { ':one': 1 }, { '#count': 'count' }),
    condition('ADD a :more', { ':more': new Set(['b', 'z']) }),
    condition('SET a = campaignId'),
    condition('SET pk = :p', { ':p': 'a' }),
    condition('SET duePk = :number', { ':number': 1 }),
    condition('SET lookupSk = #count', undefined, { '#count': 'count' }),
    condition('SET a = :a, a.b = :a', { ':a': 1 }),
  ),
);

type Operation =
  | { kind: 'put'; item: Item; condition: Expression | undefined }
  | { kind: 'get'; key: Item }
  | { kind: 'delete'; key: Item; condition: Expression | undefined }
  | { kind: 'update'; key: Item; update: Expression; condition: Expression | undefined; isAnswered: boolean }
  | { kind: 'query'; query: Walk };
type Walk = {
  index: string | undefined;
  partition: number;
  sort: Expression | undefined;
  filter: Expression | undefined;
  projection: Expression | undefined;
  limit: number | undefined;
  isBackward: boolean;
};
const anyWalk: fc.Arbitrary<Walk> = fc.record({
  index: fc.constantFrom(...indexKeys.keys()),
  partition: fc.constantFrom(0, 1),
  sort: fc.option(
    fc.oneof(
      fc
        .tuple(fc.constantFrom('=', '<', '<=', '>', '>='), anyText)
        .map(([operator, t]) => condition(`SORT ${operator} :sort`, { ':sort': t })),
      anyText.map((t) => condition('begins_with(SORT, :sort)', { ':sort': t })),
      fc
        .tuple(anyText, anyText)
        .map(([from, to]) => condition('SORT BETWEEN :sort AND :to', { ':sort': from, ':to': to })),
    ),
    { nil: undefined },
  ),
  filter: fc.option(anyTest, { nil: undefined }),
  projection: fc.option(
    fc.constantFrom(
      condition('pk, sk, startDue'),
      condition('pk, sk, #of, a.b', undefined, { '#of': 'listText' }),
    ),
    { nil: undefined },
  ),
  limit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  isBackward: fc.boolean(),
});
const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      item: fc.tuple(anyKey, anyAttributes).map(([key, attributes]) => ({ ...attributes, ...key })),
      condition: anyCondition,
    }),
  },
  fc.record({ kind: fc.constant('get' as const), key: anyKey }),
  fc.record({ kind: fc.constant('delete' as const), key: anyKey, condition: anyCondition }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('update' as const),
      key: anyKey,
      update: anyUpdate,
      condition: anyCondition,
      isAnswered: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('query' as const), query: anyWalk }) },
);

/** The parameters that expressions share. */
const shared = (...expressions: (Expression | undefined)[]) => {
  const names = Object.assign({}, ...expressions.map((one) => one?.names));
  const values: Item = Object.assign({}, ...expressions.map((one) => one?.values));
  return {
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
};

type Input = Item & { Limit?: number };
type Call = (
  operation: 'GetItem' | 'PutItem' | 'DeleteItem' | 'UpdateItem' | 'Query',
  input: Input,
) => Promise<Item>;

const callMemory =
  (table: MemoryTable): Call =>
  async (operation, input) => {
    const key = z.record(z.string(), z.unknown()).parse(input.Key ?? {});
    const named = { ...input, TableName };
    if (operation === 'GetItem') return table.get({ ...named, Key: key });
    if (operation === 'PutItem')
      return table.put({ ...named, Item: z.record(z.string(), z.unknown()).parse(input.Item) });
    if (operation === 'DeleteItem') return table.delete({ ...named, Key: key });
    if (operation === 'UpdateItem') return table.update({ ...named, Key: key });
    return table.query(named);
  };

const marshalled = ['Key', 'Item', 'ExclusiveStartKey', 'ExpressionAttributeValues'];
const toWire = (_: string, value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
const wireItem = z.record(z.string(), z.any());
/** Binary comes as base64 from the wire. */
const fromWire = (key: string, value: unknown) =>
  key === 'B' ? Uint8Array.from(Buffer.from(String(value), 'base64')) : value;
const answered = z.object({
  Item: wireItem.optional(),
  Attributes: wireItem.optional(),
  Items: z.array(wireItem).optional(),
  LastEvaluatedKey: wireItem.optional(),
  Count: z.number().optional(),
  ScannedCount: z.number().optional(),
});

const callDynalite =
  (dynalite: LocalDynamoDb, name: string): Call =>
  async (operation, input) => {
    const body = Object.fromEntries(
      Object.entries(input).map(([field, value]) => [
        field,
        marshalled.includes(field) && value ? marshall(value, { removeUndefinedValues: true }) : value,
      ]),
    );
    // Not Buffer's own toJSON, and not a typed array's indexes.
    const plain = JSON.stringify({ ...body, TableName: name }, toWire);
    const { status, body: text } = await dynalite.call(operation, plain);
    if (status !== 200) {
      const { __type } = z.object({ __type: z.string() }).parse(JSON.parse(text));
      throw Object.assign(new Error(text), { name: __type.replace(/.*#/, '') });
    }
    const { Item, Attributes, Items, LastEvaluatedKey, ...rest } = answered.parse(JSON.parse(text, fromWire));
    return {
      ...rest,
      ...(Item && { Item: unmarshall(Item) }),
      ...(Attributes && { Attributes: unmarshall(Attributes) }),
      ...(Items && { Items: Items.map((one) => unmarshall(one)) }),
      ...(LastEvaluatedKey && { LastEvaluatedKey: unmarshall(LastEvaluatedKey) }),
    };
  };

const answerOf = async (call: Promise<Item>): Promise<unknown> =>
  call.catch((error: Error) => {
    if (['ValidationException', 'ConditionalCheckFailedException'].includes(error.name))
      return { refused: error.name };
    throw error;
  });

/** Page after page to the end, each answered by where the page before stopped. */
const walk = async (call: Call, { index, partition, sort, filter, projection, limit, isBackward }: Walk) => {
  const { hash, range = '' } = indexKeys.get(index) ?? recordKeys;
  const hashes: Record<string, string[]> = {
    pk: ['CAMPAIGN#1', 'CAMPAIGN#2'],
    lookupPk: ['LINK', 'TUTOR'],
    duePk: ['DUE', 'DUE'],
    listPk: ['LIST#1', 'LIST#2'],
  };
  const pages: { counted: unknown; items: Item[] }[] = [];
  let start: unknown;
  do {
    const page = await call('Query', {
      ...(index && { IndexName: index }),
      KeyConditionExpression: `${hash} = :hash${sort ? ` AND ${sort.text.replace('SORT', range)}` : ''}`,
      ...(filter && { FilterExpression: filter.text }),
      ...(projection && { ProjectionExpression: projection.text }),
      ...shared(sort, filter, projection, condition('', { ':hash': hashes[hash]?.[partition] })),
      ...(limit && { Limit: limit }),
      ScanIndexForward: !isBackward,
      ...(start !== undefined && { ExclusiveStartKey: start }),
    });
    start = page.LastEvaluatedKey;
    pages.push({
      counted: page.ScannedCount,
      items: z.array(z.record(z.string(), z.unknown())).parse(page.Items),
    });
  } while (start);
  const items = pages.flatMap((page) => page.items);
  return {
    counted: pages.map((page) => page.counted),
    // Where the keys of an index tie, nothing is promised of the order.
    items: index ? items.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)) : items,
    ...(index && !projection && { order: pages.flatMap((page) => page.items).map((item) => item[range]) }),
  };
};
const nameOf = (item: Item) => JSON.stringify([item.pk, item.sk]);

const play = (call: Call, operation: Operation): Promise<unknown> => {
  if (operation.kind === 'query')
    return answerOf(walk(call, operation.query).then((walked) => ({ ...walked })));
  if (operation.kind === 'get') return answerOf(call('GetItem', { Key: operation.key }));
  const { condition: expected } = operation;
  const conditional = expected && { ConditionExpression: expected.text };
  if (operation.kind === 'put')
    return answerOf(call('PutItem', { Item: operation.item, ...conditional, ...shared(expected) }));
  const { key: Key } = operation;
  if (operation.kind === 'delete')
    return answerOf(call('DeleteItem', { Key, ...conditional, ...shared(expected) }));
  const { update, isAnswered } = operation;
  return answerOf(
    call('UpdateItem', {
      Key,
      UpdateExpression: update.text,
      ...conditional,
      ...shared(update, expected),
      ...(isAnswered && { ReturnValues: 'ALL_NEW' }),
    }),
  );
};

describe('the table in memory', () => {
  let dynalite: LocalDynamoDb;
  let tables = 0;
  beforeAll(async () => {
    dynalite = await openDynamoDb(undefined, () => {});
  });
  afterAll(() => dynalite.close());

  it('answers as the one-machine home’s DynamoDB does, whatever is asked in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyOperation, { minLength: 20, maxLength: 60, size: 'max' }),
        async (operations) => {
          const name = `Records${tables++}`;
          await dynalite.ensureTable(name, Properties, { killed: false });
          const memory = callMemory(new MemoryTable(shape));
          const home = callDynalite(dynalite, name);
          for (const operation of operations) {
            const answer = await play(memory, operation);
            expect(answer, JSON.stringify(operation)).toEqual(await play(home, operation));
          }
        },
      ),
      { seed: 20_260_914, numRuns: 60, endOnFailure: true },
    );
  });
});

const records = (options?: ConstructorParameters<typeof MemoryTable>[1]) => new MemoryTable(shape, options);
const put = (table: MemoryTable, item: Item) => table.put({ TableName, Item: item });
const due = (table: MemoryTable) =>
  table
    .query({
      TableName,
      IndexName: 'byDue',
      KeyConditionExpression: 'duePk = :due',
      ExpressionAttributeValues: { ':due': 'DUE' },
    })
    .Items.map(({ sk }) => sk);
const dueItem = (sk: string) => ({ pk: 'a', sk, duePk: 'DUE', dueSk: sk });
const refused = (call: () => unknown) =>
  expect(call).toThrow(expect.objectContaining({ name: 'ValidationException' }));

describe('an index that lags', () => {
  it('shows what was there until the writes are let through, oldest first', () => {
    const table = records();
    put(table, dueItem('1'));
    table.lag(true);
    table.delete({ TableName, Key: { pk: 'a', sk: '1' } });
    put(table, dueItem('2'));
    put(table, dueItem('3'));
    expect(due(table)).toEqual(['1']);
    expect(table.items()).toHaveLength(2);
    expect(table.catchUp(2)).toBe(1);
    expect(due(table)).toEqual(['2']);
    table.lag(false);
    expect(due(table)).toEqual(['2', '3']);
  });

  it('is put back with its table, any number of times', () => {
    const table = records();
    table.lag(true);
    put(table, dueItem('1'));
    const then = table.snapshot();
    for (const _ of ['once', 'again']) {
      table.catchUp();
      put(table, { pk: 'a', sk: '2' });
      expect([due(table).length, table.items().length]).toEqual([1, 2]);
      table.restore(then);
      expect([due(table).length, table.items().length]).toEqual([0, 1]);
    }
  });
});

describe('what DynamoDB refuses', () => {
  it('is refused: keys that are none, index keys of another type, and items over 400 KB', () => {
    const table = records();
    refused(() => put(table, { pk: '', sk: 'a' }));
    refused(() => put(table, { pk: 'a' }));
    refused(() => put(table, { pk: 'a', sk: undefined }));
    refused(() => put(table, { ...dueItem('a'), dueSk: 1 }));
    refused(() => put(table, { ...dueItem('a'), dueSk: '' }));
    refused(() => put(table, { pk: 'a', sk: 'a', text: 'é'.repeat(205_000) }));
    refused(() => table.get({ TableName, Key: { pk: 'a' } }));
    expect(table.items()).toEqual([]);
    put(table, { pk: 'a', sk: 'a', text: 'e'.repeat(205_000) });
  });

  it('is refused with the class that the stores look for when a condition does not hold', () => {
    const table = records();
    const isNew = { TableName, Item: { pk: 'a', sk: 'b' }, ConditionExpression: 'attribute_not_exists(pk)' };
    table.put(isNew);
    expect(() => table.put(isNew)).toThrow(ConditionalCheckFailedException);
  });

  it('is told apart from what this table does not cover', () => {
    const input = { TableName, Key: { pk: 'a', sk: 'b' }, ReturnConsumedCapacity: 'TOTAL' as const };
    expect(() => records().get(input)).toThrow('ReturnConsumedCapacity');
  });
});

it('copies what it is given and what it gives, and tells of every write', () => {
  const written: unknown[] = [];
  const table = records({ onWritten: (before, after) => written.push([before, after]) });
  const item = {
    pk: 'a',
    sk: 'b',
    list: [{ c: 1, none: undefined }],
    bytes: Uint8Array.of(1),
    set: new Set(['x']),
  };
  put(table, item);
  item.list.pop();
  const { Item: got } = table.get({ TableName, Key: { pk: 'a', sk: 'b' } });
  const kept = { pk: 'a', sk: 'b', list: [{ c: 1 }], bytes: Uint8Array.of(1), set: new Set(['x']) };
  expect(got).toStrictEqual(kept);
  table.delete({ TableName, Key: { pk: 'a', sk: 'b' } });
  expect(written).toEqual([
    [undefined, kept],
    [kept, undefined],
  ]);
});

it('sorts by the bytes of UTF-8, and answers a megabyte at a time', () => {
  const table = records();
  for (const sk of ['\u{1f600}', '\uffff', 'é', 'a']) put(table, { pk: 'a', sk, text: 'x'.repeat(400_000) });
  const query = (start?: Item) =>
    table.query({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'a' },
      ExclusiveStartKey: start,
    });
  const first = query();
  expect(first.Items.map(({ sk }) => sk)).toEqual(['a', 'é', '\uffff']);
  expect(query(first.LastEvaluatedKey).Items.map(({ sk }) => sk)).toEqual(['\u{1f600}']);
});

const storeFolder = fileURLToPath(new URL('../../functions/store', import.meta.url));
const clause = /\b(set|add|remove|condition|KeyConditionExpression): ([`'])([^`'$]+)\2/g;
const written = readdirSync(storeFolder).flatMap((file) =>
  [...readFileSync(join(storeFolder, file), 'utf8').matchAll(clause)].map(([, kind = '', , text = '']) => ({
    file,
    kind,
    text,
  })),
);

describe('what the stores ask', () => {
  it.each(written)('is understood: $file, $kind $text', ({ kind, text }) => {
    const names = Object.fromEntries((text.match(/#\w+/g) ?? []).map((name) => [name, name.slice(1)]));
    const values = Object.fromEntries(
      (text.match(/:\w+/g) ?? []).map((name) => [name, kind === 'add' ? 1 : 'a']),
    );
    const expression =
      kind === 'condition' || kind === 'KeyConditionExpression' ? text : `${kind.toUpperCase()} ${text}`;
    const field =
      kind === 'condition'
        ? 'ConditionExpression'
        : kind === 'KeyConditionExpression'
          ? 'KeyConditionExpression'
          : 'UpdateExpression';
    const given = Object.keys(values).length > 0 ? values : undefined;
    const parsed = parse(
      { [field]: expression, ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }) },
      given,
    );
    expect(parsed.condition ?? parsed.keys ?? parsed.changes).toBeDefined();
  });

  it.each([...progressSteps, undefined])('is understood of lists at the step %s', async (step) => {
    const memory = records();
    const asked = vi
      .spyOn(DynamoDBDocumentClient.prototype, 'send')
      .mockImplementation(async (command: { input: object }) =>
        memory.query({ TableName, ...command.input }),
      );
    const lines = lineStore(new Table(TableName));
    const wanted = {
      campaignId: '2026',
      siteIds: ['poitiers'],
      words: ['le', 'goff'],
      now: '2026-10-05T08:00:00Z',
    };
    const page = { most: 27, before: 'z' };
    await lines.page({ ...wanted, ...(step && { step }), group: 'undelivered' }, page);
    await lines.counted(wanted, 'poitiers');
    expect(asked).toHaveBeenCalledTimes(2);
    asked.mockRestore();
  });
});
