import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Counts what is going on, so that the clock can tell when all is quiet. Whatever works in the background and must be
 * over before time moves on (an execution's step, a Lambda's invocation, an event's delivery) runs inside `during`.
 */
export class Activity {
  #running = 0;
  #quietened: (() => void)[] = [];

  get isQuiet(): boolean {
    return this.#running === 0;
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      if (this.#running === 0) for (const quieten of this.#quietened.splice(0)) quieten();
    }
  }

  /** Resolves once nothing runs, and nothing was about to start either. */
  async quiet(): Promise<void> {
    do {
      while (!this.isQuiet) await new Promise<void>((resolve) => this.#quietened.push(resolve));
      await nextTurn();
    } while (!this.isQuiet);
  }
}
