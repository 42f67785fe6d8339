import type { Item, Table } from './table.ts';
import { lookupIndex } from './table-keys.ts';

/** Some parts of an item, whatever words of DynamoDB's they are. */
const projected = (parts: readonly string[]) => {
  const names = ['shape', ...parts].map((part) => [`#${part}`, part]);
  return {
    ProjectionExpression: names.map(([name]) => name).join(', '),
    ExpressionAttributeNames: Object.fromEntries(names),
  };
};

/**
 * The newest version of a document that is published. An index: one published this very second may be missing.
 *
 * @param parts those alone; absent, all of it
 */
export const newestPublished = async (
  table: Table,
  pk: string,
  parts?: readonly string[],
): Promise<Item | undefined> => {
  const [item] = await table.query(
    {
      IndexName: lookupIndex,
      KeyConditionExpression: 'lookupPk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ScanIndexForward: false,
      ...(parts && projected(parts)),
    },
    1,
  );
  return item;
};

/** Newest first, so many of a document's versions behind that key, with those parts alone: their words are some tens of kilobytes each. */
export const versionsBelow = (
  table: Table,
  { pk, sk }: { pk: string; sk: string },
  parts: readonly string[],
  most: number,
): Promise<Item[]> =>
  table.query(
    {
      KeyConditionExpression: 'pk = :pk AND sk < :below',
      ExpressionAttributeValues: { ':pk': pk, ':below': sk },
      ScanIndexForward: false,
      ConsistentRead: true,
      ...projected(parts),
    },
    most,
  );
