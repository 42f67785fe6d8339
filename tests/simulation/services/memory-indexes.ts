import type { Attributes } from './item-values.ts';
import { comparePlaces, type Place, SortedItems } from './sorted-items.ts';
import { type IndexShape, type KeyReader, namesOf, type TableShape } from './table-shape.ts';

/** `place`: in the table, where the item stays the same. */
type Write = { place: Place; before: Attributes | undefined; after: Attributes | undefined };
export type IndexesSnapshot = { items: [string, SortedItems][]; queue: Write[]; isLagging: boolean };

/** The indexes of a table, which a write reaches at once or, while they lag, when it is let through. */
export class MemoryIndexes {
  readonly #shapes: Map<string, IndexShape>;
  readonly #projections: Map<string, string[] | undefined>;
  readonly #keys: KeyReader;
  #items: Map<string, SortedItems>;
  /** In the order of the writes: so no item's older state ever replaces its newer one. */
  #queue: Write[] = [];
  #isLagging = false;

  constructor({ keys, indexes }: TableShape, reader: KeyReader) {
    this.#keys = reader;
    this.#shapes = new Map(indexes.map((index) => [index.name, index]));
    this.#items = new Map(indexes.map(({ name }) => [name, new SortedItems()]));
    this.#projections = new Map(
      indexes.map((index) => {
        const { name, projection } = index;
        if (projection === 'ALL') return [name, undefined];
        const more = projection === 'KEYS_ONLY' ? [] : projection;
        return [name, [...new Set([...namesOf(keys), ...namesOf(index), ...more])]];
      }),
    );
  }

  /** How many writes wait. */
  get waiting(): number {
    return this.#queue.length;
  }

  shape(name: string): IndexShape | undefined {
    return this.#shapes.get(name);
  }

  items(name: string): SortedItems {
    return this.#items.get(name) ?? new SortedItems();
  }

  write(write: Write): void {
    if (this.#isLagging) this.#queue.push(write);
    else this.#letThrough(write);
  }

  /** What is still queued is let through when they stop lagging: a later write must not overtake it. */
  lag(isLagging: boolean): void {
    if (!isLagging) this.catchUp();
    this.#isLagging = isLagging;
  }

  catchUp(count = this.#queue.length): number {
    for (const write of this.#queue.splice(0, count)) this.#letThrough(write);
    return this.#queue.length;
  }

  snapshot(): IndexesSnapshot {
    return {
      items: [...this.#items].map(([name, items]) => [name, items.copy()]),
      queue: [...this.#queue],
      isLagging: this.#isLagging,
    };
  }

  restore({ items, queue, isLagging }: IndexesSnapshot): void {
    this.#items = new Map(items.map(([name, kept]) => [name, kept.copy()]));
    this.#queue = [...queue];
    this.#isLagging = isLagging;
  }

  #letThrough({ place, before, after }: Write): void {
    for (const [name, index] of this.#shapes) {
      const left = before && this.#keys.placeInIndex(index, before, place);
      const reached = after && this.#keys.placeInIndex(index, after, place);
      const stays =
        left && reached && left.hash === reached.hash && !comparePlaces(left.order, reached.order);
      if (left && !stays) this.items(name).remove(left);
      if (reached) this.items(name).put({ ...reached, item: this.#projected(name, after) });
    }
  }

  #projected(name: string, item: Attributes): Attributes {
    const attributes = this.#projections.get(name);
    if (!attributes) return item;
    const part: Attributes = {};
    for (const attribute of attributes) {
      const value = item[attribute];
      if (value !== undefined) part[attribute] = value;
    }
    return part;
  }
}
