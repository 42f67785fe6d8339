import { isVersion, StaleRecord, type Table } from './table.ts';

const attempts = 8;

/**
 * Read, decide, write if nobody wrote meanwhile, else again. `decide` is pure; answering the record it was given writes
 * nothing, so running a step twice costs a read.
 *
 * @returns the record as it now is.
 * @throws StaleRecord after eight lost races.
 */
export const changeVersioned = async <R extends { version: number }>(
  table: Table,
  read: () => Promise<R>,
  toItem: (record: R) => Record<string, unknown> & { pk: string; sk: string },
  decide: (record: R) => R,
): Promise<R> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = await read();
    const decided = decide(before);
    if (decided === before) return before;
    const after = { ...decided, version: before.version + 1 };
    if (await table.put(toItem(after), isVersion(before.version))) return after;
  }
  throw new StaleRecord(`lost ${attempts} races for one item`);
};
