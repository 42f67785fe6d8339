import type { z } from 'zod';
import { type MapState, machineShape, type State, stateByType } from './asl.ts';
import { DefinitionRefused } from './errors.ts';
import { checkExpressions } from './expressions.ts';

/** A machine, or the inside of a Map: where it starts, its states, and the machines inside its Maps. */
export type StateGroup = { startAt: string; states: Map<string, State>; inside: Map<string, StateGroup> };
export type Machine = { arn: string; name: string; timeoutSeconds: number | undefined; root: StateGroup };

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
  const known = new Set<string>();
  const root = readGroup(
    { StartAt, States },
    QueryLanguage === 'JSONata',
    undefined,
    new Set(),
    known,
    refuse,
  );
  return { arn, name, timeoutSeconds: TimeoutSeconds, root };
}

type Refuse = (state: string | undefined, reason: string) => DefinitionRefused;

function readGroup(
  { StartAt, States }: { StartAt: string; States: Record<string, unknown> },
  jsonata: boolean,
  owner: string | undefined,
  outerVariables: ReadonlySet<string>,
  known: Set<string>,
  refuse: Refuse,
): StateGroup {
  const states = new Map<string, State>();
  for (const [stateName, raw] of Object.entries(States)) {
    if (known.has(stateName)) throw refuse(stateName, 'another state of this machine has the same name');
    known.add(stateName);
    states.set(
      stateName,
      readState(raw, jsonata, (reason) => refuse(stateName, reason)),
    );
  }
  if (!states.has(StartAt)) throw refuse(owner, `StartAt names “${StartAt}”, which does not exist`);
  for (const [stateName, state] of states) {
    for (const next of nextStates(state))
      if (!states.has(next)) throw refuse(stateName, `Next names “${next}”, which does not exist`);
    const taken = assignedBy(state).find((variable) => outerVariables.has(variable));
    if (taken !== undefined)
      throw refuse(stateName, `Assign: $${taken} belongs to an outer scope and can only be read here`);
  }
  const inside = new Map<string, StateGroup>();
  const assigned = [...states.values()].flatMap(assignedBy);
  for (const [stateName, state] of states) {
    if (state.Type !== 'Map') continue;
    const { ItemProcessor } = state;
    const seen = isDistributed(state) ? new Set<string>() : new Set([...outerVariables, ...assigned]);
    const inner = jsonata || ItemProcessor.QueryLanguage === 'JSONata';
    inside.set(stateName, readGroup(ItemProcessor, inner, stateName, seen, known, refuse));
  }
  return { startAt: StartAt, states, inside };
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
    // A Map's own states are checked one by one, under their own names.
    checkExpressions(state.Type === 'Map' ? { ...state, ItemProcessor: undefined } : state);
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
  if (state.Type === 'Task' || state.Type === 'Wait' || state.Type === 'Pass' || state.Type === 'Map') {
    if (state.Next === undefined && state.End === undefined) return 'Next or End is missing';
  }
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined))
    return 'exactly one of Seconds and Timestamp is expected';
  if (state.Type === 'Map' && state.ToleratedFailurePercentage !== undefined && !isDistributed(state))
    return 'ToleratedFailurePercentage exists for the DISTRIBUTED mode only';
  if (state.Type === 'Task' || state.Type === 'Map') {
    for (const handlers of [state.Retry ?? [], state.Catch ?? []]) {
      const index = handlers.findIndex(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'));
      const last = index === handlers.length - 1 && handlers[index]?.ErrorEquals.length === 1;
      if (index >= 0 && !last) return 'ErrorEquals: States.ALL must stand alone, in the last entry';
    }
  }
  return undefined;
}

export const isDistributed = (state: MapState): boolean =>
  state.ItemProcessor.ProcessorConfig?.Mode === 'DISTRIBUTED';

function nextStates(state: State): string[] {
  const named = [
    'Next' in state ? state.Next : undefined,
    ...(state.Type === 'Choice' ? [state.Default, ...state.Choices.map(({ Next }) => Next)] : []),
    ...('Catch' in state ? (state.Catch ?? []).map(({ Next }) => Next) : []),
  ];
  return named.filter((next) => next !== undefined);
}

function assignedBy(state: State): string[] {
  const parts = [
    state,
    ...(state.Type === 'Choice' ? state.Choices : []),
    ...('Catch' in state ? (state.Catch ?? []) : []),
  ];
  return parts.flatMap((part) => ('Assign' in part ? Object.keys(part.Assign ?? {}) : []));
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
