import { matchHeaders } from '../domain/import/import-columns.ts';

/** What a spreadsheet holds, cell by cell as text, before anybody asks what it means; rows may be of any length. */
export type Table = string[][];
export type ReadTable = { kind: 'table'; table: Table } | { kind: 'unreadable'; message: string };

/** `row` is the number that the person sees beside the row in their spreadsheet: the first is 1. */
export type SpreadsheetRow = { row: number; cells: Record<string, string> };
export type ReadSpreadsheet =
  | { kind: 'rows'; headers: string[]; headerRow: number; rows: SpreadsheetRow[] }
  | { kind: 'unreadable'; message: string };

/** A year's placements of a whole academy fit a tenth of it. */
export const maxSpreadsheetBytes = 5 * 1024 * 1024;
export const maxSpreadsheetRows = 5_000;
const maxColumns = 200;

const unreadable = (message: string): { kind: 'unreadable'; message: string } => ({
  kind: 'unreadable',
  message,
});

const tooManyRows =
  'Ce fichier a plus de 5\u202f000 lignes. Partagez-le en plusieurs fichiers, ou supprimez les lignes vides à la fin.';
const asSpreadsheet = 'Enregistrez votre tableau au format .xlsx ou .csv, puis déposez-le à nouveau.';

/** First bytes of files that people deposit by mistake. */
const strangers: [signature: number[], what: string][] = [
  [[0x25, 0x50, 0x44, 0x46], `Ce fichier est un PDF, pas un tableur. ${asSpreadsheet}`],
  [[0x89, 0x50, 0x4e, 0x47], `Ce fichier est une image, pas un tableur. ${asSpreadsheet}`],
  [[0xff, 0xd8, 0xff], `Ce fichier est une image, pas un tableur. ${asSpreadsheet}`],
  [[0x47, 0x49, 0x46, 0x38], `Ce fichier est une image, pas un tableur. ${asSpreadsheet}`],
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    `Ce fichier est à l’ancien format .xls ou protégé par un mot de passe\u00a0: il ne peut pas être lu. ${asSpreadsheet}`,
  ],
];

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);
const zip = [0x50, 0x4b];

/** What the form offers; a file that says another thing than it holds was mistaken, or made to be. */
const extensions: Record<string, 'workbook' | 'text'> = { xlsx: 'workbook', csv: 'text', txt: 'text' };

const readTable = async (bytes: Uint8Array, filename: string): Promise<ReadTable> => {
  const stranger = strangers.find(([signature]) => startsWith(bytes, signature));
  if (stranger) return unreadable(stranger[1]);
  const extension = /\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase() ?? '';
  const expected = Object.hasOwn(extensions, extension) ? extensions[extension] : undefined;
  if (!expected)
    return unreadable(`Le nom de ce fichier ne finit ni par .xlsx ni par .csv. ${asSpreadsheet}`);
  const isZip = startsWith(bytes, zip);
  if (isZip !== (expected === 'workbook'))
    return unreadable(
      `Le nom de ce fichier finit par .${extension}, mais son contenu n’est pas de ce format. ${asSpreadsheet}`,
    );
  return isZip
    ? (await import('./xlsx-table.ts')).readXlsx(bytes)
    : (await import('./csv-table.ts')).readCsv(bytes);
};

/** What our own files put before a cell that a spreadsheet program would compute (csv-text.ts) is none of it. */
const asMeant = (cell: string): string =>
  cell
    .trim()
    .replace(/^'(?=[=+\-@\t\r])/, '')
    .trim();

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

/** Two columns of one name would hide each other: the later one is told apart by its place. */
const distinct = (headers: readonly string[]): string[] =>
  headers.map((header, index) =>
    header !== '' && headers.indexOf(header) < index ? `${header} (${index + 1})` : header,
  );

/** A title over the table, a date, a blank line: above the header there is little, and few of its words are columns. */
const rowsBeforeHeader = 20;
const fewestColumns = 4;

/** The row of titles: of the first rows the one that names most of our columns, else the first that holds anything. */
const headerIndexIn = (table: Table): number => {
  const named = table.slice(0, rowsBeforeHeader).map((cells) => matchHeaders(cells).headers.size);
  const most = Math.max(0, ...named);
  return most >= fewestColumns ? named.indexOf(most) : table.findIndex((cells) => !isBlank(cells));
};

const toRows = (table: Table): ReadSpreadsheet => {
  const headerIndex = headerIndexIn(table);
  const header = table[headerIndex];
  if (!header) return unreadable('Ce fichier est vide.');
  if (header.length > maxColumns) {
    return unreadable(
      `Ce fichier a plus de ${maxColumns} colonnes\u00a0: ce n’est pas un tableau d’affectations.`,
    );
  }
  const headers = distinct(header.map((name) => name.trim()));
  const rows = table
    .map((cells, index) => ({ row: index + 1, cells }))
    .slice(headerIndex + 1)
    .filter(({ cells }) => !isBlank(cells));
  if (rows.length === 0) {
    return unreadable(
      'Ce fichier ne contient que la ligne des titres\u00a0: il n’y a aucune affectation à lire.',
    );
  }
  if (rows.length > maxSpreadsheetRows) return unreadable(tooManyRows);
  // A column without a title is none of ours: notes beside the table, or columns that were emptied.
  const titled = headers.flatMap((name, index) => (name === '' ? [] : [{ name, index }]));
  return {
    kind: 'rows',
    headers: titled.map(({ name }) => name),
    headerRow: headerIndex + 1,
    // Not by assignment: a column may be called "__proto__".
    rows: rows.map(({ row, cells }) => ({
      row,
      cells: Object.fromEntries(titled.map(({ name, index }) => [name, asMeant(cells[index] ?? '')])),
    })),
  };
};

/**
 * The rows of a CSV or XLSX file, whatever a French Excel made of them (ADR 21); told apart by their
 * bytes, which their name must agree with. Any bytes are answered, with a sentence for a person when they are no spreadsheet.
 */
export const readSpreadsheet = async (bytes: Uint8Array, filename: string): Promise<ReadSpreadsheet> => {
  if (bytes.length === 0) return unreadable('Ce fichier est vide.');
  if (bytes.length > maxSpreadsheetBytes) {
    return unreadable('Ce fichier dépasse 5\u00a0Mo\u00a0: un tableau d’affectations est bien plus petit.');
  }
  const read = await readTable(bytes, filename);
  return read.kind === 'unreadable' ? read : toRows(read.table);
};
