import jsonata from 'jsonata';
import * as z from 'zod';
import { readable, type Template } from './template.ts';

const retrier = z.object({
  ErrorEquals: z.array(z.string()),
  IntervalSeconds: z.number(),
  MaxAttempts: z.number(),
  BackoffRate: z.number(),
  MaxDelaySeconds: z.number().optional(),
});
const catcher = z.object({
  ErrorEquals: z.array(z.string()),
  Next: z.string(),
  Assign: z.record(z.string(), z.unknown()).optional(),
});

const state = z.object({
  Type: z.string(),
  Comment: z.string().optional(),
  Next: z.string().optional(),
  Resource: z.string().optional(),
  Arguments: z.object({ FunctionName: z.string(), Payload: z.record(z.string(), z.unknown()) }).optional(),
  TimeoutSeconds: z.union([z.number(), z.string()]).optional(),
  Timestamp: z.string().optional(),
  Retry: z.array(retrier).default([]),
  Catch: z.array(catcher).default([]),
  Choices: z.array(z.object({ Condition: z.string(), Next: z.string() })).default([]),
  Default: z.string().optional(),
  Assign: z.record(z.string(), z.unknown()).optional(),
  get ItemProcessor() {
    return z.object({ States: z.record(z.string(), state) }).optional();
  },
});
export type State = z.output<typeof state>;
const machine = z.object({
  QueryLanguage: z.literal('JSONata'),
  StartAt: z.string(),
  States: z.record(z.string(), state),
});

/** The definition as Step Functions receives it, references replaced by readable names. */
export function definitionOf(template: Template, name: string) {
  const { Properties } = template.named('AWS::StepFunctions::StateMachine', name);
  const text = readable(Properties.DefinitionString).replaceAll('AWS::Partition', 'aws');
  const source: object = JSON.parse(text);
  const { States } = machine.parse(source);
  const find = (stateName: string): State => {
    const found = States[stateName];
    if (!found) throw new Error(`no state is called ${stateName}`);
    return found;
  };
  return { text, source, states: States, find };
}

/** A field as Step Functions would evaluate it, with these variables and this `$states`. */
export async function evaluate(field: unknown, variables: Record<string, unknown>): Promise<unknown> {
  if (typeof field === 'string') {
    const [, expression] = /^\{%(.*)%\}$/s.exec(field) ?? [];
    return expression === undefined ? field : jsonata(expression).evaluate({}, variables);
  }
  if (typeof field !== 'object' || field === null) return field;
  const entries = Object.entries(field).map(async ([key, value]) => [key, await evaluate(value, variables)]);
  return Object.fromEntries(await Promise.all(entries));
}
