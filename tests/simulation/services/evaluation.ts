import type { Path } from 'dynalite/validations/index.js';
import type { Change } from './expressions.ts';
import { type Attributes, isEqual, isSet, order, refusal, typeOf, type Value } from './item-values.ts';

type Operands = (Value | undefined)[];

const compared =
  (holds: (distance: number) => boolean) =>
  ([a, b]: Operands): boolean => {
    const distance = order(a, b);
    return distance !== undefined && holds(distance);
  };
const equal = (a: Value | undefined, b: Value | undefined): boolean =>
  a !== undefined && b !== undefined && isEqual(a, b);

/** Whether a condition holds of its operands; an attribute that is not there is undefined. */
export const comparisons: Record<string, (operands: Operands) => boolean> = {
  '=': ([a, b]) => equal(a, b),
  '<>': ([a, b]) => !equal(a, b),
  '<': compared((distance) => distance < 0),
  '<=': compared((distance) => distance <= 0),
  '>': compared((distance) => distance > 0),
  '>=': compared((distance) => distance >= 0),
  between: ([a, lower, upper]) =>
    compared((distance) => distance >= 0)([a, lower]) && compared((distance) => distance <= 0)([a, upper]),
  in: ([a, ...others]) => others.some((other) => equal(a, other)),
  attribute_exists: ([a]) => a !== undefined,
  attribute_not_exists: ([a]) => a === undefined,
  attribute_type: ([a, type]) => a !== undefined && typeOf(a) === type,
  begins_with: ([a, start]) => {
    if (typeof a === 'string' && typeof start === 'string') return a.startsWith(start);
    return a instanceof Uint8Array && start instanceof Uint8Array && equal(a.slice(0, start.length), start);
  },
  contains: ([a, part]) => {
    if (part === undefined) return false;
    if (typeof a === 'string') return typeof part === 'string' && a.includes(part);
    if (a instanceof Uint8Array)
      return part instanceof Uint8Array && Buffer.from(a).includes(Buffer.from(part));
    return (Array.isArray(a) || isSet(a)) && [...a].some((member) => isEqual(member, part));
  },
};

/** `size(…)`; of numbers, booleans and null there is none. */
export const length = (value: Value | undefined): number | undefined => {
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) return value.length;
  if (isSet(value)) return value.size;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;
};

const isMap = (value: Value | undefined): value is Attributes => value !== undefined && typeOf(value) === 'M';

export const valueAt = (item: Attributes, path: Path): Value | undefined => {
  let value: Value | undefined = item;
  for (const piece of path) {
    if (typeof piece === 'number') value = Array.isArray(value) ? value[piece] : undefined;
    else value = isMap(value) ? value[piece] : undefined;
  }
  return value;
};

/** An operand of SET. */
export const present = (value: Value | undefined): Value => {
  if (value === undefined)
    throw refusal('The provided expression refers to an attribute that does not exist in the item');
  return value;
};

const wrongOperand = () => refusal('An operand in the update expression has an incorrect data type');

export const sum = (a: Value, b: Value, sign: 1 | -1): number => {
  if (typeof a !== 'number' || typeof b !== 'number') throw wrongOperand();
  const result = a + sign * b;
  // DynamoDB calculates with decimals, of which binary fractions would give other ones.
  if (![a, b, result].every(Number.isSafeInteger))
    throw new Error(`this table only adds whole numbers: ${a}, ${b}`);
  return result;
};

const added = (existing: Value | undefined, more: Value): Value => {
  if (typeof more === 'number') return sum(existing ?? (existing === undefined ? 0 : existing), more, 1);
  if (existing === undefined) return more;
  if (!isSet(existing) || !isSet(more) || typeOf(existing) !== typeOf(more)) throw wrongOperand();
  const fresh = [...more].filter((one) => ![...existing].some((other) => isEqual(one, other)));
  return new Set([...existing, ...fresh]);
};

/** The item after an update. Every operand is of the item before it. */
export const changed = (item: Attributes, changes: readonly Change[], values: Attributes): Attributes => {
  let after = item;
  for (const { kind, path, read } of changes) {
    const value = read(item, values);
    if (kind === 'remove') after = replaced(after, path, undefined);
    else if (kind === 'set') after = replaced(after, path, present(value));
    else after = replaced(after, path, added(valueAt(item, path), present(value)));
  }
  return after;
};

/** A copy that shares what does not change. */
const replaced = (
  map: Attributes,
  [name = '', ...deeper]: string[],
  value: Value | undefined,
): Attributes => {
  const copy = { ...map };
  if (deeper.length > 0) {
    const inner = map[name];
    if (!isMap(inner))
      throw refusal('The document path provided in the update expression is invalid for update');
    copy[name] = replaced(inner, deeper, value);
  } else if (value === undefined) delete copy[name];
  else copy[name] = value;
  return copy;
};

/** What a ProjectionExpression leaves of an item. */
export const projected = (item: Attributes, paths: readonly string[][]): Attributes => {
  const part: Attributes = {};
  for (const path of paths) {
    const value = valueAt(item, path);
    if (value === undefined) continue;
    let into = part;
    for (const name of path.slice(0, -1)) {
      const inner = into[name];
      const next: Attributes = isMap(inner) ? inner : {};
      into[name] = next;
      into = next;
    }
    into[path.at(-1) ?? ''] = value;
  }
  return part;
};
