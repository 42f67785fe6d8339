import type { Item } from '../observations.ts';

/** What expressions refer to: `#names` and `:values`, each of which has to be used. */
export type Given = { names: Record<string, string>; values: Record<string, unknown> };

export type Path = readonly string[];
type Operand = { kind: 'path'; path: Path } | { kind: 'value'; name: string } | { kind: 'size'; path: Path };
type Test = (item: Item | undefined, given: Given) => boolean;

const token = /\s*(<>|<=|>=|[=<>(),+-]|[:#]?[A-Za-z_][\w.#]*)/y;

const tokensOf = (text: string): string[] => {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (text.slice(token.lastIndex).trim() !== '') {
    const found = token.exec(text);
    if (!found) throw new Error(`not understood: ${text}`);
    tokens.push(found[1] ?? '');
  }
  return tokens;
};

const isValue = (name: string) => name.startsWith(':');

const pathOf = (text: string): Path => text.split('.');
export const resolved = (path: Path, { names }: Given): string[] =>
  path.map((part) => {
    if (!part.startsWith('#')) return part;
    const name = names[part];
    if (name === undefined) throw new Error(`an expression names ${part}, which is not given`);
    return name;
  });

export const valueAt = (item: Item | undefined, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    item,
  );

export const givenValue = (name: string, { values }: Given): unknown => {
  if (!(name in values)) throw new Error(`an expression names ${name}, which is not given`);
  return values[name];
};

const operandIn = (operand: Operand, item: Item | undefined, given: Given): unknown => {
  if (operand.kind === 'value') return givenValue(operand.name, given);
  const value = valueAt(item, resolved(operand.path, given));
  if (operand.kind === 'path') return value;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (Array.isArray(value)) return value.length;
  return value instanceof Set
    ? value.size
    : typeof value === 'object' && value
      ? Object.keys(value).length
      : undefined;
};

/** Strings by their UTF-8 bytes, numbers by value; what is not of one type does not compare. */
export const compared = (a: unknown, b: unknown): number | undefined => {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  if (a === b) return 0;
  // UTF-16 sorts as UTF-8 does, but for what lies beyond the basic plane.
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
};

const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));

const comparisons: Record<string, (a: unknown, b: unknown) => boolean> = {
  '=': (a, b) => a !== undefined && isSame(a, b),
  '<>': (a, b) => !isSame(a, b),
  '<': (a, b) => (compared(a, b) ?? 0) < 0,
  '>': (a, b) => (compared(a, b) ?? 0) > 0,
  '<=': (a, b) => (compared(a, b) ?? 1) <= 0,
  '>=': (a, b) => (compared(a, b) ?? -1) >= 0,
};

const contains = (whole: unknown, part: unknown): boolean => {
  if (typeof whole === 'string' && typeof part === 'string') return whole.includes(part);
  return Array.isArray(whole)
    ? whole.some((one) => isSame(one, part))
    : whole instanceof Set && whole.has(part);
};

/** Reads a condition, a filter or a key condition once; by recursive descent. */
class ConditionReader {
  readonly #tokens: string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  whole(): Test {
    const test = this.#either();
    if (this.#at < this.#tokens.length)
      throw new Error(`not understood: ${this.#tokens.slice(this.#at).join(' ')}`);
    return test;
  }

  #next = () => this.#tokens[this.#at++] ?? '';
  #is(word: string): boolean {
    const isNext = this.#tokens[this.#at]?.toUpperCase() === word;
    if (isNext) this.#at += 1;
    return isNext;
  }
  #expect(word: string): void {
    if (!this.#is(word)) throw new Error(`expected ${word}, found ${this.#tokens[this.#at]}`);
  }

  #either(): Test {
    const tests = [this.#both()];
    while (this.#is('OR')) tests.push(this.#both());
    return tests.length === 1 && tests[0] ? tests[0] : (...asked) => tests.some((test) => test(...asked));
  }

  #both(): Test {
    const tests = [this.#one()];
    while (this.#is('AND')) tests.push(this.#one());
    return tests.length === 1 && tests[0] ? tests[0] : (...asked) => tests.every((test) => test(...asked));
  }

  #one(): Test {
    if (this.#is('NOT')) {
      const test = this.#one();
      return (...asked) => !test(...asked);
    }
    if (this.#is('(')) {
      const test = this.#either();
      this.#expect(')');
      return test;
    }
    const name = this.#tokens[this.#at] ?? '';
    if (this.#tokens[this.#at + 1] === '(' && name !== 'size') return this.#called();
    const left = this.#operand();
    if (this.#is('BETWEEN')) {
      const low = this.#operand();
      this.#expect('AND');
      const high = this.#operand();
      return (item, given) => {
        const value = operandIn(left, item, given);
        return (
          (compared(value, operandIn(low, item, given)) ?? -1) >= 0 &&
          (compared(value, operandIn(high, item, given)) ?? 1) <= 0
        );
      };
    }
    if (this.#is('IN')) {
      this.#expect('(');
      const list = [this.#operand()];
      while (this.#is(',')) list.push(this.#operand());
      this.#expect(')');
      return (item, given) =>
        list.some((one) => isSame(operandIn(left, item, given), operandIn(one, item, given)));
    }
    const compare = comparisons[this.#next()];
    if (!compare) throw new Error('a comparison was expected');
    const right = this.#operand();
    return (item, given) => compare(operandIn(left, item, given), operandIn(right, item, given));
  }

  #called(): Test {
    const name = this.#next();
    this.#expect('(');
    const subject = this.#operand();
    const argument = this.#is(',') ? this.#operand() : undefined;
    this.#expect(')');
    const valueFor = (item: Item | undefined, given: Given) => operandIn(subject, item, given);
    switch (name) {
      case 'attribute_exists':
        return (item, given) => valueFor(item, given) !== undefined;
      case 'attribute_not_exists':
        return (item, given) => valueFor(item, given) === undefined;
      case 'begins_with':
        return (item, given) =>
          String(valueFor(item, given) ?? '').startsWith(
            String(argument && operandIn(argument, item, given)),
          );
      case 'contains':
        return (item, given) => contains(valueFor(item, given), argument && operandIn(argument, item, given));
      default:
        throw new Error(`${name} is not covered`);
    }
  }

  #operand(): Operand {
    const text = this.#next();
    if (text === 'size') {
      this.#expect('(');
      const path = pathOf(this.#next());
      this.#expect(')');
      return { kind: 'size', path };
    }
    return isValue(text) ? { kind: 'value', name: text } : { kind: 'path', path: pathOf(text) };
  }
}

type Assigned = { path: Path; value: (item: Item | undefined, given: Given) => unknown };
/** What an update does, read once. */
export type Change = { set: Assigned[]; remove: Path[]; add: { path: Path; name: string }[] };

/** `if_not_exists(a, :b)`, `a + :b`, `:b`. */
const assigned = (tokens: string[]): Assigned['value'] => {
  const operands: { value: Assigned['value']; sign: string }[] = [];
  let sign = '+';
  while (tokens.length > 0) {
    const text = tokens.shift() ?? '';
    if (text === ',') break;
    if (text === '+' || text === '-') {
      sign = text;
      continue;
    }
    if (text === 'if_not_exists') {
      const [, path = '', , name = ''] = tokens.splice(0, 5);
      operands.push({
        sign,
        value: (item, given) => valueAt(item, resolved(pathOf(path), given)) ?? givenValue(name, given),
      });
    } else
      operands.push({
        sign,
        value: (item, given) =>
          isValue(text) ? givenValue(text, given) : valueAt(item, resolved(pathOf(text), given)),
      });
  }
  const [only] = operands;
  if (operands.length === 1 && only) return only.value;
  return (item, given) =>
    operands.reduce((sum, { value, sign }) => sum + (sign === '-' ? -1 : 1) * Number(value(item, given)), 0);
};

const readChange = (text: string): Change => {
  const change: Change = { set: [], remove: [], add: [] };
  const tokens = tokensOf(text);
  let clause = '';
  while (tokens.length > 0) {
    const first = tokens.shift() ?? '';
    if (['SET', 'REMOVE', 'ADD'].includes(first.toUpperCase())) clause = first.toUpperCase();
    else if (first === ',') continue;
    else if (clause === 'REMOVE') change.remove.push(pathOf(first));
    else if (clause === 'ADD') change.add.push({ path: pathOf(first), name: tokens.shift() ?? '' });
    else {
      if (tokens.shift() !== '=') throw new Error(`not understood: ${text}`);
      const end = endOfAssignment(tokens);
      change.set.push({ path: pathOf(first), value: assigned(tokens.splice(0, end)) });
    }
  }
  return change;
};

/** Up to the next comma that is no function's, or the next clause. */
const endOfAssignment = (tokens: readonly string[]): number => {
  let depth = 0;
  for (const [at, text] of tokens.entries()) {
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (depth === 0 && (text === ',' || ['REMOVE', 'ADD', 'SET'].includes(text.toUpperCase()))) return at;
  }
  return tokens.length;
};

const remembering = <T>(read: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const fresh = read(text);
    known.set(text, fresh);
    return fresh;
  };
};

export const conditionOf = remembering((text: string): Test => new ConditionReader(text).whole());
export const changeOf = remembering(readChange);

/** DynamoDB refuses what is given and not used. @throws Error naming it */
export const allUsed = ({ names, values }: Given, expressions: readonly (string | undefined)[]): void => {
  const text = expressions.join(' ');
  for (const name of [...Object.keys(names), ...Object.keys(values)])
    if (!new RegExp(`${name}(?!\\w)`).test(text)) throw new Error(`${name} is given and not used`);
};
