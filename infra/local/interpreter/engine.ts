import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { dueOf, entering, type Outcome, type Step } from './branch.ts';
import type { Clock } from './clock.ts';
import { isTooLarge } from './data-limit.ts';
import { type Machine, readMachine } from './definition.ts';
import { ServiceError } from './errors.ts';
import type { ExecutionRecord, ExecutionStatus } from './execution-records.ts';
import { entered, type HistoryEvent } from './history.ts';
import type { Journal } from './journal.ts';
import type { Invoke } from './lambda-calls.ts';
import type { Lacking } from './machine-rights.ts';
import { Runner } from './runner.ts';
import { readToken } from './tokens.ts';

export type MachineDefinition = {
  arn: string;
  name: string;
  /** The definition in the Amazon States Language: its JSON text, with every reference resolved, or its value. */
  definition: unknown;
};

export type EngineOptions = {
  machines: readonly MachineDefinition[];
  invoke: Invoke;
  journal: Journal;
  clock: Clock;
  /** Lambda invocations at once; the others queue. */
  concurrency?: number;
  /** What IAM says when a machine's role lacks a right; without it, every machine may do everything. */
  lacking?: Lacking;
  /** Called for each transition AWS bills a Standard workflow for: every state entered, every retry. */
  onTransition?: () => void;
};

export type ExecutionDescription = {
  executionArn: string;
  stateMachineArn: string;
  name: string;
  status: ExecutionStatus;
  startDate: string;
  stopDate?: string;
  /** JSON text. */
  input: string;
  output?: string;
  error?: string;
  cause?: string;
};

export type ExecutionSummary = {
  name: string;
  machine: string;
  status: ExecutionStatus;
  /** The state it is in, or ended in. */
  state: string | null;
  /** When it entered that state, or ended. */
  since: string;
  /** Events of its history, counted as AWS counts them. */
  events: number;
  /** Of one that failed. */
  error?: string;
  cause?: string;
};

export type ExecutionHistory = Pick<ExecutionSummary, 'name' | 'machine' | 'status' | 'events'> & {
  startDate: string;
  stopDate: string | undefined;
  /** Where a running one stands within its state, and until when at most. */
  step: Step['kind'] | undefined;
  until: string | undefined;
  history: HistoryEvent[];
};

/**
 * Step Functions on one machine: the actions of its API on the machines given, with their AWS errors (ServiceError). As
 * in the API, inputs and outputs are JSON texts and instants ISO strings.
 */
export class Engine {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #runner: Runner;
  readonly #onTransition: () => void;
  readonly #machines = new Map<string, { machine: Machine; hash: string }>();
  readonly #byHash = new Map<string, Machine>();

  /** @throws DefinitionRefused when a machine needs more than the interpreter covers. */
  constructor(options: EngineOptions) {
    const { machines, invoke, journal, clock, concurrency = 8 } = options;
    const { onTransition = () => {}, lacking = () => undefined } = options;
    this.#journal = journal;
    this.#clock = clock;
    this.#onTransition = onTransition;
    for (const definition of machines) this.#load(definition);
    const machineOf = (execution: ExecutionRecord) => this.#machineOf(execution);
    this.#runner = new Runner({
      journal,
      clock,
      invoke,
      lacking,
      onTransition,
      machineOf,
      concurrency,
    });
  }

  /** Takes up every execution where the last process left it, and lets timers fire. Call once, when Lambdas can be called. */
  resume(): void {
    this.#runner.resume();
    this.#clock.attach(this.#runner);
  }

  /**
   * Idempotent as on AWS: the same name and input while it runs answer the running execution.
   * @throws ServiceError StateMachineDoesNotExist, InvalidName, InvalidExecutionInput, ExecutionAlreadyExists
   */
  start(request: { machineArn: string; name?: string | undefined; input?: string | undefined }): {
    executionArn: string;
    startDate: string;
  } {
    const { machineArn, name = randomUUID(), input = '{}' } = request;
    const loaded = this.#machines.get(machineArn);
    if (loaded === undefined)
      throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${machineArn}'`);
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(name)) throw new ServiceError('InvalidName', `Invalid Name: '${name}'`);
    const value = parseJson(input, 'InvalidExecutionInput');
    const executionArn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;

    const existing = this.#journal.executions.byArn(executionArn);
    if (existing?.status === 'RUNNING' && existing.input === input)
      return { executionArn, startDate: isoOf(existing.startedAt) };
    if (existing !== undefined)
      throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`);

    const { machine, hash } = loaded;
    const now = this.#clock.millis();
    const deadline = machine.timeoutSeconds === undefined ? null : now + machine.timeoutSeconds * 1000;
    const branch = this.#journal.checkpoint(() => {
      const execution = this.#journal.executions.add({
        ...{ arn: executionArn, name, input, startedAt: now, deadline },
        ...{ machineArn, machineName: machine.name, definition: hash },
      });
      const at = { state: machine.startAt, now };
      this.#journal.events.append(execution, now, [
        { type: 'ExecutionStarted', value },
        entered(machine.states.get(machine.startAt), machine.startAt),
      ]);
      return this.#journal.branches.add(execution, entering(at, { input: value, variables: {} }));
    });
    if (deadline !== null) this.#clock.timerAdded(deadline);
    this.#onTransition();
    this.#runner.wake(branch.id);
    return { executionArn, startDate: isoOf(now) };
  }

  /** Stops a running execution; one that has ended stays as it is. @throws ServiceError ExecutionDoesNotExist */
  stop(executionArn: string, error?: string, cause?: string): { stopDate: string } {
    const execution = this.#execution(executionArn);
    const at = this.#clock.millis();
    const stopped = this.#runner.endExecution(execution.id, { status: 'ABORTED', at, error, cause });
    return { stopDate: isoOf(stopped ? at : (execution.stoppedAt ?? at)) };
  }

  /** @throws ServiceError ExecutionDoesNotExist */
  describe(executionArn: string): ExecutionDescription {
    const { name, machineArn, status, startedAt, stoppedAt, input, output, error, cause } =
      this.#execution(executionArn);
    return {
      ...{ executionArn, stateMachineArn: machineArn, name, status, startDate: isoOf(startedAt), input },
      ...(stoppedAt === null ? {} : { stopDate: isoOf(stoppedAt) }),
      ...(output === null ? {} : { output }),
      ...(error === null ? {} : { error }),
      ...(cause === null ? {} : { cause }),
    };
  }

  /** Every execution ever started, oldest first. */
  list(): ExecutionSummary[] {
    const rows = this.#journal.executions.list();
    return rows.map(({ name, machineName, status, state, since, events, error, cause }) => ({
      ...{ name, machine: machineName, status, state, since: isoOf(since), events },
      ...(error !== null && { error }),
      ...(cause !== null && { cause }),
    }));
  }

  /** A page of those of a machine that run. @param nextToken of the page before @throws ServiceError InvalidToken */
  listRunning({
    machineArn,
    most,
    nextToken = '0',
  }: {
    machineArn: string;
    most: number;
    nextToken?: string;
  }): {
    executions: { executionArn: string; name: string; startDate: string }[];
    nextToken?: string;
  } {
    if (!/^\d{1,15}$/.test(nextToken))
      throw new ServiceError('InvalidToken', 'The token is not one of a list');
    const found = this.#journal.executions.running(machineArn, Number(nextToken), most + 1);
    const executions = found
      .slice(0, most)
      .map(({ arn, name, startedAt }) => ({ executionArn: arn, name, startDate: isoOf(startedAt) }));
    const last = found[most - 1];
    return { executions, ...(found.length > most && last && { nextToken: String(last.id) }) };
  }

  /** Executions ever started, and how many of them have ended: a list of ten thousand only to count them takes its time. */
  count(): { started: number; ended: number } {
    return this.#journal.executions.count();
  }

  /** The latest execution of this name with all that is kept of its history; undefined if there is none. */
  history(name: string): ExecutionHistory | undefined {
    const execution = this.#journal.executions.latestOfName(name);
    if (execution === undefined) return undefined;
    const { id, machineName, status, startedAt, stoppedAt } = execution;
    const step = this.#journal.branches.ofExecution(id)?.step;
    const history = this.#journal.events.ofExecution(id);
    return {
      ...{ name, machine: machineName, status, startDate: isoOf(startedAt), step: step?.kind },
      ...{ stopDate: stoppedAt === null ? undefined : isoOf(stoppedAt), until: untilOf(step) },
      ...{ events: history.at(-1)?.number ?? 0, history },
    };
  }

  /** @param output JSON text @throws ServiceError InvalidOutput, InvalidToken, TaskDoesNotExist, TaskTimedOut */
  sendTaskSuccess(token: string, output: string): void {
    this.#ring(token, { kind: 'success', value: parseJson(output, 'InvalidOutput') });
  }

  /** @throws ServiceError InvalidToken, TaskDoesNotExist, TaskTimedOut */
  sendTaskFailure(token: string, error = '', cause = ''): void {
    this.#ring(token, { kind: 'failure', error, cause });
  }

  /** The answer is kept before this returns, whether or not the Lambda that was given the token has ended. */
  #ring(token: string, outcome: Outcome): void {
    const named = readToken(token);
    if (named === undefined) throw new ServiceError('InvalidToken', 'Invalid Token');
    if (this.#journal.executions.byId(named.execution) === undefined)
      throw new ServiceError('TaskDoesNotExist', 'Task does not exist');
    const branch = this.#journal.branches.byId(named.branch);
    const isOpen =
      (branch?.step.kind === 'calling' || branch?.step.kind === 'awaiting') && branch.step.token === token;
    if (!isOpen || !this.#runner.settle(branch, outcome))
      throw new ServiceError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
  }

  #load(source: MachineDefinition): void {
    const machine = readMachine(source);
    const { arn, name, definition } = source;
    const text = JSON.stringify([arn, name, definition]);
    const hash = createHash('sha256').update(text).digest('hex');
    this.#journal.keepDefinition(hash, text);
    this.#machines.set(arn, { machine, hash });
    this.#byHash.set(hash, machine);
  }

  /** The machine as it was when the execution began: the definition may have changed since the last start. */
  #machineOf({ definition: hash }: ExecutionRecord): Machine {
    const known = this.#byHash.get(hash);
    if (known !== undefined) return known;
    const [arn, name, definition] = keptDefinition.parse(JSON.parse(this.#journal.definition(hash)));
    const machine = readMachine({ arn, name, definition });
    this.#byHash.set(hash, machine);
    return machine;
  }

  #execution(arn: string): ExecutionRecord {
    const execution = this.#journal.executions.byArn(arn);
    if (execution === undefined)
      throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return execution;
  }
}

const keptDefinition = z.tuple([z.string(), z.string(), z.unknown()]);

const isoOf = (millis: number): string => new Date(millis).toISOString();

const untilOf = (step: Step | undefined): string | undefined => {
  const due = step && dueOf({ step });
  return due == null ? undefined : isoOf(due);
};

function parseJson(text: string, error: 'InvalidExecutionInput' | 'InvalidOutput'): unknown {
  // AWS refuses it as a value that breaks the field's length.
  if (isTooLarge(text))
    throw new ServiceError('ValidationException', 'The value is longer than 262144 bytes');
  try {
    return JSON.parse(text);
  } catch {
    throw new ServiceError(error, 'Invalid JSON');
  }
}
