import type { KeyTest } from './expressions.ts';
import { type Attributes, refusal, sizeOf, typeOf } from './item-values.ts';
import {
  compareKeys,
  comparePlaces,
  type Entry,
  firstWhere,
  type KeyValue,
  type Place,
} from './sorted-items.ts';

/** A query looks at so many bytes at a time, the item that goes beyond included. */
const pageBytes = 1024 * 1024;

/** The sort keys that a condition lets through: neither before nor beyond. */
export type Range = { isBefore: (key: KeyValue) => boolean; isBeyond: (key: KeyValue) => boolean };

const never = () => false;
const ranges: Record<string, (first: KeyValue, last: KeyValue) => Range> = {
  EQ: (key) => ({ isBefore: (at) => compareKeys(at, key) < 0, isBeyond: (at) => compareKeys(at, key) > 0 }),
  LT: (key) => ({ isBefore: never, isBeyond: (at) => compareKeys(at, key) >= 0 }),
  LE: (key) => ({ isBefore: never, isBeyond: (at) => compareKeys(at, key) > 0 }),
  GT: (key) => ({ isBefore: (at) => compareKeys(at, key) <= 0, isBeyond: never }),
  GE: (key) => ({ isBefore: (at) => compareKeys(at, key) < 0, isBeyond: never }),
  BETWEEN: (first, last) => ({
    isBefore: (at) => compareKeys(at, first) < 0,
    isBeyond: (at) => compareKeys(at, last) > 0,
  }),
  BEGINS_WITH: (start) => ({
    isBefore: (at) => compareKeys(at, start) < 0,
    isBeyond: (at) => compareKeys(at, start) > 0 && !String(at).startsWith(String(start)),
  }),
};
const everything: Range = { isBefore: never, isBeyond: never };

/** The values of a key condition, which must be of the key's type. */
const keyValues = ({ read }: KeyTest, type: 'S' | 'N', values: Attributes): KeyValue[] =>
  read.map((one) => {
    const value = one({}, values);
    if ((typeof value !== 'string' && typeof value !== 'number') || typeOf(value) !== type)
      throw refusal(
        'One or more parameter values were invalid: Condition parameter type does not match schema type',
      );
    return value;
  });

/**
 * The partition and the part of it that the key conditions ask for.
 * @throws ValidationException when they are not on the keys, one on the partition's and at most one on the sort key
 */
export const rangeOf = (
  conditions: ReadonlyMap<string, KeyTest>,
  keys: { hash: string; range?: string },
  typeOfKey: (name: string) => 'S' | 'N',
  values: Attributes,
): { hash: KeyValue; range: Range } => {
  const onHash = conditions.get(keys.hash);
  if (!onHash) throw refusal(`Query condition missed key schema element: ${keys.hash}`);
  const [hash = ''] = keyValues(onHash, typeOfKey(keys.hash), values);
  if (onHash.operator !== 'EQ') throw refusal('Query key condition not supported');
  if (conditions.size === 1) return { hash, range: everything };
  const onRange = keys.range === undefined ? undefined : conditions.get(keys.range);
  if (keys.range === undefined || !onRange || conditions.size > 2)
    throw refusal('Query key condition not supported');
  const [first = '', last = ''] = keyValues(onRange, typeOfKey(keys.range), values);
  const between = ranges[onRange.operator];
  if (!between) throw new Error(`${onRange.operator} on a key is not covered by this table`);
  if (hash === '' || first === '')
    throw refusal(
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value.',
    );
  return { hash, range: between(first, last) };
};

/**
 * What one call looks at. `last` is where the next page goes on: also when the page ends just where the items do.
 * @throws ValidationException when it would start outside of what is asked for
 */
export const pageOf = (
  entries: readonly Entry[],
  asked: { hash: KeyValue; range: Range; start?: Place; isBackward: boolean; limit: number },
): { entries: Entry[]; last?: Attributes } => {
  const { hash, range, start, isBackward, limit } = asked;
  const sortKey = ({ order }: Pick<Place, 'order'>) => order[0] ?? '';
  let from = firstWhere(entries, (entry) => !range.isBefore(sortKey(entry)));
  let to = firstWhere(entries, (entry) => range.isBeyond(sortKey(entry)));
  if (start) {
    if (start.hash !== hash || range.isBefore(sortKey(start)) || range.isBeyond(sortKey(start)))
      throw refusal('The provided starting key is outside query boundaries based on provided conditions');
    if (isBackward)
      to = Math.min(
        to,
        firstWhere(entries, ({ order }) => comparePlaces(order, start.order) >= 0),
      );
    else
      from = Math.max(
        from,
        firstWhere(entries, ({ order }) => comparePlaces(order, start.order) > 0),
      );
  }
  const page: Entry[] = [];
  let bytes = 0;
  while (from < to && page.length < limit && bytes < pageBytes) {
    const entry = entries[isBackward ? --to : from++];
    if (!entry) break;
    page.push(entry);
    entry.size ??= sizeOf(entry.item);
    bytes += entry.size;
  }
  const last = page.length >= limit || bytes >= pageBytes ? page.at(-1) : undefined;
  return { entries: page, ...(last && { last: last.item }) };
};
