import { csvOf } from './csv-text.ts';
import type { SpreadsheetRow } from './spreadsheet.ts';

/**
 * The rows that were not taken, in their own columns and with the reason, to be mended and deposited as they are: CSV as a French
 * spreadsheet program opens it.
 */
export const rejectedRowsCsv = (
  headers: readonly string[],
  rows: readonly (SpreadsheetRow & { reasons: readonly string[] })[],
): Buffer =>
  csvOf([
    [...headers, 'Ligne d’origine', 'À corriger'],
    ...rows.map(({ row, cells, reasons }) => [
      ...headers.map((header) => cells[header] ?? ''),
      String(row),
      reasons.join(' '),
    ]),
  ]);
