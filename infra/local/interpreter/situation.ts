import type { State } from './asl.ts';
import type { Branch } from './branch.ts';
import { isDistributed, type Machine, type StateGroup } from './definition.ts';
import type { ExecutionRecord } from './execution-records.ts';
import type { Bindings } from './expressions.ts';
import type { Journal } from './journal.ts';

/** A branch at work, with all that its state can read. */
export type Situation = {
  execution: ExecutionRecord;
  machine: Machine;
  branch: Branch;
  state: State;
  /** The states beside this one. */
  group: StateGroup;
  /** Variables of the branches around this one, which it reads and cannot assign. */
  outerVariables: Record<string, unknown>;
};

/** Undefined when the execution, or a Map around the branch, has ended meanwhile. */
export function situationOf(
  branch: Branch,
  journal: Journal,
  machineOf: (execution: ExecutionRecord) => Machine,
): Situation | undefined {
  const execution = journal.executions.byId(branch.execution);
  if (execution?.status !== 'RUNNING') return undefined;
  const machine = machineOf(execution);
  const groups = [machine.root];
  for (const name of branch.scope) {
    const inner = groups.at(-1)?.inside.get(name);
    if (inner === undefined) throw new Error(`No Map “${name}” in ${machine.name}`);
    groups.push(inner);
  }
  const group = groups.at(-1) ?? machine.root;
  const state = group.states.get(branch.state);
  if (state === undefined) throw new Error(`No state “${branch.state}” in ${machine.name}`);
  const outerVariables = variablesAround(branch, groups, journal);
  return outerVariables && { execution, machine, branch, state, group, outerVariables };
}

/** On AWS an item of a distributed Map is an execution of its own, to which the variables outside do not reach. */
function variablesAround(
  branch: Branch,
  groups: StateGroup[],
  journal: Journal,
): Record<string, unknown> | undefined {
  let variables: Record<string, unknown> = {};
  let parent = branch.parent;
  for (let depth = branch.scope.length - 1; depth >= 0 && parent !== null; depth -= 1) {
    const map = groups[depth]?.states.get(branch.scope[depth] ?? '');
    if (map?.Type === 'Map' && isDistributed(map)) break;
    const around = journal.branches.byId(parent);
    if (around === undefined) return undefined;
    variables = { ...around.variables, ...variables };
    parent = around.parent;
  }
  return variables;
}

/**
 * What expressions see: the variables, and `$states` with the input, the context and whatever the moment adds (`result`,
 * `errorOutput`). https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
export function bindingsOf(
  { execution, machine, branch, outerVariables }: Situation,
  moment: { result?: unknown; errorOutput?: unknown; token?: string | undefined; item?: Branch['item'] } = {},
): Bindings {
  const { token, item = branch.item, ...extra } = moment;
  const context = {
    Execution: {
      Id: execution.arn,
      Name: execution.name,
      Input: JSON.parse(execution.input),
      StartTime: new Date(execution.startedAt).toISOString(),
    },
    State: {
      Name: branch.state,
      EnteredTime: new Date(branch.enteredAt).toISOString(),
      RetryCount: branch.retryCount,
    },
    StateMachine: { Id: machine.arn, Name: machine.name },
    ...(token === undefined ? {} : { Task: { Token: token } }),
    ...(item === undefined ? {} : { Map: { Item: item } }),
  };
  return {
    states: { input: branch.input, context, ...extra },
    variables: { ...outerVariables, ...branch.variables },
  };
}
