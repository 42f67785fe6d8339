import { Activity } from './activity.ts';
import type { ClockMemory } from './journal.ts';

/** setTimeout fires at once beyond this delay; longer waits are slept in several naps. */
const longestNap = 2 ** 31 - 1;

/** More timers than a large campaign fires in a month: something tries again without end. */
const mostTimersOfJump = 50_000;

/** A jump that fired too many timers: the clock stands where it had got, and another jump goes on from there. */
export class TooManyTimers extends Error {
  override name = 'TooManyTimers';
  readonly ran: number;
  constructor(ran: number) {
    super(`The jump was stopped after ${ran} timers`);
    this.ran = ran;
  }
}

/** Where timers are kept. Instants are in milliseconds since 1970, on the virtual clock. */
export type TimerSource = {
  /** The earliest timer, in the past or not. */
  nextDue(): number | undefined;
  /** Starts everything due by then, without waiting for it (see Activity), and answers how many timers that were. */
  fireDue(by: number): number;
};

export type ClockOptions = {
  /** Where it is kept across restarts: the journal. Without it, nowhere. */
  memory?: { clockMemory(): ClockMemory | undefined; keepClock(memory: ClockMemory): void };
  /** Where time begins (ISO) when nothing is remembered; else now. */
  startAt?: string;
  /** Time stands still but for `advanceTo`: for tests, and for a year played in a minute. */
  frozen?: boolean;
  /** After how many timers a jump is stopped. */
  mostTimers?: number;
};

/**
 * The one clock of the local home: real time plus an offset, moved forward on demand, never backwards, not even across
 * restarts. Timers fire by themselves as time passes, or in order while it is advanced.
 */
export class Clock {
  readonly activity = new Activity();
  readonly #memory: ClockOptions['memory'];
  readonly #mostTimers: number;
  readonly #sources: TimerSource[] = [];
  #offset: number;
  #latest: number;
  /** The instant at which time stands, while it is advanced or because the clock is frozen. */
  #still: number | undefined;
  #advancing: Promise<unknown> = Promise.resolve();
  #isAdvancing = false;
  #nap: NodeJS.Timeout | undefined;
  #wakeAt: number | undefined;
  #isStopped = false;

  constructor({ memory, startAt, frozen = false, mostTimers = mostTimersOfJump }: ClockOptions = {}) {
    this.#memory = memory;
    this.#mostTimers = mostTimers;
    const real = Date.now();
    const remembered = memory?.clockMemory();
    const start = startAt === undefined ? real : instantOf(startAt);
    this.#latest = remembered?.latest ?? start;
    // The machine's own clock may have been set back since.
    this.#offset = remembered ? Math.max(remembered.offset, remembered.latest - real) : start - real;
    if (frozen) this.#still = this.#latest;
    this.millis();
    this.#keep();
  }

  /** Virtual time in milliseconds since 1970. */
  millis(): number {
    this.#latest = Math.max(this.#latest, this.#still ?? Date.now() + this.#offset);
    return this.#latest;
  }

  /** Virtual time, as Step Functions writes it: `2026-10-09T14:00:00.000Z`. */
  now(): string {
    return new Date(this.millis()).toISOString();
  }

  /** When the next timer falls due (ISO). */
  nextDue(): string | undefined {
    const due = this.#nextDue();
    return due === undefined ? undefined : new Date(due).toISOString();
  }

  /** Takes over a source's timers; those overdue fire at once. */
  attach(source: TimerSource): void {
    this.#sources.push(source);
    this.#sleep();
  }

  /** A source says that it has a new timer. */
  timerAdded(due: number): void {
    if (this.#wakeAt === undefined || due < this.#wakeAt) this.#sleep(due);
  }

  /**
   * Moves time forward to the instant (ISO; a past one leaves the time where it is). Each timer on the way fires at its
   * own time: all that share an instant together, then nothing more until all is quiet. Calls follow one another.
   * @returns the time reached and how many timers fired.
   * @throws RangeError if the instant cannot be read.
   * @throws TooManyTimers once all is quiet where it was stopped.
   */
  async advanceTo(instant: string): Promise<{ now: string; ran: number }> {
    const target = instantOf(instant);
    const turn = this.#advancing.then(() => this.#advance(target));
    this.#advancing = turn.catch(() => {});
    return turn;
  }

  /** No timer fires any more. */
  stop(): void {
    this.millis();
    this.#keep();
    this.#isStopped = true;
    clearTimeout(this.#nap);
  }

  async #advance(target: number): Promise<{ now: string; ran: number }> {
    const runs = this.#still === undefined;
    let ran = 0;
    this.#isAdvancing = true;
    clearTimeout(this.#nap);
    this.#stand(this.millis());
    try {
      for (;;) {
        await this.activity.quiet();
        // Stopped, its home is being closed: there is no journal left to ask.
        const due = this.#isStopped ? undefined : this.#nextDue();
        if (due === undefined || due > Math.max(target, this.millis())) break;
        if (ran >= this.#mostTimers) throw new TooManyTimers(ran);
        this.#stand(Math.max(due, this.millis()));
        ran += this.#fire(this.millis());
      }
      if (!this.#isStopped) this.#stand(Math.max(target, this.millis()));
      return { now: this.now(), ran };
    } finally {
      this.#isAdvancing = false;
      if (runs) this.#still = undefined;
      this.#sleep();
    }
  }

  /** Stands at an instant, from which real time would run on. */
  #stand(instant: number): void {
    this.#still = instant;
    this.#latest = instant;
    this.#offset = instant - Date.now();
    this.#keep();
  }

  #keep(): void {
    if (!this.#isStopped) this.#memory?.keepClock({ offset: this.#offset, latest: this.#latest });
  }

  #nextDue(): number | undefined {
    const dues = this.#sources.map((source) => source.nextDue()).filter((due) => due !== undefined);
    return dues.length === 0 ? undefined : Math.min(...dues);
  }

  #fire(by: number): number {
    return this.#sources.reduce((ran, source) => ran + source.fireDue(by), 0);
  }

  /** Sleeps until the next timer; while time is advanced, or stands, no timer comes nearer by itself. */
  #sleep(due = this.#isStopped ? undefined : this.#nextDue()): void {
    clearTimeout(this.#nap);
    this.#wakeAt = undefined;
    if (this.#isStopped || this.#isAdvancing || due === undefined) return;
    const delay = Math.max(0, due - this.millis());
    if (this.#still !== undefined && delay > 0) return;
    this.#wakeAt = due;
    // The home's server keeps the process alive; a timer alone must not.
    this.#nap = setTimeout(() => this.#wake(), Math.min(delay, longestNap)).unref();
  }

  #wake(): void {
    const now = this.millis();
    this.#wakeAt = undefined;
    if ((this.#nextDue() ?? Number.POSITIVE_INFINITY) <= now) {
      this.#keep();
      this.#fire(now);
    }
    this.#sleep();
  }
}

function instantOf(iso: string): number {
  const instant = Date.parse(iso);
  if (Number.isNaN(instant)) throw new RangeError(`“${iso}” is not an instant`);
  return instant;
}
