import { marshall } from '@aws-sdk/util-dynamodb';
import validations, {
  type Expressions,
  type KeyCondition,
  type Operand,
  type Operation,
  type Path,
  type Section,
} from 'dynalite/validations/index.js';
import { comparisons, length, present, sum, valueAt } from './evaluation.ts';
import { type Attributes, order, refusal, typeOf, type Value } from './item-values.ts';

/** What a condition or a filter says of an item, with the values of one call. */
export type Test = (item: Attributes, values: Attributes) => boolean;
type Read = (item: Attributes, values: Attributes) => Value | undefined;
export type Change = {
  kind: 'set' | 'add' | 'remove';
  path: string[];
  /** Of what is set or added, where the expression and its values alone tell. */
  type?: string | undefined;
  /** undefined for `remove`, and where an attribute that is read is not there */
  read: Read;
};
export type KeyTest = { operator: string; read: Read[] };
type Parsed = {
  changes?: Change[];
  condition?: Test;
  keys?: Map<string, KeyTest>;
  filter?: { test: Test; attributes: string[] };
  projection?: string[][];
  /** The bounds of every BETWEEN, which are refused the wrong way round whether or not an item is looked at. */
  bounds: [Read, Read][];
};

const texts = [
  'UpdateExpression',
  'ConditionExpression',
  'KeyConditionExpression',
  'FilterExpression',
  'ProjectionExpression',
] as const;

const parsedBefore = new Map<string, Parsed>();

/**
 * The expressions of one call, parsed the first time that they come with these names and types of values.
 * @throws ValidationException for what DynamoDB refuses before it looks at an item: dynalite knows the rules and the words
 */
export const parse = (
  input: Omit<Expressions, 'ExpressionAttributeValues'>,
  values: Attributes | undefined,
): Parsed => {
  let key = '';
  for (const text of texts) key += `${input[text]}\n`;
  for (const name in input.ExpressionAttributeNames)
    key += `${name}=${input.ExpressionAttributeNames[name]}\n`;
  if (values) for (const name in values) key += `${name}=${typeOf(values[name] ?? null)}\n`;
  // Not the same as none: it is refused.
  if (input.ExpressionAttributeNames && Object.keys(input.ExpressionAttributeNames).length === 0) key += '#';
  if (values && Object.keys(values).length === 0) key += ':';
  let parsed = parsedBefore.get(key);
  if (!parsed) {
    parsed = parseAnew(input, values);
    parsedBefore.set(key, parsed);
  }
  for (const [lower, upper] of parsed.bounds) {
    const distance = order(lower({}, values ?? {}), upper({}, values ?? {}));
    if (distance !== undefined && distance > 0)
      throw refusal('The BETWEEN operator requires upper bound to be greater than or equal to lower bound');
  }
  return parsed;
};

const parseAnew = (
  input: Omit<Expressions, 'ExpressionAttributeValues'>,
  values: Attributes | undefined,
): Parsed => {
  const given = texts.filter((text) => input[text] !== undefined);
  const request: Parameters<typeof validations.validateExpressions>[0] = {
    ...Object.fromEntries(given.map((text) => [text, input[text]])),
    ...(input.ExpressionAttributeNames && { ExpressionAttributeNames: input.ExpressionAttributeNames }),
    ...(values && { ExpressionAttributeValues: marshall(values) }),
  };
  const refused =
    validations.validateExpressionParams(request, [...texts], []) ?? validations.validateExpressions(request);
  if (refused) throw refusal(refused);
  const keys = request._keyCondition && validations.convertKeyCondition(request._keyCondition.expression);
  if (typeof keys === 'string') throw refusal(keys);
  return compiled(request, keys);
};

/** @throws Error for an element of a list, which is read, but neither written nor projected */
const namesOnly = (path: Path): string[] =>
  path.map((piece) => {
    if (typeof piece === 'number') throw new Error(`element ${piece} of a list is not covered by this table`);
    return piece;
  });

const compiled = (
  {
    _updates,
    _condition,
    _filter,
    _projection,
    ExpressionAttributeValues = {},
  }: Parameters<typeof validations.validateExpressions>[0],
  keyConditions: Record<string, KeyCondition> | undefined,
): Parsed => {
  // The parsed form holds the very objects that were handed over: so it tells which value stood there.
  const names = new Map<unknown, string>(
    Object.entries(ExpressionAttributeValues).map(([name, value]) => [value, name]),
  );
  const bounds: Parsed['bounds'] = [];

  const readerOf = (operand: Operand | undefined): Read => {
    if (Array.isArray(operand)) {
      const [only, ...more] = operand;
      return typeof only === 'string' && more.length === 0
        ? (item) => item[only]
        : (item) => valueAt(item, operand);
    }
    if (operand?.type !== undefined) return computed(operand);
    const name = names.get(operand);
    if (name === undefined) throw new Error('a value that no name was given to');
    return (_, values) => values[name];
  };
  const computed = ({ type, name = type, args }: Operation): Read => {
    const [first, second] = [readerOf(args[0]), args[1] === undefined ? () => undefined : readerOf(args[1])];
    if (name === 'size') return (...from) => length(first(...from));
    if (name === 'if_not_exists')
      return (...from) => {
        const existing = first(...from);
        return existing === undefined ? second(...from) : existing;
      };
    if (name === 'add' || name === 'subtract')
      return (...from) => sum(present(first(...from)), present(second(...from)), name === 'add' ? 1 : -1);
    throw new Error(`${name} is not covered by this table`);
  };
  const testOf = (operand: Operand | undefined): Test => {
    if (operand === undefined || Array.isArray(operand) || operand.type === undefined)
      throw new Error('no condition where one is expected');
    const { type, args } = operand;
    const name = type === 'function' ? (operand.name ?? '') : type;
    if (name === 'not') {
      const test = testOf(args[0]);
      return (...from) => !test(...from);
    }
    if (name === 'and' || name === 'or') {
      const [first, second] = [testOf(args[0]), testOf(args[1])];
      return name === 'and'
        ? (...from) => first(...from) && second(...from)
        : (...from) => first(...from) || second(...from);
    }
    const holds = comparisons[name];
    if (!holds) throw new Error(`${name} is not covered by this table`);
    const readers = args.map(readerOf);
    if (name === 'between' && args.slice(1).every((bound) => names.has(bound))) {
      const [, lower, upper] = readers;
      if (lower && upper) bounds.push([lower, upper]);
    }
    return (...from) => holds(readers.map((read) => read(...from)));
  };
  const keyTestOf = ({ ComparisonOperator: operator, AttributeValueList }: KeyCondition): KeyTest => {
    const read = AttributeValueList.map(readerOf);
    const [lower, upper] = read;
    if (operator === 'BETWEEN' && lower && upper) bounds.push([lower, upper]);
    return { operator, read };
  };
  const changeOf = ({ type: kind, path, val, attrType }: Section): Change => {
    if (kind === 'delete') throw new Error('DELETE is not covered by this table');
    const read: Read = kind === 'remove' ? () => undefined : readerOf(val);
    return { kind, path: namesOnly(path), type: attrType ?? undefined, read };
  };

  return {
    bounds,
    ...(_updates && { changes: _updates.sections.map(changeOf) }),
    ...(_condition && { condition: testOf(_condition.expression) }),
    ...(_filter && {
      filter: { test: testOf(_filter.expression), attributes: Object.keys(_filter.pathHeads) },
    }),
    ...(_projection && { projection: _projection.paths.map(namesOnly) }),
    ...(keyConditions && {
      keys: new Map(
        Object.entries(keyConditions).map(([name, keyCondition]) => [name, keyTestOf(keyCondition)]),
      ),
    }),
  };
};
