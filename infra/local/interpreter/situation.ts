import type { State } from './asl.ts';
import type { Branch } from './branch.ts';
import type { Machine } from './definition.ts';
import type { ExecutionRecord } from './execution-records.ts';
import type { Bindings } from './expressions.ts';
import type { Journal } from './journal.ts';

/** A branch at work, with all that its state can read. */
export type Situation = {
  execution: ExecutionRecord;
  machine: Machine;
  branch: Branch;
  state: State;
};

/** Undefined when the execution has ended meanwhile. */
export function situationOf(
  branch: Branch,
  journal: Journal,
  machineOf: (execution: ExecutionRecord) => Machine,
): Situation | undefined {
  const execution = journal.executions.byId(branch.execution);
  if (execution?.status !== 'RUNNING') return undefined;
  const machine = machineOf(execution);
  const state = machine.states.get(branch.state);
  if (state === undefined) throw new Error(`No state “${branch.state}” in ${machine.name}`);
  return { execution, machine, branch, state };
}

/**
 * What expressions see: the variables, and `$states` with the input, the context and whatever the moment adds (`result`,
 * `errorOutput`). https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
export function bindingsOf(
  { execution, machine, branch }: Situation,
  moment: { result?: unknown; errorOutput?: unknown; token?: string | undefined } = {},
): Bindings {
  const { token, ...extra } = moment;
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
  };
  return {
    states: { input: branch.input, context, ...extra },
    variables: branch.variables,
  };
}
