import type { IsoInstant } from '../../schemas/time.ts';

type Entry = { at: number; run: () => void };

/** What is to happen when, by the one clock; in the order of time, and of asking where times are equal. */
export class Agenda {
  /** In milliseconds since 1970. */
  millis: number;
  /** The next one last. */
  readonly #entries: Entry[] = [];
  #written = { of: Number.NaN, as: '' };

  constructor(start: IsoInstant) {
    this.millis = Date.parse(start);
  }

  now(): IsoInstant {
    if (this.#written.of !== this.millis)
      this.#written = { of: this.millis, as: new Date(this.millis).toISOString() };
    return this.#written.as;
  }

  at(moment: number, run: () => void): void {
    const at = Math.max(moment, this.millis);
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.at ?? 0) <= at) high = middle;
      else low = middle + 1;
    }
    this.#entries.splice(low, 0, { at, run });
  }

  in(milliseconds: number, run: () => void): void {
    this.at(this.millis + milliseconds, run);
  }

  get next(): number | undefined {
    return this.#entries.at(-1)?.at;
  }

  /** Takes the first entry that is due by now. */
  takeDue(): (() => void) | undefined {
    const first = this.#entries.at(-1);
    if (!first || first.at > this.millis) return undefined;
    this.#entries.pop();
    return first.run;
  }
}
