import * as z from 'zod';

/** One request of the DynamoDB protocol, its answer parsed. @throws on any answer but success */
export type Ask = (operation: string, request: object) => Promise<unknown>;

const page = z.object({
  Items: z.array(z.record(z.string(), z.unknown())),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
});

const copy = async (ask: Ask, from: string, to: string): Promise<void> => {
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const { Items, LastEvaluatedKey } = page.parse(
      await ask('Scan', { TableName: from, ...(ExclusiveStartKey && { ExclusiveStartKey }) }),
    );
    for (const Item of Items) await ask('PutItem', { TableName: to, Item });
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey);
};

/** Where the items of a table wait while it is made anew: as long as it is there, they are not all back. */
export const waitingTable = (name: string): string => `${name}.rebuild`;

/**
 * Gives a table of an older folder an index that it lacks: dynalite cannot add one. Killed at any point, the next start goes
 * on: the old table is only taken away once its copy is whole, and the copy once the new one is.
 */
export async function rebuildTable(
  ask: Ask,
  name: string,
  create: (name: string) => Promise<void>,
  drop: (name: string) => Promise<void>,
): Promise<void> {
  const waiting = waitingTable(name);
  await create(waiting);
  await copy(ask, name, waiting);
  await drop(name);
  await restoreTable(ask, name, create, drop);
}

/** The second half, also of a rebuild that was killed in it. */
export async function restoreTable(
  ask: Ask,
  name: string,
  create: (name: string) => Promise<void>,
  drop: (name: string) => Promise<void>,
): Promise<void> {
  await create(name);
  await copy(ask, waitingTable(name), name);
  await drop(waitingTable(name));
}
