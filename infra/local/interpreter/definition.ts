import type * as z from 'zod';
import { machineShape, type State, stateByType } from './asl.ts';
import { DefinitionRefused } from './errors.ts';
import { checkExpressions } from './expressions.ts';

export type Machine = {
  arn: string;
  name: string;
  timeoutSeconds: number | undefined;
  startAt: string;
  states: Map<string, State>;
};

/**
 * Reads a definition (its JSON text or the parsed value).
 * @throws DefinitionRefused with the machine, the state and the field, for anything the interpreter does not cover.
 */
export function readMachine({
  arn,
  name,
  definition,
}: {
  arn: string;
  name: string;
  definition: unknown;
}): Machine {
  const refuse = (state: string | undefined, reason: string) => new DefinitionRefused(name, state, reason);
  const shape = machineShape.safeParse(typeof definition === 'string' ? parseJson(definition) : definition);
  if (!shape.success) throw refuse(undefined, explain(shape.error));
  const { StartAt, States, QueryLanguage, TimeoutSeconds } = shape.data;
  const states = new Map<string, State>();
  for (const [stateName, raw] of Object.entries(States))
    states.set(
      stateName,
      readState(raw, QueryLanguage === 'JSONata', (reason) => refuse(stateName, reason)),
    );
  if (!states.has(StartAt)) throw refuse(undefined, `StartAt names “${StartAt}”, which does not exist`);
  for (const [stateName, state] of states)
    for (const next of nextStates(state))
      if (!states.has(next)) throw refuse(stateName, `Next names “${next}”, which does not exist`);
  return { arn, name, timeoutSeconds: TimeoutSeconds, startAt: StartAt, states };
}

function readState(raw: unknown, jsonata: boolean, refuse: (reason: string) => DefinitionRefused): State {
  if (typeof raw !== 'object' || raw === null || !('Type' in raw)) throw refuse('Type is missing');
  const type = Object.keys(stateByType).find((name): name is keyof typeof stateByType => name === raw.Type);
  if (type === undefined) throw refuse(`Type “${raw.Type}” is not covered`);
  const parsed = stateByType[type].safeParse(raw);
  if (!parsed.success) throw refuse(explain(parsed.error));
  const state: State = parsed.data;
  if (!jsonata && state.QueryLanguage !== 'JSONata') throw refuse('QueryLanguage: only JSONata is covered');
  const wrong = misuse(state);
  if (wrong !== undefined) throw refuse(wrong);
  try {
    checkExpressions(state);
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
  return state;
}

/** The rules that no single field's shape can tell. */
function misuse(state: State): string | undefined {
  if ('Next' in state || 'End' in state) {
    if (state.Next !== undefined && 'End' in state && state.End) return 'Next and End exclude each other';
  }
  if (state.Type === 'Task' || state.Type === 'Wait' || state.Type === 'Pass') {
    if (state.Next === undefined && state.End === undefined) return 'Next or End is missing';
  }
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined))
    return 'exactly one of Seconds and Timestamp is expected';
  if (state.Type === 'Task') {
    for (const handlers of [state.Retry ?? [], state.Catch ?? []]) {
      const index = handlers.findIndex(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'));
      const last = index === handlers.length - 1 && handlers[index]?.ErrorEquals.length === 1;
      if (index >= 0 && !last) return 'ErrorEquals: States.ALL must stand alone, in the last entry';
    }
  }
  return undefined;
}

function nextStates(state: State): string[] {
  const named = [
    'Next' in state ? state.Next : undefined,
    ...(state.Type === 'Choice' ? [state.Default, ...state.Choices.map(({ Next }) => Next)] : []),
    ...('Catch' in state ? (state.Catch ?? []).map(({ Next }) => Next) : []),
  ];
  return named.filter((next) => next !== undefined);
}

function explain({ issues }: z.ZodError): string {
  const [issue] = issues;
  if (issue === undefined) return 'not a state';
  const path = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') return `${path === '' ? 'definition' : path}: ${issue.message}`;
  const fields = issue.keys.map((key) => (path === '' ? key : `${path}.${key}`));
  return `field ${fields.join(', ')} is not covered`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
