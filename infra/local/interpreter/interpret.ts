import type { ChoiceState, TaskState, WaitState } from './asl.ts';
import type { Branch, Outcome } from './branch.ts';
import { limitSize } from './data-limit.ts';
import { type Failure, StateFailure } from './errors.ts';
import { type Bindings, evaluate } from './expressions.ts';
import { catcherFor, retryFor } from './retry.ts';
import { bindingsOf, type Situation } from './situation.ts';

/**
 * What the language says a branch does next. Nothing here writes, calls or waits: the runner carries decisions out, so
 * that deciding again after a kill is harmless.
 */
export type Decision = (
  | { kind: 'call'; awaitsToken: boolean; timeout: number | undefined }
  | { kind: 'wait'; until: number }
  | { kind: 'go'; to: string; output: unknown; variables: Record<string, unknown> }
  | { kind: 'end'; output: unknown }
  | { kind: 'retry'; after: number; attempts: number[] }
  | ({ kind: 'fail' } & Failure)
) & {
  /** The expression that led here by not being evaluated. */
  unevaluated?: Failure;
};

/** Entering a state. */
export function enter(situation: Situation, now: number): Promise<Decision> {
  return orFailure(situation, async () => {
    const { branch, state } = situation;
    const bindings = bindingsOf(situation);
    switch (state.Type) {
      case 'Task':
        return call(state, bindings);
      case 'Wait': {
        const until = await endOfWait(state, branch, bindings);
        return until > now ? { kind: 'wait', until } : proceed(situation, state, branch.input, bindings);
      }
      case 'Pass':
        return proceed(situation, state, branch.input, bindings);
      case 'Choice':
        return choose(situation, state, bindings);
      case 'Succeed':
        return { kind: 'end', output: await outputOf(state, branch.input, bindings) };
      case 'Fail': {
        const error = await text(state.Error ?? '', bindings, 'Error');
        return { kind: 'fail', error, cause: await text(state.Cause ?? '', bindings, 'Cause') };
      }
    }
  });
}

/** Leaving a state whose work has ended. */
export function conclude(situation: Situation, outcome: Outcome): Promise<Decision> {
  if (outcome.kind === 'failure') return afterFailure(situation, outcome);
  const { state } = situation;
  if (state.Type !== 'Task' && state.Type !== 'Wait') throw new Error(`A ${state.Type} has no work to end`);
  return orFailure(situation, () => {
    limitSize(outcome.value, 'result');
    // A Wait has no result of its own, only its input to pass on.
    const bindings = bindingsOf(situation, state.Type === 'Wait' ? {} : { result: outcome.value });
    return proceed(situation, state, outcome.value, bindings);
  });
}

/** A failure in a state that can retry or catch is handled like its work's failure; elsewhere it fails the branch. */
async function orFailure(situation: Situation, decide: () => Promise<Decision>): Promise<Decision> {
  try {
    return await decide();
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    const decision = await afterFailure(situation, error.failure);
    const isUnevaluated = error.failure.error === 'States.QueryEvaluationError';
    return isUnevaluated ? { ...decision, unevaluated: error.failure } : decision;
  }
}

async function afterFailure(situation: Situation, failure: Failure): Promise<Decision> {
  const { branch, state } = situation;
  const failed: Decision = { kind: 'fail', error: failure.error, cause: failure.cause };
  if (state.Type !== 'Task') return failed;
  const retry = retryFor(state.Retry ?? [], branch.attempts, failure);
  if (retry !== undefined) return { kind: 'retry', after: retry.delay, attempts: retry.attempts };
  const catcher = catcherFor(state.Catch ?? [], failure);
  if (catcher === undefined) return failed;
  const errorOutput = { Error: failure.error, Cause: failure.cause };
  try {
    return await proceed(situation, catcher, errorOutput, bindingsOf(situation, { errorOutput }));
  } catch (error) {
    // What a catcher itself gets wrong, no other catcher mends.
    if (!(error instanceof StateFailure)) throw error;
    return { kind: 'fail', ...error.failure };
  }
}

type Leaving = { Next?: string | undefined; Output?: unknown; Assign?: Record<string, unknown> | undefined };

/** Output and Assign both see the variables as they were before either. */
async function proceed(
  { branch }: Situation,
  leaving: Leaving,
  value: unknown,
  bindings: Bindings,
): Promise<Decision> {
  const assigned = await evaluateRecord(leaving.Assign ?? {}, bindings);
  const output = await outputOf(leaving, value, bindings);
  return leaving.Next === undefined
    ? { kind: 'end', output }
    : { kind: 'go', to: leaving.Next, output, variables: { ...branch.variables, ...assigned } };
}

async function outputOf({ Output }: Leaving, value: unknown, bindings: Bindings): Promise<unknown> {
  const output = Output === undefined ? value : await evaluate(Output, bindings, 'Output');
  limitSize(output, 'output');
  return output;
}

async function evaluateRecord(
  template: Record<string, unknown>,
  bindings: Bindings,
): Promise<Record<string, unknown>> {
  const entries = Object.entries(template).map(async ([name, value]) => [
    name,
    await evaluate(value, bindings, `Assign/${name}`),
  ]);
  const assigned = Object.fromEntries(await Promise.all(entries));
  limitSize(assigned, 'assigned variables');
  return assigned;
}

async function call(state: TaskState, bindings: Bindings): Promise<Decision> {
  const seconds =
    state.TimeoutSeconds === undefined
      ? undefined
      : await number(state.TimeoutSeconds, bindings, 'TimeoutSeconds', { least: 1, whole: true });
  return {
    kind: 'call',
    awaitsToken: state.Resource.endsWith('.waitForTaskToken'),
    timeout: seconds === undefined ? undefined : seconds * 1000,
  };
}

async function endOfWait(state: WaitState, { enteredAt }: Branch, bindings: Bindings): Promise<number> {
  if (state.Timestamp === undefined) {
    const seconds = await number(state.Seconds, bindings, 'Seconds', { least: 0, whole: true });
    return enteredAt + seconds * 1000;
  }
  const timestamp = await text(state.Timestamp, bindings, 'Timestamp');
  // RFC 3339 with a capital T and an offset; Date.parse alone would read a local time.
  const instant = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(timestamp)
    ? Date.parse(timestamp)
    : Number.NaN;
  if (Number.isNaN(instant)) throw unexpected('Timestamp', timestamp);
  return instant;
}

async function choose(situation: Situation, state: ChoiceState, bindings: Bindings): Promise<Decision> {
  for (const [index, rule] of state.Choices.entries()) {
    const field = `Choices[${index}]/Condition`;
    const met = await evaluate(rule.Condition, bindings, field);
    if (typeof met !== 'boolean') throw unexpected(field, met);
    if (met) return proceed(situation, rule, situation.branch.input, bindings);
  }
  if (state.Default === undefined) throw new StateFailure('States.NoChoiceMatched', 'No choice rule matched');
  return proceed(situation, { ...state, Next: state.Default }, situation.branch.input, bindings);
}

async function number(
  template: unknown,
  bindings: Bindings,
  field: string,
  { least, whole }: { least: number; whole: boolean },
): Promise<number> {
  const value = await evaluate(template, bindings, field);
  if (typeof value !== 'number' || value < least || (whole && !Number.isInteger(value)))
    throw unexpected(field, value);
  return value;
}

async function text(template: string, bindings: Bindings, field: string): Promise<string> {
  const value = await evaluate(template, bindings, field);
  if (typeof value !== 'string') throw unexpected(field, value);
  return value;
}

const unexpected = (field: string, value: unknown): StateFailure =>
  new StateFailure('States.QueryEvaluationError', `The field '${field}' cannot be ${JSON.stringify(value)}`);
