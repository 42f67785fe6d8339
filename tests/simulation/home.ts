import * as z from 'zod';
import { Clock, type TimerSource } from '../../infra/local/interpreter/clock.ts';
import { Engine, type MachineDefinition } from '../../infra/local/interpreter/engine.ts';
import { Journal } from '../../infra/local/interpreter/journal.ts';
import type { Answer } from '../../infra/local/interpreter/lambda-calls.ts';
import { following } from '../../infra/local/template/schedules.ts';
import { stagePlan } from '../../schemas/plan.ts';
import { Agenda } from './agenda.ts';
import { Border, type Ended } from './border.ts';
import { Chance } from './chance.ts';
import { type Fault, Faults } from './faults.ts';
import type { Observation } from './observations.ts';
import { MailService } from './services/mail.ts';
import { MemoryTable, type TableShape } from './services/memory-table.ts';
import type { Services } from './services/sdk.ts';

/** What of the deployed template a run needs. */
export type Template = {
  machines: MachineDefinition[];
  tables: { name: string; shape: TableShape }[];
  /** By name as in the template, without its suffix: `PlanStage`. */
  functions: Record<string, { arn: string; timeoutSeconds: number }>;
  /** In milliseconds, how often the sweep looks. */
  sweepEvery: number;
  /** In milliseconds, how often is looked for launches that are scheduled. */
  launchEvery: number;
  /** Functions that are called every day, at that time in Paris. */
  daily: { name: string; at: { daily: { hour: number; minute: number } } }[];
};

export type Handler = (event: unknown, context: object) => Promise<unknown>;

type Seen = Observation extends infer One
  ? One extends Observation
    ? Omit<One, 'at' | 'step'>
    : never
  : never;

/** The interpreter's clock, moved by the simulation alone. */
class SimulatedClock extends Clock {
  readonly #agenda: Agenda;
  readonly #timers: TimerSource[] = [];

  constructor(agenda: Agenda) {
    super({ startAt: agenda.now(), frozen: true });
    this.#agenda = agenda;
  }
  override millis = () => this.#agenda?.millis ?? 0;
  override now = () => this.#agenda.now();
  override attach(source: TimerSource): void {
    this.#timers[0] = source;
  }
  override timerAdded(): void {}
  next(): number | undefined {
    return this.#timers[0]?.nextDue();
  }
  fire(by: number): void {
    this.#timers[0]?.fireDue(by);
  }
}

const planned = z.object({ plan: stagePlan.optional() });

/** Of an execution, by its ARN. */
type Measured = { largestPayload: number };

const lambdaContext = (name: string, requestId: string) => ({
  ...{ functionName: name, functionVersion: '$LATEST', memoryLimitInMB: '1024', awsRequestId: requestId },
  invokedFunctionArn: `arn:aws:lambda:eu-west-3:000000000000:function:${name}`,
  ...{ logGroupName: 'simulated', logStreamName: 'simulated', callbackWaitsForEmptyEventLoop: true },
  getRemainingTimeInMillis: () => 60_000,
});

/** In milliseconds: how far indexes may lag behind. */
const lags = [50, 400, 3_000, 30_000] as const;
/** In milliseconds: how long Lambda keeps what it was asked to do. */
const keptFor = 6 * 3_600_000;
/** In milliseconds: how long a home may be off. */
const pauses = [3_600_000, 26 * 3_600_000, 3 * 86_400_000] as const;

/** The whole system in one process: our functions and machines, and a simulated AWS around them. */
export class SimulatedHome {
  readonly agenda: Agenda;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly border: Border;
  readonly services: Services;
  readonly template: Template;
  readonly measured = new Map<string, Measured>();
  readonly #handlers: Record<string, Handler>;
  readonly #journal = new Journal(':memory:');
  readonly #observe: (seen: Observation) => void;
  readonly #isOver: () => boolean;
  #clock: SimulatedClock;
  #engine: Engine;
  #generation = 0;
  #sweepAt: number | undefined;
  #launchAt: number | undefined;
  #requests = 0;
  /** Called when the trace has another line. */
  onTrace: (line: string) => void = () => {};
  /** Called with the name of each function that is invoked. */
  onCalled: (name: string) => void = () => {};
  /** By number. */
  readonly #students = new Set<string>();

  constructor(parts: {
    template: Template;
    handlers: Record<string, Handler>;
    seed: number;
    start: string;
    faults: readonly Fault[];
    observe: (seen: Observation) => void;
    /** Asked before each step: whether the play ends here. */
    isOver: () => boolean;
  }) {
    const { template, handlers, seed, start, faults, observe, isOver } = parts;
    this.template = template;
    this.#handlers = handlers;
    this.#observe = observe;
    this.#isOver = isOver;
    this.agenda = new Agenda(start);
    // Streams of their own: what people do stays the same when other faults strike.
    this.chance = new Chance(seed * 5 + 1);
    this.faults = new Faults(new Chance(seed * 5 + 2), faults);
    this.border = new Border({ agenda: this.agenda, chance: this.chance, faults: this.faults });
    this.border.onCall = (process, what, outcome) => this.trace(`${process.name}: ${what} ${outcome}`);
    const [records, audit] = template.tables;
    if (!records || !audit) throw new Error('the template has two tables');
    const onWritten = (before: object | undefined, after: object | undefined) => {
      const { pk, sk } = { ...before, ...after } as { pk: string; sk: string };
      const { campaignId, studentNumber } = (after ?? {}) as { campaignId?: string; studentNumber?: string };
      if (campaignId && studentNumber) this.#students.add(studentNumber);
      this.seen({
        kind: 'written',
        pk,
        sk,
        ...(before && { before: before as never }),
        ...(after && { after: after as never }),
      });
      const { duePk } = (after ?? {}) as { duePk?: string };
      if (duePk === 'DUE' || this.#sweepAt !== undefined) this.#sweepLater();
      if (duePk === 'SCHEDULED') this.#launchLater();
    };
    const tables = new Map([
      [records.name, new MemoryTable(records.shape, { onWritten })],
      [audit.name, new MemoryTable(audit.shape)],
    ]);
    const awayUntil = new Map<Fault, number>();
    const isAway = (fault: Fault): boolean => {
      if (this.faults.strikes(fault)) {
        this.faults.seen(fault);
        awayUntil.set(fault, this.agenda.millis + this.chance.pick([10, 90, 400]) * 60_000);
      }
      return this.agenda.millis < (awayUntil.get(fault) ?? 0);
    };
    const mail = new MailService({
      isAway,
      ...{ agenda: this.agenda, chance: this.chance, faults: this.faults },
      onLeft: (left) => {
        this.trace(
          `mail ${left.occasion} ${left.mailKey} to ${left.to}${process.env.SIMTEXT ? JSON.stringify(left.text) : ''}`,
        );
        this.seen(left);
      },
      onTrial: (left) => {
        this.trace(`trial ${left.subject} to ${left.to}`);
        this.seen(left);
      },
      onFailed: ({ to, campaignId, mailKey }, why) =>
        this.seen({ kind: 'mailFailed', to, campaignId, mailKey, why }),
      publish: (event, heard) => this.#deliver('MailEvents', event, 4, heard),
    });
    this.services = {
      ...{ border: this.border, faults: this.faults, tables, mail, isAway, secret: 'of-the-simulation' },
      engine: () => this.#engine,
      invokeLater: (arn, payload) => this.#deliver(this.#nameOf(arn), payload, 3),
      beginLag: (table) => {
        table.lag(true);
        this.agenda.in(this.chance.pick(lags), () => {
          table.lag(false);
          table.catchUp();
        });
      },
    };
    this.#clock = new SimulatedClock(this.agenda);
    this.#engine = this.#openEngine();
    for (const one of this.template.daily) this.#callDaily(one);
  }

  get records(): MemoryTable {
    const [table] = this.services.tables.values();
    if (!table) throw new Error('no table');
    return table;
  }

  /** In ms, when something of that stage's plan is still to come, its closing rather than another; undefined when nothing is. */
  someMomentOf(campaignId: string, studentNumber: string): number | undefined {
    const found = this.records.get({
      ...{ TableName: this.template.tables[0]?.name, ConsistentRead: true },
      Key: { pk: `CAMPAIGN#${campaignId}`, sk: `PLACEMENT#${studentNumber}` },
    });
    const { plan } = planned.parse(found.Item ?? {});
    const moments = [plan?.assignment, plan?.briefing, ...(plan?.rounds ?? [])].flatMap((one) =>
      one ? [Date.parse(one.at)] : [],
    );
    const toCome = moments.filter((at) => at > this.agenda.millis);
    if (toCome.length === 0) return undefined;
    return this.chance.happens(0.4) ? toCome.at(-1) : this.chance.pick(toCome);
  }

  /** Some student's number. */
  anyStudent(): string {
    return this.chance.pick([...this.#students]);
  }

  /** Numbers what people ask of pages. */
  nextRequest(): number {
    this.#requests += 1;
    return this.#requests;
  }

  trace(line: string): void {
    this.onTrace(`${this.agenda.now()} ${this.border.step} ${line}`);
  }

  /** To the promises. */
  seen(what: Seen): void {
    this.#observe(Object.assign(what, { at: this.agenda.now(), step: this.border.step }) as Observation);
  }

  /** Calls a function as Lambda does. */
  async invoke(name: string, payload: unknown): Promise<Ended<unknown>> {
    const { timeoutSeconds = 60 } = this.template.functions[name] ?? {};
    const handler = this.#handlers[name];
    if (!handler) throw new Error(`the simulation has no function ${name}`);
    this.onCalled(name);
    const context = lambdaContext(name, `request${this.nextRequest()}`);
    const event: unknown = structuredClone(payload);
    const outcome = await this.border.run(name, timeoutSeconds, () => handler(event, context));
    this.trace(`${name} ${outcome.kind}${outcome.kind === 'threw' ? ` ${String(outcome.error)}` : ''}`);
    return outcome;
  }

  /** Until then, or until nothing is left to come. */
  async run(until: number): Promise<void> {
    await this.border.settled();
    while (!this.#isOver() && (await this.#next(until)));
    this.agenda.millis = Math.max(this.agenda.millis, until);
  }

  /** To the promises: what executions cost. */
  measureExecutions(): void {
    for (const { name, machine, status, events } of this.#engine.list())
      this.seen({
        kind: 'execution',
        ...{ name, machine, status, events, largestPayload: this.measured.get(name)?.largestPayload ?? 0 },
      });
  }

  /** One thing happens: a call is let through, or time goes on to what comes next. @returns false when nothing is left to come */
  async #next(until: number): Promise<boolean> {
    this.#strike();
    if (!this.border.isIdle) {
      if (this.faults.strikes('clockJumps')) {
        this.faults.seen('clockJumps');
        await this.#moveTo(this.agenda.millis + this.chance.pick([1_000, 70_000, 600_000]));
      } else await this.border.letThrough();
      return true;
    }
    const dues = [this.agenda.next, this.#clock.next()].filter((due) => due !== undefined);
    const due = Math.max(this.agenda.millis, Math.min(...dues, Number.POSITIVE_INFINITY));
    if (due > until) return false;
    await this.#moveTo(due);
    return true;
  }

  async #moveTo(moment: number): Promise<void> {
    this.agenda.millis = moment;
    // At one instant, what our machines do and what others do may come in either order.
    if (this.chance.happens(0.5)) this.#clock.fire(moment);
    for (let run = this.agenda.takeDue(); run; run = this.agenda.takeDue()) run();
    this.#clock.fire(moment);
    await this.border.settled();
  }

  /** An engineer's hand: the records know nothing of it. */
  #takeAwayOne(): void {
    if (!this.faults.strikes('executionGone')) return;
    const machineArn = this.template.machines.find(({ name }) => name.includes('Lifecycle'))?.arn ?? '';
    const { executions } = this.#engine.listRunning({ machineArn, most: 1000 });
    if (executions.length === 0) return;
    const gone = this.chance.pick(executions);
    this.trace(`somebody stops ${gone.name}`);
    this.#engine.stop(gone.executionArn);
    this.faults.seen('executionGone');
  }

  #strike(): void {
    this.#takeAwayOne();
    const isOff = this.faults.strikes('homeOff');
    if (!isOff && !this.faults.strikes('homeKilled')) return;
    this.faults.seen(isOff ? 'homeOff' : 'homeKilled');
    this.trace('the home is killed');
    this.#generation += 1;
    this.border.killAll();
    if (isOff) this.agenda.millis += this.chance.pick(pauses);
    this.#clock = new SimulatedClock(this.agenda);
    this.#engine = this.#openEngine();
  }

  #openEngine(): Engine {
    const generation = this.#generation;
    const engine = new Engine({
      machines: this.template.machines,
      journal: this.#journal,
      clock: this.#clock,
      concurrency: 1_000,
      invoke: (arn, payload) => this.#step(generation, this.#nameOf(arn), payload),
    });
    engine.resume();
    return engine;
  }

  /** A state calls its function. */
  async #step(generation: number, name: string, payload: unknown): Promise<Answer> {
    this.#measure(payload);
    const isCalledTwice = this.faults.strikes('functionCalledTwice');
    if (isCalledTwice) {
      this.faults.seen('functionCalledTwice');
      void this.invoke(name, payload);
    }
    const answered = this.invoke(name, payload).then((outcome): Answer | Promise<never> => {
      // A home that is gone hears nothing of what it had asked for.
      if (generation !== this.#generation) return new Promise<never>(() => {});
      return answerOf(outcome);
    });
    if (!this.faults.strikes('callerGivesUp')) return answered;
    this.faults.seen('callerGivesUp');
    const lost: Answer = { kind: 'error', errorType: 'Lambda.SdkClientException', errorMessage: 'no answer' };
    return Promise.race([
      answered,
      new Promise<Answer | never>((resolve) =>
        this.agenda.in(
          this.chance.pick([1_000, 10_000]),
          () => generation === this.#generation && resolve(lost),
        ),
      ),
    ]);
  }

  #measure(payload: unknown): void {
    const { execution } = (payload ?? {}) as { execution?: string };
    if (execution === undefined) return;
    const size = Buffer.byteLength(JSON.stringify(payload));
    const known = this.measured.get(execution)?.largestPayload ?? 0;
    if (size > known) this.measured.set(execution, { largestPayload: size });
  }

  /** An event, delivered again until it is taken in, so many times. */
  #deliver(name: string, event: unknown, attempts: number, heard = () => {}): void {
    void this.invoke(name, event).then((outcome) => {
      if (outcome.kind === 'answered') heard();
      else if (attempts > 1) this.agenda.in(60_000, () => this.#deliver(name, event, attempts - 1, heard));
    });
  }

  /** Each says by itself that there is nothing to do. */
  #callDaily(one: Template['daily'][number]): void {
    const at = following({ ScheduleExpression: one.at }, this.agenda.millis);
    this.agenda.at(at, () => {
      this.#callDaily(one);
      // Scheduler asks once, and nobody makes up for a day on which the home was off (infra/local/template/schedules.ts).
      if (this.agenda.millis - at > keptFor) return;
      void this.invoke(one.name, { now: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z') });
    });
  }

  /** The schedule of the sweep, while anything is due. */
  #sweepLater(): void {
    if (this.#sweepAt !== undefined) return;
    const { sweepEvery } = this.template;
    this.#sweepAt = (Math.floor(this.agenda.millis / sweepEvery) + 1) * sweepEvery;
    this.agenda.at(this.#sweepAt, () => {
      this.#sweepAt = undefined;
      if (this.#isAnything('DUE')) this.#sweepLater();
      void this.invoke('TakeUp', { now: new Date(this.agenda.millis).toISOString().replace(/\.\d+Z$/, 'Z') });
    });
  }

  /** The schedule of launches, while one is scheduled. */
  #launchLater(): void {
    if (this.#launchAt !== undefined) return;
    const { launchEvery } = this.template;
    this.#launchAt = (Math.floor(this.agenda.millis / launchEvery) + 1) * launchEvery;
    this.agenda.at(this.#launchAt, () => {
      this.#launchAt = undefined;
      if (this.#isAnything('SCHEDULED')) this.#launchLater();
      const now = new Date(this.agenda.millis).toISOString().replace(/\.\d+Z$/, 'Z');
      void this.invoke('LaunchScheduled', { now });
    });
  }

  #isAnything(due: 'DUE' | 'SCHEDULED'): boolean {
    const { Count } = this.records.query({
      ...{ TableName: this.template.tables[0]?.name, IndexName: 'byDue', Limit: 1 },
      ...{ KeyConditionExpression: 'duePk = :due', ExpressionAttributeValues: { ':due': due } },
    });
    return Count > 0;
  }

  #nameOf(arn: string): string {
    const found = Object.entries(this.template.functions).find(([, one]) => one.arn === arn);
    if (!found) throw new Error(`the template has no function ${arn}`);
    return found[0];
  }
}

const answerOf = (outcome: Ended<unknown>): Answer => {
  switch (outcome.kind) {
    case 'answered':
      return {
        kind: 'result',
        payload: outcome.value === undefined ? null : JSON.parse(JSON.stringify(outcome.value)),
      };
    case 'threw': {
      const { name, message } =
        outcome.error instanceof Error ? outcome.error : new Error(String(outcome.error));
      return { kind: 'error', errorType: name, errorMessage: message };
    }
    case 'died':
      return outcome.why === 'timeout'
        ? { kind: 'error', errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out' }
        : { kind: 'error', errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited' };
  }
};
