import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type {
  DeleteCommandInput,
  GetCommandInput,
  PutCommandInput,
  QueryCommandInput,
  UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Item } from '../observations.ts';
import { changed, projected } from './evaluation.ts';
import { parse, type Test } from './expressions.ts';
import { type Attributes, copyOfAttributes, refusal, shared, sizeOf } from './item-values.ts';
import { type IndexesSnapshot, MemoryIndexes } from './memory-indexes.ts';
import { pageOf, rangeOf } from './query-page.ts';
import { type Place, SortedItems } from './sorted-items.ts';
import { type IndexShape, type KeyReader, keyReader, namesOf, type TableShape } from './table-shape.ts';

export { shapeOf, type TableShape } from './table-shape.ts';

/** 400 KB. */
const mostBytes = 409_600;

export type TableSnapshot = { items: SortedItems; indexes: IndexesSnapshot };
export type Page = { Items: Item[]; Count: number; ScannedCount: number; LastEvaluatedKey?: Item };

/**
 * DynamoDB in the memory of this process, for simulations: takes what the commands of lib-dynamodb take and answers at once.
 * Nothing of it depends on a clock or on chance. Items are sorted in an index, where its own keys tie, by their keys in the table;
 * DynamoDB promises no order there.
 */
export class MemoryTable {
  readonly #keys: KeyReader;
  readonly #shape: TableShape;
  readonly #indexes: MemoryIndexes;
  readonly #onWritten: ((before: Item | undefined, after: Item | undefined) => void) | undefined;
  #items = new SortedItems();

  /** @param onWritten is told of every write that took place, as a stream of the table would be, with copies of its own */
  constructor(
    shape: TableShape,
    { onWritten }: { onWritten?: (before: Item | undefined, after: Item | undefined) => void } = {},
  ) {
    this.#shape = shape;
    this.#keys = keyReader(shape);
    this.#indexes = new MemoryIndexes(shape, this.#keys);
    this.#onWritten = onWritten;
  }

  /** How many writes the indexes have not seen yet. */
  get lagging(): number {
    return this.#indexes.waiting;
  }

  get(input: GetCommandInput): { Item?: Item } {
    refuseUnknown(input, getFields);
    const { projection } = parse(input, undefined);
    const found = this.#items.find(this.#keys.placeOfKey(copyOfAttributes(input.Key ?? {})));
    if (!found) return {};
    return { Item: projection ? projected(found.item, projection) : found.item };
  }

  /** @throws ConditionalCheckFailedException, ValidationException */
  put(input: PutCommandInput): Record<string, never> {
    refuseUnknown(input, putFields);
    const values = valuesOf(input);
    const { condition } = parse(input, values);
    const item = copyOfAttributes(input.Item ?? {});
    const place = this.#keys.placeOf(item);
    this.#keys.refuseIndexKeys(item);
    const before = this.#items.find(place)?.item;
    const size = sizeOf(item);
    if (size > mostBytes) throw refusal('Item size has exceeded the maximum allowed size');
    holdTo(condition, before, values);
    this.#write(place, before, item, size);
    return {};
  }

  /** @throws ConditionalCheckFailedException, ValidationException */
  delete(input: DeleteCommandInput): Record<string, never> {
    refuseUnknown(input, deleteFields);
    const values = valuesOf(input);
    const { condition } = parse(input, values);
    const place = this.#keys.placeOfKey(copyOfAttributes(input.Key ?? {}));
    const before = this.#items.find(place)?.item;
    holdTo(condition, before, values);
    if (before) this.#write(place, before, undefined);
    return {};
  }

  /** @throws ConditionalCheckFailedException, ValidationException */
  update(input: UpdateCommandInput): { Attributes?: Item } {
    refuseUnknown(input, updateFields);
    const { ReturnValues = 'NONE' } = input;
    if (ReturnValues !== 'NONE' && ReturnValues !== 'ALL_NEW')
      throw new Error(`ReturnValues ${ReturnValues} is not covered by this table`);
    const values = valuesOf(input);
    const { condition, changes = [] } = parse(input, values);
    const key = copyOfAttributes(input.Key ?? {});
    const place = this.#keys.placeOfKey(key);
    for (const { path, type } of changes) {
      const [name = '', ...deeper] = path;
      if (name in key)
        throw refusal(
          `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
        );
      if (type !== undefined && deeper.length === 0) this.#keys.refuseIndexType(name, type);
    }
    const before = this.#items.find(place)?.item;
    holdTo(condition, before, values);
    const after = changed(before ?? key, changes, values ?? {});
    this.#keys.refuseIndexKeys(after);
    const size = sizeOf(after);
    if (size > mostBytes) throw refusal('Item size to update has exceeded the maximum allowed size');
    this.#write(place, before, after, size);
    return ReturnValues === 'ALL_NEW' ? { Attributes: after } : {};
  }

  /** @throws ValidationException */
  query(input: QueryCommandInput): Page {
    refuseUnknown(input, queryFields);
    const { IndexName, ConsistentRead, ScanIndexForward = true, Limit, ExclusiveStartKey } = input;
    const values = valuesOf(input);
    const { keys: conditions, filter, projection } = parse(input, values);
    const index = IndexName === undefined ? undefined : this.#indexes.shape(IndexName);
    if (IndexName !== undefined && !index)
      throw refusal(`The table does not have the specified index: ${IndexName}`);
    if (index && ConsistentRead)
      throw refusal('Consistent reads are not supported on global secondary indexes');
    if (!conditions) throw refusal('KeyConditionExpression must be specified in the request.');
    if (Limit !== undefined && Limit < 1) throw refusal('Limit must have value greater than or equal to 1');
    const keys = index ?? this.#shape.keys;
    const key = filter?.attributes.find((name) => namesOf(keys).includes(name));
    if (key !== undefined)
      throw refusal(
        `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${key}`,
      );
    const asked = rangeOf(conditions, keys, this.#keys.typeOf, values ?? {});
    const start = ExclusiveStartKey && this.#startOf(copyOfAttributes(ExclusiveStartKey), index);
    const { entries, last } = pageOf(
      (index ? this.#indexes.items(index.name) : this.#items).partition(asked.hash),
      { ...asked, ...(start && { start }), isBackward: !ScanIndexForward, limit: Limit ?? Infinity },
    );
    const Items: Item[] = [];
    for (const { item } of entries)
      if (!filter || filter.test(item, values ?? {}))
        Items.push(projection ? projected(item, projection) : item);
    return {
      Items,
      Count: Items.length,
      ScannedCount: entries.length,
      ...(last && {
        LastEvaluatedKey: projected(
          last,
          this.#cursorNames(index).map((name) => [name]),
        ),
      }),
    };
  }

  /** Lets writes wait before they reach the indexes; at the end of it they all do. */
  lag(isLagging: boolean): void {
    this.#indexes.lag(isLagging);
  }

  /** Lets the oldest so many waiting writes, or all, reach the indexes. @returns how many still wait */
  catchUp(count?: number): number {
    return this.#indexes.catchUp(count);
  }

  /** Every item, by its keys. */
  items(): Item[] {
    return this.#items.all().map(({ item }) => item);
  }

  snapshot(): TableSnapshot {
    return { items: this.#items.copy(), indexes: this.#indexes.snapshot() };
  }

  /** Any number of times from one snapshot. Nobody is told of it. */
  restore({ items, indexes }: TableSnapshot): void {
    this.#items = items.copy();
    this.#indexes.restore(indexes);
  }

  #cursorNames(index: IndexShape | undefined): string[] {
    return [...new Set([...namesOf(this.#shape.keys), ...(index ? namesOf(index) : [])])];
  }

  #startOf(cursor: Attributes, index: IndexShape | undefined): Place {
    const names = this.#cursorNames(index);
    if (Object.keys(cursor).length !== names.length || names.some((name) => !(name in cursor)))
      throw refusal('The provided starting key is invalid');
    const place = this.#keys.placeOf(cursor);
    if (!index) return place;
    this.#keys.refuseIndexKeys(cursor);
    const inIndex = this.#keys.placeInIndex(index, cursor, place);
    if (!inIndex) throw refusal('The provided starting key is invalid');
    return inIndex;
  }

  #write(place: Place, before: Attributes | undefined, after: Attributes | undefined, size?: number): void {
    if (after) this.#items.put({ ...place, item: shared(after), ...(size !== undefined && { size }) });
    else this.#items.remove(place);
    this.#indexes.write({ place, before, after });
    this.#onWritten?.(before, after);
  }
}

const conditionFields = ['ConditionExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues'];
const getFields = new Set([
  'TableName',
  'Key',
  'ConsistentRead',
  'ProjectionExpression',
  'ExpressionAttributeNames',
]);
const putFields = new Set(['TableName', 'Item', ...conditionFields]);
const deleteFields = new Set(['TableName', 'Key', ...conditionFields]);
const updateFields = new Set([...deleteFields, 'ReturnValues', 'UpdateExpression']);
const queryFields = new Set([
  'TableName',
  'IndexName',
  'ConsistentRead',
  'ScanIndexForward',
  'Limit',
  'ExclusiveStartKey',
  'KeyConditionExpression',
  'FilterExpression',
  'ProjectionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
]);

/** A field that says something that this table does not do must not be passed over. */
function refuseUnknown(input: object, known: ReadonlySet<string>): void {
  for (const name in input)
    if (
      !known.has(name) &&
      Object.entries(input).some(([other, value]) => other === name && value !== undefined)
    )
      throw new Error(`${name} is not covered by this table`);
}

const valuesOf = ({
  ExpressionAttributeValues: values,
}: Pick<PutCommandInput, 'ExpressionAttributeValues'>): Attributes | undefined =>
  values && copyOfAttributes(values);

function holdTo(
  condition: Test | undefined,
  before: Attributes | undefined,
  values: Attributes | undefined,
): void {
  if (condition && !condition(before ?? {}, values ?? {}))
    throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
}
