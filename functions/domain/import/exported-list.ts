import type { Site } from '../../../schemas/institution.ts';
import type { PlacementLine } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { siteOf } from '../placement/site-of.ts';
import { followedColumns, type ListCell } from './followed-columns.ts';
import { type ImportColumn, listCells } from './import-columns.ts';

export type ExportedList = { titles: string[]; rows: ListCell[][] };

/**
 * A list as a table that an import takes back: its columns first, then how each stage stands.
 *
 * @param columns of the import, in the order of the file
 */
export const exportedList = (
  lines: readonly PlacementLine[],
  columns: readonly ImportColumn[],
  sites: readonly Site[],
  now: IsoInstant,
): ExportedList => {
  const followed = Object.entries(followedColumns);
  return {
    titles: [...columns, ...followed.map(([title]) => title)],
    rows: lines.map((line) => {
      const cells = listCells(line, siteOf({ sites }, line.siteId).name);
      return [...columns.map((column) => cells[column]), ...followed.map(([, cell]) => cell(line, now))];
    }),
  };
};
