import { longestRetrySeconds } from '../../../schemas/workflow.ts';
import { type Branch, entering, type Outcome } from './branch.ts';
import type { Clock, TimerSource } from './clock.ts';
import type { Machine } from './definition.ts';
import type { Ending, ExecutionRecord } from './execution-records.ts';
import { eventsOf, type NewEvent, settled } from './history.ts';
import { conclude, type Decision, enter } from './interpret.ts';
import type { Journal } from './journal.ts';
import { type Invoke, LambdaCalls } from './lambda-calls.ts';
import type { Lacking } from './machine-rights.ts';
import { saveBranch } from './save-branch.ts';
import { type Situation, situationOf } from './situation.ts';
import { newToken } from './tokens.ts';

/** Retries do not explain how long ago it was entered: this machine was off, or its clock jumped. */
const isJump = ({ enteredAt, retryCount }: Branch, now: number): boolean =>
  now - enteredAt > retryCount * longestRetrySeconds * 1000;

export type RunnerParts = {
  journal: Journal;
  clock: Clock;
  invoke: Invoke;
  lacking: Lacking;
  concurrency: number;
  onTransition: () => void;
  machineOf: (execution: ExecutionRecord) => Machine;
};

/**
 * Takes branches from step to step. Each step reads its branch, decides, and saves it as one checkpoint; whatever else
 * happens to the branch meanwhile (a timeout, a token, a stop) saves it first, and this step then ends without effect.
 */
export class Runner implements TimerSource {
  readonly #parts: RunnerParts;
  readonly #calls: LambdaCalls;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
    this.#calls = new LambdaCalls({ ...parts, situationOf: (branch) => this.#situationOf(branch) });
  }

  /** Runs a branch until it has to wait for something. Returns at once. */
  wake(id: number): void {
    void this.#parts.clock.activity.during(async () => {
      // Never inside the checkpoint of whoever woke it.
      await null;
      await this.#run(id);
    });
  }

  /** After a restart: what fell due meanwhile, then everything that was at work when the process ended. */
  resume(): void {
    const { journal, clock } = this.#parts;
    journal.checkpoint(() => {
      for (const id of journal.branches.atWork()) this.#beginAnew(id);
    });
    this.#elapse(clock.millis());
    for (const id of journal.branches.runnable()) this.wake(id);
  }

  /**
   * A plain call is made again, with all of its time: the time this home was down is not the function's fault. What was under way
   * is entered anew: what was to leave on Friday must know that it is Sunday.
   */
  #beginAnew(id: number): void {
    const branch = this.#parts.journal.branches.byId(id);
    if (branch === undefined) return;
    const { step } = branch;
    if (step.kind === 'settled' || ('token' in step && step.token !== undefined)) return;
    const now = this.#parts.clock.millis();
    const isStale = isJump(branch, now);
    if (step.kind !== 'calling' && !isStale) return;
    const again = step.kind === 'calling' ? { ...step, deadline: undefined } : step;
    this.#save({ ...branch, step: again, ...(isStale && { enteredAt: now, attemptAt: now }) });
  }

  /** How the work of a branch's state ended; false if the branch has moved on. */
  settle(branch: Branch, outcome: Outcome): boolean {
    const saved = this.#save({ ...branch, step: { kind: 'settled', outcome } }, [
      settled(branch.state, outcome),
    ]);
    if (saved !== undefined) this.wake(saved.id);
    return saved !== undefined;
  }

  endExecution(id: number, ending: Ending): boolean {
    const { journal } = this.#parts;
    return journal.checkpoint(() => {
      const ended = journal.executions.end(id, ending);
      if (!ended) return false;
      journal.branches.removeAll(id);
      journal.events.append(id, ending.at, [endingEvent(ending)]);
      journal.events.ended(id);
      return true;
    });
  }

  nextDue(): number | undefined {
    const { branches, executions } = this.#parts.journal;
    const dues = [branches.nextDue(), executions.nextDue()].filter((due) => due !== undefined);
    return dues.length === 0 ? undefined : Math.min(...dues);
  }

  fireDue(by: number): number {
    const { branches, timedOut } = this.#elapse(by);
    for (const id of branches) this.wake(id);
    return branches.length + timedOut;
  }

  #elapse(by: number): { branches: number[]; timedOut: number } {
    const { journal, clock } = this.#parts;
    if ((this.nextDue() ?? Number.POSITIVE_INFINITY) > by) return { branches: [], timedOut: 0 };
    return journal.checkpoint(() => {
      const late = journal.executions.dueBy(by);
      for (const id of late) this.endExecution(id, { status: 'TIMED_OUT', at: clock.millis() });
      const branches = journal.branches.dueBy(by).filter((id) => {
        const branch = journal.branches.byId(id);
        return branch !== undefined && this.#save(...this.#elapsed(branch)) !== undefined;
      });
      return { branches, timedOut: late.length };
    });
  }

  /** A retry sees the moment of the first attempt, unless this machine's clock jumped meanwhile, which AWS's does not. */
  #retriedAt(branch: Branch): Pick<Branch, 'enteredAt' | 'attemptAt'> {
    const now = this.#parts.clock.millis();
    return { attemptAt: now, enteredAt: isJump(branch, now) ? now : branch.enteredAt };
  }

  #elapsed(branch: Branch): [Branch, NewEvent[]?] {
    switch (branch.step.kind) {
      case 'waiting':
        return [{ ...branch, step: { kind: 'settled', outcome: { kind: 'success', value: branch.input } } }];
      case 'retrying':
        this.#parts.onTransition();
        return [{ ...branch, ...this.#retriedAt(branch), step: { kind: 'entered' } }];
      default: {
        const outcome: Outcome = {
          kind: 'failure',
          ...{ error: 'States.Timeout', cause: 'The task has not ended in time' },
        };
        return [{ ...branch, step: { kind: 'settled', outcome } }, [settled(branch.state, outcome)]];
      }
    }
  }

  async #run(id: number): Promise<void> {
    const { journal, clock } = this.#parts;
    if (!journal.isOpen) return;
    let branch = journal.branches.byId(id);
    const execution = branch?.execution;
    try {
      while (branch !== undefined) branch = await this.#step(branch);
    } catch (error) {
      // The process is going down: what was saved is taken up at the next start.
      if (!journal.isOpen || execution === undefined) return;
      const cause = error instanceof Error ? error.message : String(error);
      this.endExecution(execution, { status: 'FAILED', at: clock.millis(), error: 'States.Runtime', cause });
    }
  }

  /** One step; answers the branch if it can go on at once. */
  async #step(branch: Branch): Promise<Branch | undefined> {
    const { journal, clock } = this.#parts;
    const { step } = branch;
    if (step.kind === 'calling') return this.#calls.make(branch, step);
    if (step.kind !== 'entered' && step.kind !== 'settled') return undefined;
    const situation = this.#situationOf(branch);
    if (situation === undefined) return undefined;
    const decision =
      step.kind === 'entered'
        ? await enter(situation, clock.millis())
        : await conclude(situation, step.outcome);
    if (!journal.isOpen) return undefined;
    return journal.checkpoint(() => this.#carryOut(decision, situation));
  }

  #carryOut(decision: Decision, situation: Situation): Branch | undefined {
    const { clock, onTransition } = this.#parts;
    const { branch } = situation;
    const now = clock.millis();
    const events = eventsOf(decision, situation);
    switch (decision.kind) {
      case 'call': {
        const { awaitsToken, timeout } = decision;
        if (!awaitsToken) return this.#save({ ...branch, step: { kind: 'calling', timeout } });
        const deadline = timeout === undefined ? undefined : branch.attemptAt + timeout;
        return this.#save({ ...branch, step: { kind: 'calling', token: newToken(branch), deadline } });
      }
      case 'wait':
        this.#save({ ...branch, step: { kind: 'waiting', until: decision.until } });
        return undefined;
      case 'retry': {
        const { attempts, after } = decision;
        const retryCount = branch.retryCount + 1;
        this.#save(
          { ...branch, retryCount, attempts, step: { kind: 'retrying', until: now + after } },
          events,
        );
        return undefined;
      }
      case 'go': {
        const at = { state: decision.to, now };
        const next = entering(at, { input: decision.output, variables: decision.variables });
        const saved = this.#save({ ...branch, ...next }, events);
        if (saved !== undefined) onTransition();
        return saved;
      }
      case 'end':
        this.#end(branch, { kind: 'success', value: decision.output }, events);
        return undefined;
      case 'fail':
        this.#end(branch, { kind: 'failure', error: decision.error, cause: decision.cause }, events);
        return undefined;
    }
  }

  #end(branch: Branch, outcome: Outcome, events: NewEvent[]): void {
    const { clock } = this.#parts;
    // Only a branch that has not moved on may end its execution.
    if (this.#save(branch, events) === undefined) return;
    const at = clock.millis();
    this.endExecution(
      branch.execution,
      outcome.kind === 'success'
        ? { status: 'SUCCEEDED', at, output: JSON.stringify(outcome.value) }
        : { status: 'FAILED', at, error: outcome.error, cause: outcome.cause },
    );
  }

  #situationOf(branch: Branch): Situation | undefined {
    return situationOf(branch, this.#parts.journal, this.#parts.machineOf);
  }

  #save(branch: Branch, events?: NewEvent[]): Branch | undefined {
    return saveBranch(branch, this.#parts.journal, this.#parts.clock, events);
  }
}

const endingTypes = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};
const endingEvent = ({ status, output, error, cause }: Ending): NewEvent => ({
  type: endingTypes[status],
  value: output === undefined ? { error, cause } : JSON.parse(output),
});
