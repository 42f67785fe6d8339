import { strFromU8, zipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/universal';
import type { ReadTable } from './spreadsheet.ts';
import { countCells, TooMuch, unpack } from './xlsx-contents.ts';

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

const isoDay = (date: Date): string => (Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10));

/** A cell as a person reads it; Excel keeps a date as midnight of that day in UTC, and a formula with its last result. */
const asText = (cell: unknown): string => {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return isoDay(cell);
  if (typeof cell === 'boolean') return cell ? 'VRAI' : 'FAUX';
  return String(cell);
};

/** What the reader looks at; pictures and the like it never unpacks. */
const isXml = (name: string): boolean => /\.(xml|rels)$/i.test(name);

/** The first sheet of a workbook that holds anything. */
export const readXlsx = async (bytes: Uint8Array): Promise<ReadTable> => {
  try {
    const files = Object.entries(unpack(bytes)).filter(([name]) => isXml(name));
    if (!files.some(([name]) => name === 'xl/workbook.xml')) return noWorkbook;
    for (const [, xml] of files) countCells(strFromU8(xml));
    // The reader gets what was counted, and nothing that the archive may hold beside it.
    const counted = zipSync(Object.fromEntries(files), { level: 0 });
    const sheets = await readXlsxFile(new Blob([new Uint8Array(counted)]));
    const sheet = sheets.find(({ data }) => data.some((row) => row.some((cell) => cell !== null)));
    return { kind: 'table', table: (sheet?.data ?? []).map((row) => row.map(asText)) };
  } catch (error) {
    if (error instanceof TooMuch) return tooLarge;
    // The libraries have many ways to say that these bytes are no workbook; all of them mean this to the person.
    return damaged;
  }
};
