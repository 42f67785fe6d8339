import type { ExportedList } from '../domain/import/exported-list.ts';
import type { ListCell } from '../domain/import/followed-columns.ts';
import { shortDate } from '../domain/wording/french-dates.ts';
import { csvOf } from './csv-text.ts';

/** The formats in which a list is handed out. */
export const listFormats = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
export type ListFormat = keyof typeof listFormats;

/** Numbers that a spreadsheet program takes as they are; addresses and schools' codes it leaves alone. */
const staysAsItIs = /^(0|[1-9]\d{0,10}|\d{7}[A-Z]|\S+@\S+)$/;

/**
 * Text that begins with a digit may be taken for a number or a day, and is then another: « 00123 » loses its zeros, the school
 * « 8 mai 1945 » becomes a date. A tab before it keeps it text, and an import takes it away.
 */
const asText = (text: string): string => (/^\d/.test(text) && !staysAsItIs.test(text) ? `\t${text}` : text);

const inCsv = (cell: ListCell): string => {
  switch (cell.kind) {
    case 'text':
      return asText(cell.text);
    case 'day':
      return shortDate(cell.day);
    case 'number':
      return String(cell.number);
    case 'nothing':
      return '';
  }
};

/** Rows as CSV, as a French Excel opens it. */
const asCsv = ({ titles, rows }: ExportedList): Uint8Array =>
  csvOf([titles, ...rows.map((row) => row.map(inCsv))]);

const inXlsx = (cell: ListCell) => {
  switch (cell.kind) {
    case 'text':
      return { value: cell.text, type: String };
    case 'day':
      return { value: new Date(cell.day), type: Date, format: 'dd/mm/yyyy' };
    case 'number':
      return { value: cell.number, type: Number };
    case 'nothing':
      return null;
  }
};

/** Rows as a workbook: days are days and numbers are numbers, the rest is text whatever it looks like. */
const asXlsx = async ({ titles, rows }: ExportedList, sheet: string): Promise<Uint8Array> => {
  const { default: writeXlsxFile } = await import('write-excel-file/universal');
  const header = titles.map((value) => ({ value, fontWeight: 'bold' as const }));
  const columns = titles.map((title) => ({ width: Math.min(60, Math.max(14, title.length + 2)) }));
  const blob = await writeXlsxFile([header, ...rows.map((row) => row.map(inXlsx))], {
    ...{ columns, sheet, stickyRowsCount: 1 },
  }).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
};

/** A list in the format that somebody wants it in. @param sheet its name in a workbook */
export const listFile = async (
  format: ListFormat,
  list: ExportedList,
  sheet = 'Affectations',
): Promise<Uint8Array> => (format === 'csv' ? asCsv(list) : asXlsx(list, sheet));
