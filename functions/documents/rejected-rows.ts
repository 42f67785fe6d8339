import type { SpreadsheetRow } from './spreadsheet.ts';

/** A cell as a spreadsheet program takes it for text: what begins like a formula would be computed when it is opened. */
const cell = (text: string): string => {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/**
 * The rows that were not taken, in their own columns and with the reason, to be mended and deposited as they are: CSV as a French
 * spreadsheet program opens it.
 */
export const rejectedRowsCsv = (
  headers: readonly string[],
  rows: readonly (SpreadsheetRow & { reasons: readonly string[] })[],
): Buffer => {
  const lines = [
    [...headers, 'Ligne d’origine', 'À corriger'],
    ...rows.map(({ row, cells, reasons }) => [
      ...headers.map((header) => cells[header] ?? ''),
      String(row),
      reasons.join(' '),
    ]),
  ];
  return Buffer.from(`\uFEFF${lines.map((line) => line.map(cell).join(';')).join('\r\n')}\r\n`);
};
