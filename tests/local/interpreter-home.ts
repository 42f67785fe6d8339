import { Clock } from '../../infra/local/interpreter/clock.ts';
import { Engine, type EngineOptions } from '../../infra/local/interpreter/engine.ts';
import { Journal } from '../../infra/local/interpreter/journal.ts';
import type { Answer } from '../../infra/local/interpreter/lambda-calls.ts';

export const START = '2026-09-01T08:00:00.000Z';
export const MACHINE = 'arn:aws:states:eu-west-3:000000000000:stateMachine:Sample';
export const lambda = (name: string) => `arn:aws:lambda:eu-west-3:000000000000:function:${name}`;

export type Call = { name: string; at: string; payload: unknown };
export type Lambdas = Record<string, (payload: unknown, call: number) => unknown>;

/** A Lambda's error, thrown by a test's function: its name is the error type. */
export class LambdaError extends Error {
  constructor(name: string, message = 'refused') {
    super(message);
    this.name = name;
  }
}

export const taskOf = (name: string, more: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: lambda(name), Payload: '{% $states.input %}' },
  Output: '{% $states.result.Payload %}',
  ...more,
});

export const tokenTaskOf = (name: string, more: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Arguments: { FunctionName: lambda(name), Payload: { token: '{% $states.context.Task.Token %}' } },
  ...more,
});

export const machineOf = (States: Record<string, object>, more: object = {}) => ({
  QueryLanguage: 'JSONata',
  StartAt: Object.keys(States)[0],
  States,
  ...more,
});

/** The interpreter with a frozen clock and plain functions for Lambdas. */
export function openHome(
  definition: object,
  lambdas: Lambdas = {},
  {
    journal = new Journal(':memory:'),
    seen: calls = [],
    frozen = true,
    mostTimers,
    ...options
  }: {
    journal?: Journal;
    seen?: Call[];
    frozen?: boolean;
    mostTimers?: number;
  } & Partial<EngineOptions> = {},
) {
  const counts: Record<string, number> = {};
  const clock = new Clock({ memory: journal, startAt: START, frozen, ...(mostTimers && { mostTimers }) });
  const invoke = async (functionArn: string, payload: unknown): Promise<Answer> => {
    const name = functionArn.split(':').at(-1) ?? '';
    calls.push({ name, at: clock.now(), payload });
    try {
      const count = (counts[name] ?? 0) + 1;
      counts[name] = count;
      return { kind: 'result', payload: await lambdas[name]?.(payload, count) };
    } catch (error) {
      if (!(error instanceof LambdaError)) throw error;
      return { kind: 'error', errorType: error.name, errorMessage: error.message };
    }
  };
  const engine = new Engine({
    machines: [{ arn: MACHINE, name: 'Sample', definition }],
    ...{ invoke, journal, clock, ...options },
  });
  engine.resume();
  const home = {
    ...{ engine, clock, journal, calls },
    start: (input: unknown = {}, name = 'one') =>
      engine.start({ machineArn: MACHINE, name, input: JSON.stringify(input) }).executionArn,
    quiet: () => clock.activity.quiet(),
    outcome(name = 'one') {
      const { status, output, error, cause } = engine.describe(
        `${MACHINE.replace('stateMachine', 'execution')}:${name}`,
      );
      return { status, ...(output === undefined ? {} : { output: JSON.parse(output) }), error, cause };
    },
    /** Starts an execution, lets all of its time pass, and answers how it ended. */
    async play(input: unknown = {}) {
      home.start(input);
      await clock.advanceTo('2027-09-01T00:00:00Z');
      return home.outcome();
    },
    times: (name: string) => calls.filter((call) => call.name === name).map(({ at }) => at.slice(11, 23)),
  };
  return home;
}
