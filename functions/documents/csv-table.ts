import { CsvError, parse } from 'csv-parse/sync';
import type { ReadTable } from './spreadsheet.ts';

const delimiters = [';', '\t', ','] as const;
/** Lines far beyond what is read are refused unparsed: five megabytes of line ends would be five million of them. */
const maxLines = 50_000;
/** Characters of one row. */
const longestRow = 100_000;

const notASpreadsheet =
  'Ce fichier n’est pas un tableur lisible. Enregistrez votre tableau au format .xlsx ou .csv, puis déposez-le à nouveau.';

/**
 * Excel writes "CSV UTF-8" with a byte order mark, "Unicode text" in UTF-16, and plain "CSV" in Windows-1252, in which
 * accented letters make bytes that are no UTF-8.
 */
const decode = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};

/** The one that parts the header most often: a comma may stand within a title, but in few of them. */
const delimiterOf = (text: string): string => {
  const header = (/[^\r\n]*/.exec(text.trimStart())?.[0] ?? '').slice(0, longestRow).replace(/"[^"]*"/g, '');
  const occurrences = (delimiter: string) => header.split(delimiter).length;
  return delimiters.reduce((best, other) => (occurrences(other) > occurrences(best) ? other : best));
};

const isNoText = (text: string): boolean => text.includes('\0') || /^\s*<(!doctype|html|\?xml)/i.test(text);

const rowTooLong =
  'Une ligne de ce fichier est beaucoup trop longue : ce n’est pas un tableau d’affectations, ou un guillemet (") n’y est pas refermé.';

/** By any line end: a Macintosh of old wrote `\\r` alone. Looked for until there are too many. */
const hasMoreLines = (text: string, most: number): boolean => {
  const ends = /\r\n?|\n/g;
  for (let lines = 1; ends.exec(text) !== null; lines += 1) if (lines >= most) return true;
  return false;
};

const quoteProblem = (error: CsvError): string => {
  const line = typeof error.lines === 'number' ? ` vers la ligne ${error.lines}` : '';
  return `Un guillemet (") est mal placé ou n’est pas refermé${line} de ce fichier. Corrigez-le, puis déposez le fichier à nouveau.`;
};

/** A CSV file by `;`, `,` or tab, as a table with a row for every row of the spreadsheet, blank ones too. */
export const readCsv = (bytes: Uint8Array): ReadTable => {
  const text = decode(bytes);
  if (isNoText(text)) return { kind: 'unreadable', message: notASpreadsheet };
  if (hasMoreLines(text, maxLines)) {
    return {
      kind: 'unreadable',
      message: `Ce fichier a plus de 50\u202f000 lignes\u00a0: il ne peut pas être lu.`,
    };
  }
  try {
    const table: string[][] = parse(text.replace(/\r\n?/g, '\n'), {
      bom: true,
      delimiter: delimiterOf(text),
      record_delimiter: '\n',
      max_record_size: longestRow,
      relax_column_count: true,
      skip_empty_lines: false,
    });
    return { kind: 'table', table };
  } catch (error) {
    if (error instanceof CsvError && error.code === 'CSV_MAX_RECORD_SIZE')
      return { kind: 'unreadable', message: rowTooLong };
    if (error instanceof CsvError) return { kind: 'unreadable', message: quoteProblem(error) };
    throw error;
  }
};
