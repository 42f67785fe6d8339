import { isDeepStrictEqual } from 'node:util';
import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';

/** What DynamoDB keeps, as lib-dynamodb gives it. Nothing that is kept is ever changed in place, so a reference is a copy. */
export type Value = null | boolean | string | number | Uint8Array | ValueSet | Value[] | Attributes;
export type ValueSet = Set<string | number | Uint8Array>;
export type Attributes = { [name: string]: Value };
export type ValueType = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M';

/** As the SDK throws it: it has no class of its own for it. */
export const refusal = (message: string) =>
  new DynamoDBServiceException({ name: 'ValidationException', $fault: 'client', $metadata: {}, message });

export const isSet = (value: unknown): value is ValueSet => value instanceof Set;

/**
 * A deep copy of what lib-dynamodb would send, or has received, with `removeUndefinedValues`.
 * @throws Error for what its marshaller refuses, and for classes of values that are not covered
 */
export const copyOf = (value: unknown): Value => {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return keptNumber(value);
  if (Array.isArray(value)) return value.filter(isSent).map(copyOf);
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (isSet(value)) return keptSet(value);
  if (typeof value === 'object' && (value.constructor === Object || !value.constructor))
    return copyOfAttributes(value);
  throw new Error(`a value that this table does not cover: ${String(value)}`);
};

export const copyOfAttributes = (attributes: object): Attributes => {
  const copy: Attributes = {};
  for (const name of Object.keys(attributes)) {
    const value: unknown = (attributes as Record<string, unknown>)[name];
    if (typeof value === 'string') copy[name] = value;
    else if (isSent(value)) copy[name] = copyOf(value);
  }
  return copy;
};

/** What is kept, given out as it is: whoever tried to change it in place is stopped. */
export const shared = <Kept extends Value>(value: Kept): Kept => {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || isSet(value))
    return value;
  if (Object.isFrozen(value)) return value;
  for (const one of Array.isArray(value) ? value : Object.values(value)) shared(one);
  return Object.freeze(value);
};

const isSent = (value: unknown): boolean => value !== undefined && typeof value !== 'function';

const keptNumber = (value: number): number => {
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
    throw new Error(`${value} is no number that the SDK sends`);
  if (value !== 0 && Math.abs(value) < 1e-130)
    throw refusal(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
  // Zero has no sign in DynamoDB.
  return value === 0 ? 0 : value;
};

const keptSet = (value: ValueSet): ValueSet => {
  const members = [...value]
    .filter(isSent)
    .map((one) =>
      typeof one === 'number' ? keptNumber(one) : one instanceof Uint8Array ? new Uint8Array(one) : one,
    );
  const types = new Set(members.map(typeOf));
  if (types.size !== 1 || members.some((one) => !['S', 'N', 'B'].includes(typeOf(one))))
    throw new Error('a set has members, all strings, all numbers or all binary');
  return new Set(members);
};

export const typeOf = (value: Value): ValueType => {
  if (typeof value === 'string') return 'S';
  if (typeof value === 'number') return 'N';
  if (typeof value === 'boolean') return 'BOOL';
  if (value === null) return 'NULL';
  if (Array.isArray(value)) return 'L';
  if (value instanceof Uint8Array) return 'B';
  if (!isSet(value)) return 'M';
  for (const member of value)
    return typeof member === 'string' ? 'SS' : typeof member === 'number' ? 'NS' : 'BS';
  throw new Error('an empty set is never kept');
};

export const isEqual = (a: Value, b: Value): boolean =>
  a === b || (typeof a === 'object' && isDeepStrictEqual(a, b));

/** Negative, zero or positive; undefined for what has no order between the two. */
export const order = (a: Value | undefined, b: Value | undefined): number | undefined => {
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  return undefined;
};

const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;

/** By UTF-8 bytes. JavaScript’s own order differs: it puts the halves of a surrogate pair before U+E000 to U+FFFF. */
export const compareTexts = (a: string, b: string): number => {
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    const [ofA, ofB] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (ofA === ofB) continue;
    if (isSurrogate(ofA) === isSurrogate(ofB)) return ofA - ofB;
    return isSurrogate(ofA) ? 1 : -1;
  }
  return a.length - b.length;
};

/** Bytes, as “DynamoDB item sizes and formats” of the developer guide counts them. */
export const sizeOf = (attributes: Attributes): number => {
  let size = 0;
  for (const name in attributes) size += Buffer.byteLength(name) + sizeOfValue(attributes[name] ?? null);
  return size;
};

const sizeOfValue = (value: Value): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return sizeOfNumber(value);
  if (typeof value === 'boolean' || value === null) return 1;
  if (value instanceof Uint8Array) return value.length;
  if (isSet(value)) return [...value].reduce<number>((sum, one) => sum + sizeOfValue(one), 0);
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + 1 + sizeOfValue(one), 3);
  return 3 + Object.keys(value).length + sizeOf(value);
};

/** Two digits a byte, one byte more for the exponent and one for a minus. */
const sizeOfNumber = (value: number): number => {
  if (value === 0) return 1;
  const [mantissa = '', exponent] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '').length;
  const isUneven = digits % 2 === 1 || Number(exponent) % 2 !== 0;
  return 1 + Math.ceil(digits / 2) + (isUneven ? 0 : 1) + (value < 0 ? 1 : 0);
};
