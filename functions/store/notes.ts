import { type Note, note } from '../../schemas/note.ts';
import type { PlacementKey } from '../../schemas/placement.ts';
import { storedShape } from './shapes.ts';
import { isNew, type Table } from './table.ts';
import { noteKey, notePartition } from './table-keys.ts';

export const noteShape = storedShape('note', note);

/** A placement's page shows so many, the newest. */
const mostShown = 20;

export const noteStore = (table: Table) => ({
  /** @returns false when that person has written one in this very instant: a double click */
  add: (one: Note, subject: string): Promise<boolean> =>
    table.put({ ...noteShape.write(one), ...noteKey(one, one.at, subject) }, isNew),
  /** With the placement that they are on. */
  async removeAll(key: PlacementKey): Promise<void> {
    const pk = notePartition(key);
    const items = await table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ConsistentRead: true,
      ProjectionExpression: 'sk',
    });
    for (const { sk } of items) await table.delete({ pk, sk: String(sk) }, {});
  },
  /** Newest first. */
  async ofPlacement(key: PlacementKey): Promise<Note[]> {
    const items = await table.query(
      {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': notePartition(key) },
        ScanIndexForward: false,
        ConsistentRead: true,
      },
      mostShown,
    );
    return items.map((item) => noteShape.read(item));
  },
});
