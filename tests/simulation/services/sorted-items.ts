import { type Attributes, compareTexts } from './item-values.ts';

export type KeyValue = string | number;
/** Where an item stands: in which partition, and by what it is sorted there. */
export type Place = { hash: KeyValue; order: KeyValue[] };
export type Entry = Place & { item: Attributes /** Bytes, once somebody counted. */; size?: number };

export const compareKeys = (a: KeyValue, b: KeyValue): number => {
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  throw new Error('keys of one attribute are of one type');
};

export const comparePlaces = (a: readonly KeyValue[], b: readonly KeyValue[]): number => {
  for (let at = 0; at < a.length; at++) {
    const distance = compareKeys(a[at] ?? '', b[at] ?? '');
    if (distance !== 0) return distance;
  }
  return 0;
};

/** Of sorted entries, the place of the first that is there or beyond: `isBeyond` is false of some, then true of the rest. */
export const firstWhere = (entries: readonly Entry[], isBeyond: (entry: Entry) => boolean): number => {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = entries[middle];
    if (entry && isBeyond(entry)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Items in partitions, each of them sorted: a table, or an index of one. */
export class SortedItems {
  readonly #partitions: Map<KeyValue, Entry[]>;

  constructor(partitions = new Map<KeyValue, Entry[]>()) {
    this.#partitions = partitions;
  }

  partition(hash: KeyValue): readonly Entry[] {
    return this.#partitions.get(hash) ?? [];
  }

  /** Every entry, by the partitions' keys. */
  all(): Entry[] {
    return [...this.#partitions].sort(([a], [b]) => compareKeys(a, b)).flatMap(([, entries]) => entries);
  }

  find(place: Place): Entry | undefined {
    const entries = this.partition(place.hash);
    const entry = entries[this.#at(entries, place)];
    return entry && comparePlaces(entry.order, place.order) === 0 ? entry : undefined;
  }

  put(entry: Entry): void {
    const entries = this.#partitions.get(entry.hash);
    if (!entries) {
      this.#partitions.set(entry.hash, [entry]);
      return;
    }
    const at = this.#at(entries, entry);
    const there = entries[at];
    const isThere = there !== undefined && comparePlaces(there.order, entry.order) === 0;
    if (isThere) entries[at] = entry;
    else entries.splice(at, 0, entry);
  }

  remove(place: Place): void {
    const entries = this.#partitions.get(place.hash);
    if (!entries || !this.find(place)) return;
    entries.splice(this.#at(entries, place), 1);
    if (entries.length === 0) this.#partitions.delete(place.hash);
  }

  /** Shares the items, which are never changed in place. */
  copy(): SortedItems {
    return new SortedItems(new Map([...this.#partitions].map(([hash, entries]) => [hash, entries.slice()])));
  }

  #at(entries: readonly Entry[], { order }: Place): number {
    return firstWhere(entries, (entry) => comparePlaces(entry.order, order) >= 0);
  }
}
