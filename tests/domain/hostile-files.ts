import { strFromU8, strToU8, zipSync } from 'fflate';
import { text, workbookFiles } from './workbooks.ts';

const sheet = 'xl/worksheets/sheet1.xml';
const filled = () => workbookFiles([[text('A1', 'nom')], [text('A2', 'Morin')]]);

/** A workbook whose sheet is written by hand. */
const withSheet = (change: (xml: string) => string): Uint8Array => {
  const files = filled();
  return zipSync({ ...files, [sheet]: strToU8(change(strFromU8(files[sheet] ?? new Uint8Array()))) });
};
const farRow = (row: string) => (xml: string) => xml.replace('</sheetData>', `${row}</sheetData>`);

const elsewhere = (): Uint8Array => {
  const files = filled();
  const relations = 'xl/_rels/workbook.xml.rels';
  const { [sheet]: xml = new Uint8Array(), ...others } = files;
  return zipSync({
    ...others,
    'data/feuille.xml': strToU8(farRow('<row r="49999"><c r="ZZ49999"><v>1</v></c></row>')(strFromU8(xml))),
    [relations]: strToU8(
      strFromU8(files[relations] ?? new Uint8Array()).replace('worksheets/sheet1.xml', '/data/feuille.xml'),
    ),
  });
};

/** Every size that the archive states of what it unpacks to, as one byte. */
const lying = (): Uint8Array => {
  const bytes = Buffer.from(
    zipSync({ ...filled(), 'xl/bomb.xml': new Uint8Array(200_000_000) }, { level: 9 }),
  );
  for (const [signature, offset] of [
    ['PK\x03\x04', 22],
    ['PK\x01\x02', 24],
  ] as const)
    for (let at = bytes.indexOf(signature); at >= 0; at = bytes.indexOf(signature, at + 4))
      bytes.writeUInt32LE(1, at + offset);
  return bytes;
};

/** Files of up to four megabytes that were made to hold a function for long, or to fill its memory. */
export const hostileFiles: Record<string, () => Uint8Array> = {
  'far cells in single quotes': () => withSheet(farRow("<row r='49999'><c r='ZZ49999'><v>1</v></c></row>")),
  'far cells as entities': () =>
    withSheet(farRow('<row r="&#52;9999"><c r="&#90;&#x5A;49999"><v>1</v></c></row>')),
  'far cells behind a > in an attribute': () =>
    withSheet(farRow('<row x=">" r="49999"><c x="a>b" r="ZZ49999"><v>1</v></c></row>')),
  'far cells on a sheet elsewhere in the archive': elsewhere,
  'far cells in another namespace prefix': () =>
    withSheet(farRow('<x:row r="49999"><x:c r="ZZ49999"><x:v>1</x:v></x:c></x:row>')),
  'sizes that the archive lies about': lying,
  'half a million cells': () =>
    withSheet(farRow(`<row r="3">${'<c r="A3"><v>1</v></c>'.repeat(500_000)}</row>`)),
  'three megabytes of carriage returns': () => Buffer.alloc(3_000_000, '\r'),
  'four megabytes of semicolons': () => Buffer.alloc(4_000_000, ';'),
  'four megabytes within one quote': () => Buffer.from(`a;b\n"${'x'.repeat(4_000_000)}`),
};

/** A name that agrees with the bytes, so that they are read, and not refused for their name alone. */
export const honestName = (bytes: Uint8Array): string =>
  bytes[0] === 0x50 && bytes[1] === 0x4b ? 'affectations.xlsx' : 'affectations.csv';
