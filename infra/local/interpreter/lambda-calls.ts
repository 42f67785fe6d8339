import type { TaskState } from './asl.ts';
import type { Branch, Outcome, Step } from './branch.ts';
import type { Clock } from './clock.ts';
import { limitSize } from './data-limit.ts';
import { StateFailure } from './errors.ts';
import { evaluate } from './expressions.ts';
import { Gate } from './gate.ts';
import { called, type NewEvent, settled } from './history.ts';
import type { Journal } from './journal.ts';
import type { Lacking } from './machine-rights.ts';
import { saveBranch } from './save-branch.ts';
import { bindingsOf, type Situation } from './situation.ts';

/** What calling a Lambda came to. It must settle by itself: the function's own timeout is the caller's affair. */
export type Answer =
  | { kind: 'result'; payload: unknown }
  | { kind: 'error'; errorType: string; errorMessage: string };
export type Invoke = (functionArn: string, payload: unknown) => Promise<Answer>;

export type LambdaCallsParts = {
  journal: Journal;
  clock: Clock;
  invoke: Invoke;
  lacking: Lacking;
  /** Calls at once; the others queue. */
  concurrency: number;
  situationOf: (branch: Branch) => Situation | undefined;
};

type Calling = Extract<Step, { kind: 'calling' }>;

/** Calls the Lambdas of Task states, a limited number at once, and keeps what they answer. */
export class LambdaCalls {
  readonly #parts: LambdaCallsParts;
  readonly #gate: Gate;

  constructor(parts: LambdaCallsParts) {
    this.#parts = parts;
    this.#gate = new Gate(parts.concurrency);
  }

  /** Resolves with the settled branch, or undefined if it now waits for its token or has moved on without the answer. */
  make(queued: Branch, step: Calling): Promise<Branch | undefined> {
    const { journal, clock, invoke, lacking, situationOf } = this.#parts;
    return this.#gate.during(async () => {
      const branch = this.#begin(queued, step);
      const situation = branch && situationOf(branch);
      if (branch === undefined || situation?.state.Type !== 'Task') return undefined;
      const settle = (outcome: Outcome) =>
        this.#save({ ...branch, step: { kind: 'settled', outcome } }, [settled(branch.state, outcome)]);
      try {
        const payload = await this.#payload(situation, situation.state, step.token);
        journal.events.note(branch.execution, clock.millis(), called(branch.state, payload));
        const target = situation.state.Arguments.FunctionName;
        const denial = lacking(situation.execution.machineArn, 'lambda:InvokeFunction', target);
        const answer =
          denial === undefined ? await invoke(target, payload).catch(unreachable) : refused(denial);
        if (!journal.isOpen) return undefined;
        if (answer.kind === 'error') return settle(lambdaFailure(answer));
        if (step.token !== undefined) {
          this.#save({ ...branch, step: { kind: 'awaiting', token: step.token, deadline: step.deadline } }, [
            { type: 'TaskSubmitted', state: branch.state, value: answer.payload ?? null },
          ]);
          return undefined;
        }
        const value = { ExecutedVersion: '$LATEST', Payload: answer.payload ?? null, StatusCode: 200 };
        return settle({ kind: 'success', value });
      } catch (error) {
        if (error instanceof StateFailure) return settle({ kind: 'failure', ...error.failure });
        throw error;
      }
    });
  }

  /** The turn of a queued call has come; undefined if meanwhile its token was rung or timed out, or its execution ended. */
  #begin(queued: Branch, { token, timeout }: Calling): Branch | undefined {
    const { journal, clock } = this.#parts;
    if (!journal.isOpen || journal.branches.byId(queued.id)?.version !== queued.version) return undefined;
    if (token !== undefined || timeout === undefined) return queued;
    const deadline = clock.millis() + timeout;
    return this.#save({ ...queued, step: { kind: 'calling', timeout, deadline } });
  }

  async #payload(situation: Situation, state: TaskState, token: string | undefined): Promise<unknown> {
    const template = state.Arguments.Payload ?? {};
    const payload = await evaluate(template, bindingsOf(situation, { token }), 'Arguments/Payload');
    limitSize(payload, 'payload');
    return payload;
  }

  #save(branch: Branch, events?: readonly NewEvent[]): Branch | undefined {
    return saveBranch(branch, this.#parts.journal, this.#parts.clock, events);
  }
}

/** How the optimized integration reports an error of the function: its type is the error's name. */
const lambdaFailure = ({ errorType, errorMessage }: Extract<Answer, { kind: 'error' }>): Outcome => ({
  kind: 'failure',
  error: errorType,
  cause: JSON.stringify({ errorMessage, errorType }),
});

const refused = (errorMessage: string): Answer => ({
  kind: 'error',
  errorType: 'Lambda.AccessDeniedException',
  errorMessage,
});

const unreachable = (error: unknown): Answer => ({
  kind: 'error',
  errorType: 'Lambda.SdkClientException',
  errorMessage: error instanceof Error ? error.message : String(error),
});
