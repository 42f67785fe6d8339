import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { IsoInstant } from '../../schemas/time.ts';
import type { Agenda } from './agenda.ts';
import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';

/** One running invocation of a function, or one thing that a person does on a page. */
export class Process {
  readonly name: string;
  readonly begun: { at: IsoInstant; step: number };
  /** Calls that it waits for. */
  waitingFor = 0;
  hasEnded = false;
  isDead = false;
  readonly #whenDead: (why: string) => void;
  readonly #badEnds: (() => void)[] = [];

  constructor(name: string, begun: Process['begun'], whenDead: (why: string) => void) {
    this.name = name;
    this.begun = begun;
    this.#whenDead = whenDead;
  }

  /** To be told if it dies or throws. */
  onBadEnd(told: () => void): void {
    this.#badEnds.push(told);
  }

  end(isGood: boolean): void {
    this.hasEnded = true;
    if (!isGood) for (const told of this.#badEnds) told();
  }

  /** It does nothing more, whatever it waits for. */
  die(why: string): void {
    if (this.isDead || this.hasEnded) return;
    this.isDead = true;
    for (const told of this.#badEnds) told();
    this.#whenDead(why);
  }
}

export type Ended<T> =
  | { kind: 'answered'; value: T }
  | { kind: 'threw'; error: unknown }
  | { kind: 'died'; why: string };

/** What a service does with a call: its effect, and what the caller hears. `process`: who calls. */
export type Service<T> = (process: Process) => T;

type Call = { process: Process; what: string; perform: () => void };

/** In milliseconds, what a slow call may take: a moment, longer than a step, longer than a lease. */
const delays = [500, 3_000, 20_000, 50_000, 130_000] as const;

/**
 * The border between our code and AWS: every call waits here until it is let through, one at a time, in an order that chance
 * draws. So the order of all concurrent work is the seed's, and between any two effects something may die.
 */
export class Border {
  readonly #agenda: Agenda;
  readonly #chance: Chance;
  readonly #faults: Faults;
  readonly #current = new AsyncLocalStorage<Process>();
  readonly #calls: Call[] = [];
  readonly #live = new Set<Process>();
  /** Grows with every effect. */
  step = 0;
  /** Called for each call that is let through. */
  onCall: (process: Process, what: string, outcome: string) => void = () => {};

  constructor(parts: { agenda: Agenda; chance: Chance; faults: Faults }) {
    this.#agenda = parts.agenda;
    this.#chance = parts.chance;
    this.#faults = parts.faults;
  }

  get isIdle(): boolean {
    return this.#calls.length === 0;
  }

  /** Runs our code until it ends, dies, or has no time left. */
  run<T>(name: string, seconds: number, work: () => Promise<T>): Promise<Ended<T>> {
    const { promise, resolve } = Promise.withResolvers<Ended<T>>();
    const process = new Process(name, { at: this.#agenda.now(), step: this.step }, (why) => {
      this.#live.delete(process);
      resolve({ kind: 'died', why });
    });
    this.#live.add(process);
    const end = (outcome: Ended<T>) => {
      if (process.isDead) return;
      process.end(outcome.kind === 'answered');
      this.#live.delete(process);
      resolve(outcome);
    };
    this.#current.run(process, () => {
      work().then(
        (value) => end({ kind: 'answered', value }),
        (error: unknown) => end({ kind: 'threw', error }),
      );
    });
    this.#agenda.in(seconds * 1000, () => process.die('timeout'));
    return promise;
  }

  /** Our code calls a service. Resolves with what the service answers; never, if the caller dies first. */
  call<T>(what: string, service: Service<T>): Promise<T> {
    const process = this.#current.getStore();
    if (!process) throw new Error(`${what} is called by nobody`);
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    process.waitingFor += 1;
    const perform = () => {
      process.waitingFor -= 1;
      try {
        const value = service(process);
        // The dead hear nothing.
        if (!process.isDead) resolve(value);
      } catch (error) {
        if (!process.isDead) reject(error);
      }
    };
    if (process.isDead) return promise;
    const call = { process, what, perform };
    if (this.#faults.strikes('callIsSlow')) {
      this.#faults.seen('callIsSlow');
      this.#agenda.in(this.#chance.pick(delays), () => {
        // A connection ends with its process.
        if (!process.isDead) this.#calls.push(call);
      });
    } else this.#calls.push(call);
    return promise;
  }

  /** Lets one call through. */
  async letThrough(): Promise<void> {
    const at = this.#chance.below(this.#calls.length);
    const [call] = this.#calls.splice(at, 1);
    if (!call) return;
    const { process, what, perform } = call;
    this.step += 1;
    if (process.isDead) {
      this.#letArrive(call);
      return;
    }
    const dies = this.#faults.strikes('functionDies')
      ? this.#chance.pick(['before', 'after'] as const)
      : undefined;
    if (dies === 'before') {
      this.onCall(process, what, 'dies before');
      this.#faults.seen('functionDies');
      process.die('died');
      return;
    }
    this.onCall(process, what, dies ? 'dies after' : 'done');
    if (dies === 'after') {
      this.#faults.seen('functionDies');
      // Dead first, so that nobody hears the answer.
      process.die('died');
      perform();
    } else perform();
    await this.settled();
  }

  /** Our code has come as far as it can without an answer. */
  async settled(): Promise<void> {
    for (let turn = 0; ; turn += 1) {
      await nextTurn();
      const busy = [...this.#live].find(({ waitingFor }) => waitingFor === 0);
      if (!busy) return;
      if (turn > 10_000) throw new Error(`${busy.name} waits for something that is not behind the border`);
    }
  }

  /** What had been sent when its sender was stopped may arrive all the same. */
  #letArrive({ process, what, perform }: Call): void {
    if (process.hasEnded || !this.#chance.happens(0.3)) return;
    this.onCall(process, what, 'arrives after its sender died');
    perform();
  }

  /** Everything that runs is gone, as when a machine is switched off. What is on its way arrives now, or never. */
  killAll(): void {
    for (const process of [...this.#live]) process.die('killed');
    for (const call of this.#calls.splice(0)) this.#letArrive(call);
  }
}
