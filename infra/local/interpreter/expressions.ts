import jsonata from 'jsonata';
import { StateFailure } from './errors.ts';

/**
 * Functions refused in expressions. Time and chance must come in with the event, or an execution resumed after a kill
 * would not repeat itself; the rest exists only on AWS or only in the library, so that it would work in one home alone.
 */
const refusedFunctions = new Set([
  ...['now', 'millis', 'random', 'uuid', 'shuffle'],
  ...['eval', 'hash', 'parse', 'partition', 'range'],
]);

export type Bindings = { states: Record<string, unknown>; variables: Record<string, unknown> };

const compiled = new Map<string, jsonata.Expression>();

export const isExpression = (text: string): boolean => text.startsWith('{%') && text.endsWith('%}');

/** Compiles every expression of a template; throws an Error that says which one is wrong, and why. */
export function checkExpressions(template: unknown): void {
  for (const text of expressionsIn(template)) {
    const refused = [...variablesOf(compile(text).ast())].find((name) => refusedFunctions.has(name));
    if (refused !== undefined) throw new Error(`$${refused} is not covered in ${text}`);
  }
}

/** The template with every expression replaced by its value; throws States.QueryEvaluationError as AWS does. */
export async function evaluate(template: unknown, bindings: Bindings, field: string): Promise<unknown> {
  if (typeof template === 'string')
    return isExpression(template) ? evaluateExpression(template, bindings, field) : template;
  if (Array.isArray(template))
    return Promise.all(template.map((item, index) => evaluate(item, bindings, `${field}[${index}]`)));
  if (typeof template !== 'object' || template === null) return template;
  const entries = Object.entries(template).map(async ([key, value]) => [
    key,
    await evaluate(value, bindings, `${field}/${key}`),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

async function evaluateExpression(
  text: string,
  { states, variables }: Bindings,
  field: string,
): Promise<unknown> {
  let value: unknown;
  try {
    value = await compile(text).evaluate(undefined, { ...variables, states });
  } catch (error) {
    throw notEvaluated(text, field, `threw an error during evaluation. ${messageOf(error)}`);
  }
  const json = isFunction(value) ? undefined : JSON.stringify(value);
  if (json === undefined) throw notEvaluated(text, field, 'returned nothing (undefined).');
  // The library marks its sequences with hidden properties, and shares structure with its input: what leaves is plain.
  return JSON.parse(json);
}

const notEvaluated = (text: string, field: string, what: string): StateFailure =>
  new StateFailure(
    'States.QueryEvaluationError',
    `The JSONata expression '${text.slice(2, -2).trim()}' specified for the field '${field}' ${what}`,
  );

function compile(text: string): jsonata.Expression {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  try {
    const expression = jsonata(text.slice(2, -2));
    compiled.set(text, expression);
    return expression;
  } catch (error) {
    throw new Error(`${text} is not JSONata: ${messageOf(error)}`);
  }
}

function* expressionsIn(template: unknown): Generator<string> {
  if (typeof template === 'string') {
    if (isExpression(template)) yield template;
    else if (template.startsWith('{%')) throw new Error(`${template} lacks its closing %}`);
  } else if (typeof template === 'object' && template !== null) {
    for (const part of Object.values(template)) yield* expressionsIn(part);
  }
}

/** Every variable an expression mentions, called or not: `$map(x, $now)` hides a call in an argument. */
function* variablesOf(node: unknown, seen = new Set<object>()): Generator<string> {
  if (typeof node !== 'object' || node === null || seen.has(node)) return;
  seen.add(node);
  if ('type' in node && node.type === 'variable' && 'value' in node && typeof node.value === 'string')
    yield node.value;
  for (const part of Object.values(node)) yield* variablesOf(part, seen);
}

const isFunction = (value: unknown): boolean =>
  typeof value === 'function' ||
  (typeof value === 'object' &&
    value !== null &&
    ('_jsonata_lambda' in value || '_jsonata_function' in value));

/** jsonata throws plain objects for its own errors. */
function messageOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error);
  return 'code' in error ? `${error.code}: ${error.message}` : String(error.message);
}
