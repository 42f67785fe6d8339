import fc from 'fast-check';
import { strFromU8, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { maxSpreadsheetBytes, readSpreadsheet } from '../../functions/documents/spreadsheet.ts';
import { honestName } from './hostile-files.ts';
import { date, failedFormula, formula, number, text, workbook, workbookFiles } from './workbooks.ts';

const read = (content: string | Uint8Array, name?: string) => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return readSpreadsheet(bytes, name ?? honestName(bytes));
};
const rowsOf = async (content: string | Uint8Array) => {
  const result = await read(content);
  if (result.kind === 'unreadable') throw new Error(result.message);
  return result.rows;
};
const refusal = async (content: string | Uint8Array) => {
  const result = await read(content);
  return result.kind === 'unreadable' ? result.message : 'read';
};

describe('a CSV file', () => {
  const two = [{ row: 2, cells: { nom: 'Guérin', site: 'Angoulême' } }];

  it.each([
    ['with semicolons', 'nom;site\nGuérin;Angoulême\n'],
    ['with commas', 'nom,site\nGuérin,Angoulême'],
    ['with tabs', 'nom\tsite\r\nGuérin\tAngoulême\r\n'],
    ['with a byte order mark', '\ufeffnom;site\r\nGuérin;Angoulême\r\n'],
    ['with old Macintosh line ends', 'nom;site\rGuérin;Angoulême\r'],
    ['with quotes and spaces around cells', '"nom";" site "\n"Guérin";"Angoulême "\n'],
  ])('%s is read', async (_, content) => {
    expect(await rowsOf(content)).toEqual(two);
  });

  it('in Windows-1252, as Excel saves it, keeps its accents', async () => {
    expect(await rowsOf(Buffer.from('nom;site\r\nGuérin;Angoulême\r\n', 'latin1'))).toEqual(two);
    // D’Almeida and œ stand where Latin-1 has control characters.
    const typographic = Uint8Array.from([
      ...Buffer.from('nom;x\nD'),
      0x92,
      ...Buffer.from('Almeida;c'),
      0x9c,
      ...Buffer.from('ur\n'),
    ]);
    expect(await rowsOf(typographic)).toEqual([{ row: 2, cells: { nom: 'D’Almeida', x: 'cœur' } }]);
  });

  it('in UTF-16, which Excel calls Unicode text, is read', async () => {
    expect(await rowsOf(Buffer.from('\ufeffnom\tsite\r\nGuérin\tAngoulême\r\n', 'utf16le'))).toEqual(two);
    expect(await rowsOf(Buffer.from('\ufeffnom\tsite\r\nGuérin\tAngoulême\r\n', 'utf16le').swap16())).toEqual(
      two,
    );
  });

  it('keeps the numbers of its rows, whatever blank rows and line ends within cells it has', async () => {
    expect(await rowsOf('a;b\n1;"x\ny"\n;\n\n3;4\n;;\n')).toEqual([
      { row: 2, cells: { a: '1', b: 'x\ny' } },
      { row: 5, cells: { a: '3', b: '4' } },
    ]);
  });

  it('with short and long rows is read as far as its columns go', async () => {
    expect(await rowsOf('a;b\n1\n1;2;3')).toEqual([
      { row: 2, cells: { a: '1', b: '' } },
      { row: 3, cells: { a: '1', b: '2' } },
    ]);
  });

  it('may have columns of any name', async () => {
    const [row] = await rowsOf('__proto__;b;b\n1;2;3');
    expect(Object.entries(row?.cells ?? {})).toEqual([
      ['__proto__', '1'],
      ['b', '2'],
      ['b (3)', '3'],
    ]);
  });

  it('is parted where its header is, not where its cells have commas', async () => {
    expect(await rowsOf('nom;"rue, ville"\nGuérin;"1, 2, 3"')).toEqual([
      { row: 2, cells: { nom: 'Guérin', 'rue, ville': '1, 2, 3' } },
    ]);
  });
});

describe('a workbook', () => {
  it('is read as a person sees it: dates, numbers, formulas by their result', async () => {
    const bytes = workbook([
      [text('A1', 'numero'), text('B1', 'debut'), text('C1', 'effectif'), text('D1', 'nom'), text('E1', 'x')],
      [
        number('A2', 22600107),
        date('B2', 46300),
        number('C2', 18.5),
        formula('D2', 'A1&B1', 'Guérin'),
        failedFormula('E2'),
      ],
      [text('A4', '<b>'), text('D4', ' Morin ')],
    ]);
    expect(await rowsOf(bytes)).toEqual([
      { row: 2, cells: { numero: '22600107', debut: '2026-10-05', effectif: '18.5', nom: 'Guérin', x: '' } },
      { row: 4, cells: { numero: '<b>', debut: '', effectif: '', nom: 'Morin', x: '' } },
    ]);
  });

  it.each(['xl/worksheets/sheet1.xml', 'xl/workbook.xml'])(
    'with entities of its own in %s reads neither a file by them nor a text',
    async (part) => {
      const files = workbookFiles([[text('A1', 'nom')], [text('A2', '&stolen;&laugh;')]]);
      const xml = strFromU8(files[part] ?? new Uint8Array()).replaceAll('&amp;', '&');
      const laughs = '<!ENTITY laugh "ha"><!ENTITY stolen SYSTEM "file:///etc/passwd">';
      const typed = xml.replace(/^(<\?xml[^>]*\?>)?/, `$1<!DOCTYPE x [${laughs}]>`);
      const result = JSON.stringify(await read(zipSync({ ...files, [part]: strToU8(typed) })));
      expect(result).not.toMatch(/root:|haha|"ha"/);
    },
  );

  it('is read from its first sheet that holds anything', async () => {
    const bytes = workbook([], [[text('A1', 'nom')], [text('A2', 'Morin')]]);
    expect(await rowsOf(bytes)).toEqual([{ row: 2, cells: { nom: 'Morin' } }]);
  });

  it.each([
    ['placements.csv', 'finit par .csv'],
    ['placements.xlsm', 'ni par .xlsx ni par .csv'],
    ['placements.xlsx.exe', 'ni par .xlsx ni par .csv'],
    ['placements', 'ni par .xlsx ni par .csv'],
    ['placements.constructor', 'ni par .xlsx ni par .csv'],
  ])('that is called %s is refused, since its name and its bytes disagree', async (name, sentence) => {
    const bytes = workbook([[text('A1', 'nom')], [text('A2', 'Morin')]]);
    expect(await read(bytes, name)).toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining(sentence),
    });
    expect((await read(bytes, 'PLACEMENTS.XLSX')).kind).toBe('rows');
    expect((await read('nom;site\nMorin;x', 'placements.xlsx')).kind).toBe('unreadable');
    expect((await read('nom;site\nMorin;x', 'placements.TXT')).kind).toBe('rows');
  });

  it('that would unpack to more than anyone needs is refused before it is unpacked', async () => {
    const files = { ...workbookFiles([[text('A1', 'nom')]]), 'xl/bomb.xml': new Uint8Array(60_000_000) };
    const bomb = zipSync(files);
    expect(bomb.length).toBeLessThan(maxSpreadsheetBytes);
    expect(await refusal(bomb)).toContain('beaucoup trop de données');
  });

  it.each(['A1048576', 'A999999999999', 'XFD2', 'ZZ50000'])(
    'with a stray cell at %s does not fill the memory',
    async (ref) => {
      expect(await refusal(workbook([[text('A1', 'nom')], [text(ref, 'x')]]))).toContain(
        'beaucoup trop de données',
      );
    },
  );
});

describe('what is no list of placements is answered with a sentence', () => {
  it.each([
    ['nothing', '', 'Ce fichier est vide.'],
    ['blank lines', '\n\n;;\n', 'Ce fichier est vide.'],
    ['a header alone', 'nom;site\n', 'que la ligne des titres'],
    ['a PDF', '%PDF-1.7 …', 'est un PDF'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0]), 'est une image'],
    ['an old .xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), '.xls'],
    ['a web page', '<!DOCTYPE html><table></table>', 'n’est pas un tableur'],
    ['other bytes', Uint8Array.from([1, 0, 2, 0, 3]), 'n’est pas un tableur'],
    [
      'a LibreOffice file',
      zipSync({ mimetype: strToU8('x'), 'content.xml': strToU8('<x/>') }),
      'LibreOffice',
    ],
    ['a damaged workbook', workbook([[text('A1', 'nom')]]).subarray(0, 300), 'abîmé'],
    ['a workbook without a sheet', zipSync({ 'xl/workbook.xml': strToU8('<workbook') }), 'abîmé'],
    ['an empty workbook', workbook([]), 'Ce fichier est vide.'],
    ['an open quote', 'a;b\n1;2\n3;"4\n', 'vers la ligne'],
    ['a quote within a cell', 'a;b\n1;x "y" z\n', 'ligne 2'],
    ['too many columns', `${'x;'.repeat(300)}\n1`, 'plus de 200 colonnes'],
    ['too many rows', `a;b\n${'1;2\n'.repeat(5_001)}`, 'plus de 5\u202f000 lignes'],
    ['too many line ends', '\n'.repeat(100_000), 'lignes'],
    ['six megabytes', new Uint8Array(6 * 1024 * 1024), 'dépasse 5\u00a0Mo'],
  ])('%s', async (_, content, sentence) => {
    expect(await refusal(content)).toContain(sentence);
    expect(await refusal(content)).toMatch(/\.$/);
  });

  it('whatever its bytes', async () => {
    const anyStart = fc.constantFrom('', 'PK\x03\x04', '\ufeff', 'a;b\n', '"', '%PDF', '<');
    await fc.assert(
      fc.asyncProperty(anyStart, fc.uint8Array({ maxLength: 400 }), async (start, bytes) => {
        const result = await read(Buffer.concat([Buffer.from(start), bytes]));
        expect(['rows', 'unreadable']).toContain(result.kind);
      }),
      { numRuns: 300 },
    );
  });

  it('whatever byte of a workbook is damaged', async () => {
    const whole = workbook([
      [text('A1', 'nom'), text('B1', 'site')],
      [text('A2', 'Morin'), date('B2', 46300)],
    ]);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (place, byte, isCut) => {
        const damaged = isCut ? whole.slice(0, place) : whole.with(place, byte);
        expect(['rows', 'unreadable']).toContain((await read(damaged)).kind);
      }),
      { numRuns: 300 },
    );
  });

  it('whatever its text', async () => {
    const anyLine = fc.array(fc.oneof(fc.string(), fc.constantFrom('"', ';', ',', '\t', '\r')), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyLine, { maxLength: 6 }), async (lines) => {
        const result = await read(lines.map((cells) => cells.join(';')).join('\n'));
        if (result.kind === 'rows') {
          for (const { cells } of result.rows)
            expect(Object.keys(cells).length).toBeLessThanOrEqual(result.headers.length);
        }
      }),
    );
  });
});
