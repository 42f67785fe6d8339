/** One stream of chance from one seed (xorshift128, Marsaglia 2003): everything that a run decides is drawn from it. */
export class Chance {
  readonly #state: Uint32Array;

  constructor(seed: number) {
    // SplitMix32 spreads neighbouring seeds far apart.
    let mixed = seed >>> 0;
    this.#state = Uint32Array.from({ length: 4 }, () => {
      mixed = (mixed + 0x9e3779b9) >>> 0;
      let value = mixed;
      value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
      value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
      return (value ^ (value >>> 16)) >>> 0;
    });
  }

  /** In [0, 1). */
  next(): number {
    const [x = 0, y = 0, z = 0, w = 0] = this.#state;
    const t = x ^ (x << 11);
    const value = (w ^ (w >>> 19) ^ t ^ (t >>> 8)) >>> 0;
    this.#state.set([y, z, w, value]);
    return value / 2 ** 32;
  }

  /** 0 to n − 1. */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }

  /** @throws on an empty list */
  pick<T>(list: readonly T[]): T {
    const picked = list[this.below(list.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }

  /** Hexadecimal, of so many bytes. */
  bytes(size: number): Buffer {
    return Buffer.from(Array.from({ length: size }, () => this.below(256)));
  }
}
