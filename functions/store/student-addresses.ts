import { type StudentOfYear, studentOfYear } from '../../schemas/link.ts';
import { storedShape } from './shapes.ts';
import type { Table } from './table.ts';
import { lookupIndex, studentAddressKey, studentAddressLookup } from './table-keys.ts';

export const studentAddressShape = storedShape('student-address', studentOfYear);

/** Whom « Recevoir un nouveau lien » finds by an address: it opens nothing, and who it is is asked of the stages themselves. */
export const studentAddressStore = (table: Table) => ({
  /** Before what makes it theirs: a link, or a correction. */
  async remember({ year, studentNumber, studentEmail }: StudentOfYear): Promise<void> {
    const student = { year, studentNumber, studentEmail };
    const item = { ...studentAddressShape.write(student), ...studentAddressKey(student) };
    await table.put({ ...item, ...studentAddressLookup(studentEmail, student) }, {});
  },
  /** Whoever has, or had, that address, the latest year first. */
  async byAddress(studentEmail: string): Promise<StudentOfYear[]> {
    const items = await table.query({
      IndexName: lookupIndex,
      KeyConditionExpression: 'lookupPk = :pk',
      ExpressionAttributeValues: { ':pk': studentAddressLookup(studentEmail).lookupPk },
      ScanIndexForward: false,
    });
    return items.map((item) => studentAddressShape.read(item));
  },
});
