import { strFromU8, unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/universal';
import type { ReadTable } from './spreadsheet.ts';

/** Bytes that the file may unpack to: beyond, it is no list of placements but a small file made to fill our memory. */
const maxUnpackedBytes = 40 * 1024 * 1024;
/** The reader fills every gap up to the last row and column with empty cells, however far away a stray cell is. */
const maxRowNumber = 50_000;
const maxColumnLetters = 2;
/** Of one sheet, gaps included. Cells far down and cells far right are each harmless; both together are millions of gaps. */
const maxCells = 5_000_000;

const columnNumber = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);

const unreadable = (message: string): ReadTable => ({ kind: 'unreadable', message });

const damaged = unreadable(
  'Ce fichier est abîmé ou incomplet\u00a0: il ne peut pas être lu. Ouvrez-le dans votre tableur, enregistrez-le à nouveau au format .xlsx, puis déposez-le.',
);
const tooLarge = unreadable(
  'Ce fichier contient beaucoup trop de données pour un tableau d’affectations. Copiez les lignes utiles dans un nouveau classeur, puis déposez-le.',
);
const noWorkbook = unreadable(
  'Ce fichier n’est pas un classeur Excel. Enregistrez votre tableau au format .xlsx ou .csv (depuis LibreOffice aussi), puis déposez-le à nouveau.',
);

/** What the archive says it holds, without unpacking it. */
const contentsOf = (bytes: Uint8Array): { names: string[]; unpackedBytes: number } => {
  const names: string[] = [];
  let unpackedBytes = 0;
  unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      names.push(name);
      unpackedBytes += originalSize;
      return false;
    },
  });
  return { names, unpackedBytes };
};

const reachesTooFar = (bytes: Uint8Array): boolean => {
  const sheets = unzipSync(bytes, { filter: ({ name }) => /^xl\/worksheets\/[^/]+\.xml$/.test(name) });
  return Object.values(sheets).some((sheet) => {
    const xml = strFromU8(sheet);
    let lastRow = 0;
    let lastColumn = 0;
    for (const [, column = '', row] of xml.matchAll(/<(?:\w+:)?(?:row|c)\b[^<>]*?\sr="([A-Z]*)(\d+)"/g)) {
      if (Number(row) > maxRowNumber || column.length > maxColumnLetters) return true;
      lastRow = Math.max(lastRow, Number(row));
      lastColumn = Math.max(lastColumn, columnNumber(column));
      if (lastRow * lastColumn > maxCells) return true;
    }
    return false;
  });
};

const isoDay = (date: Date): string => (Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10));

/** A cell as a person reads it; Excel keeps a date as midnight of that day in UTC, and a formula with its last result. */
const asText = (cell: unknown): string => {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return isoDay(cell);
  if (typeof cell === 'boolean') return cell ? 'VRAI' : 'FAUX';
  return String(cell);
};

/** The first sheet of a workbook that holds anything. */
export const readXlsx = async (bytes: Uint8Array): Promise<ReadTable> => {
  try {
    const { names, unpackedBytes } = contentsOf(bytes);
    if (!names.includes('xl/workbook.xml')) return noWorkbook;
    if (unpackedBytes > maxUnpackedBytes || reachesTooFar(bytes)) return tooLarge;
    const sheets = await readXlsxFile(new Blob([new Uint8Array(bytes)]));
    const sheet = sheets.find(({ data }) => data.some((row) => row.some((cell) => cell !== null)));
    return { kind: 'table', table: (sheet?.data ?? []).map((row) => row.map(asText)) };
  } catch {
    // The libraries have many ways to say that these bytes are no workbook; all of them mean this to the person.
    return damaged;
  }
};
