import { Unzip, UnzipInflate } from 'fflate';
import { Parser } from 'saxen';

/** Bytes that the file may unpack to, counted as they come: beyond, it is a small file made to fill our memory. */
const maxUnpackedBytes = 24 * 1024 * 1024;
const maxFiles = 200;
/** Handed over in pieces, so that what a piece unpacks to is known before the next. */
const pieceBytes = 64 * 1024;
/** The reader fills every gap up to the last row and column with empty cells, however far away a stray cell is. */
const maxRow = 50_000;
const maxColumn = 702;
const maxGrid = 1_000_000;
const maxCells = 400_000;

/** The archive, or a sheet in it, holds more than a list of placements ever does. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch';
}

/**
 * The files of an archive, unpacked within a budget whatever its headers say of their sizes.
 * @throws TooMuch, or whatever the library makes of a damaged archive
 */
export const unpack = (bytes: Uint8Array): Record<string, Uint8Array> => {
  const files: Record<string, Uint8Array> = Object.create(null);
  let unpacked = 0;
  let count = 0;
  const archive = new Unzip((file) => {
    count += 1;
    if (count > maxFiles) throw new TooMuch('files');
    const pieces: Uint8Array[] = [];
    file.ondata = (error, piece, isLast) => {
      if (error) throw error;
      unpacked += piece.length;
      if (unpacked > maxUnpackedBytes) throw new TooMuch('bytes');
      pieces.push(piece);
      if (isLast) files[file.name] = new Uint8Array(Buffer.concat(pieces));
    };
    file.start();
  });
  archive.register(UnzipInflate);
  for (let at = 0; at < bytes.length; at += pieceBytes)
    archive.push(bytes.subarray(at, at + pieceBytes), at + pieceBytes >= bytes.length);
  return files;
};

const columnNumber = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);

/**
 * Counts the cells of whatever file of the archive holds some, wherever it lies, read by the very parser that the workbook's
 * reader uses: what this one sees, that one does. @throws TooMuch
 */
export const countCells = (xml: string): void => {
  let cells = 0;
  let lastRow = 0;
  let lastColumn = 0;
  let isTooMuch = false;
  const parser = new Parser();
  parser.on('openTag', (name, attributes) => {
    const element = name.slice(name.indexOf(':') + 1);
    if (element !== 'c' && element !== 'row') return;
    if (element === 'c') cells += 1;
    for (const place of placesIn(attributes())) {
      const [, column = '', row = ''] = /^([A-Za-z]*)(\d*)$/.exec(place) ?? [];
      if (column.length > 3 || row.length > 7) isTooMuch = true;
      lastRow = Math.max(lastRow, Number(row), element === 'c' && row === '' ? cells : 0);
      lastColumn = Math.max(lastColumn, columnNumber(column.toUpperCase()));
    }
    if (cells > maxCells || lastRow > maxRow || lastColumn > maxColumn || lastRow * lastColumn > maxGrid)
      isTooMuch = true;
  });
  parser.on('error', () => undefined);
  parser.parse(xml);
  if (isTooMuch) throw new TooMuch('cells');
};

const decoded = (text: string): string =>
  text.replace(/&#(x[\da-f]+|\d+);/gi, (_, code: string) => {
    const point = /^x/i.test(code) ? Number.parseInt(code.slice(1), 16) : Number(code);
    return point <= 0x10_ffff ? String.fromCodePoint(point) : '';
  });

const placesIn = (attributes: Record<string, unknown>): string[] =>
  [attributes.r, attributes.ref]
    .filter((place) => typeof place === 'string')
    .flatMap((place) => decoded(place).split(':'));
