import { randomBytes } from 'node:crypto';
import type * as z from 'zod';
import { type Item, type Key, StaleRecord, type Table, type Update } from './table.ts';

/** Makes an item of one version into one of the next. Pure, and kept for ever: some item may still be of that version. */
export type Upgrade = (item: Item) => Item;

/** A newer release wrote the item, and this one was put back: what it does not know of, it would lose. */
export class NewerRecord extends Error {
  override readonly name = 'NewerRecord';
}

const attempts = 8;

/**
 * What is kept in a table, at the border (decision 0024). Every item says of which shape and version it is (`shape`:
 * `placement/1`); an older one is upgraded step by step before it is parsed. An item that says nothing is of version 1.
 * `writeId` is another at every write.
 *
 * @param upgrades from version 1 to 2, from 2 to 3…: the shape's version is one more than there are.
 */
export const storedShape = <Schema extends z.ZodType<object>>(
  name: string,
  schema: Schema,
  ...upgrades: Upgrade[]
) => {
  const version = upgrades.length + 1;
  const mark = () => ({ shape: `${name}/${version}`, writeId: randomBytes(8).toString('base64url') });
  /** Where items are of this version, or not there at all. */
  const isCurrent = `(attribute_not_exists(${version === 1 ? '#shape' : 'pk'}) OR #shape = :shape)`;

  const stepsBehind = ({ shape = `${name}/1` }: Item): number => {
    const [kind, number] = String(shape).split('/');
    if (kind !== name) throw new Error(`expected an item of shape ${name}, found ${shape}`);
    if (Number(number) > version)
      throw new NewerRecord(`${shape} was written by a newer release: this one reads up to ${version}`);
    return version - Number(number);
  };
  const upgraded = (item: Item): Item =>
    upgrades.slice(version - 1 - stepsBehind(item)).reduce((older, upgrade) => upgrade(older), item);

  /** @returns false when somebody wrote since the item was read. */
  const upgradeInPlace = (table: Table, key: Key, item: Item): Promise<boolean> => {
    const asRead = (name: 'shape' | 'writeId') =>
      item[name] === undefined ? `attribute_not_exists(#${name})` : `#${name} = :${name}`;
    return table.put(
      { ...upgraded(item), ...key, ...mark() },
      {
        condition: `pk = :pk AND ${asRead('shape')} AND ${asRead('writeId')}`,
        names: { '#shape': 'shape', '#writeId': 'writeId' },
        values: { ':pk': key.pk, ':shape': item.shape, ':writeId': item.writeId },
      },
    );
  };

  return {
    name,
    version,
    schema,

    /** The record as an item, without its keys. @throws ZodError */
    write(record: z.input<Schema>): Item {
      const parsed: object = schema.parse(record);
      return { ...parsed, ...mark() };
    },

    /** @throws NewerRecord @throws ZodError */
    read: (item: Item): z.output<Schema> => schema.parse(upgraded(item)),

    /**
     * Writes a part of an item. An older one is upgraded where it lies first, since a part of today's would not fit it.
     *
     * @returns the whole item as it is after the update, or undefined when the update's condition does not hold.
     * @throws NewerRecord
     * @throws StaleRecord after eight lost races.
     */
    async update(table: Table, key: Key, update: Update): Promise<Item | undefined> {
      const { shape, writeId } = mark();
      const { set, condition, names, values } = update;
      const marked = {
        ...update,
        set: ['#shape = :shape', 'writeId = :writeId', ...(set ? [set] : [])].join(', '),
        condition: condition ? `(${condition}) AND ${isCurrent}` : isCurrent,
        names: { ...names, '#shape': 'shape' },
        values: { ...values, ':shape': shape, ':writeId': writeId },
      };
      let wasCurrent = version === 1;
      for (let attempt = 0; attempt < attempts; attempt++) {
        const after = await table.update(key, marked);
        if (after) return after;
        const item = await table.get(key);
        if (!item) return undefined;
        if (stepsBehind(item) > 0) wasCurrent = await upgradeInPlace(table, key, item);
        else if (wasCurrent) return undefined;
        // Somebody else may have upgraded it between the two.
        else wasCurrent = true;
      }
      throw new StaleRecord(`lost ${attempts} races for one item`);
    },
  };
};
