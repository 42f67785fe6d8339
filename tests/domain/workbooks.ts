import { strToU8, zipSync } from 'fflate';

/** A cell as Excel keeps it: its place, its attributes and what stands between its tags. */
export type WorkbookCell = { ref: string; attributes?: string; xml: string };

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
export const text = (ref: string, value: string): WorkbookCell => ({
  ref,
  attributes: 't="inlineStr"',
  xml: `<is><t>${escaped(value)}</t></is>`,
});
export const number = (ref: string, value: number): WorkbookCell => ({ ref, xml: `<v>${value}</v>` });
/** Days since 30 December 1899, with a date format. */
export const date = (ref: string, serial: number): WorkbookCell => ({
  ref,
  attributes: 's="1"',
  xml: `<v>${serial}</v>`,
});
export const formula = (ref: string, source: string, result: string): WorkbookCell => ({
  ref,
  attributes: 't="str"',
  xml: `<f>${escaped(source)}</f><v>${escaped(result)}</v>`,
});
export const failedFormula = (ref: string): WorkbookCell => ({
  ref,
  attributes: 't="e"',
  xml: '<f>1/0</f><v>#DIV/0!</v>',
});

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';

const sheetXml = (rows: WorkbookCell[][]): string => {
  const cell = ({ ref, attributes = '', xml }: WorkbookCell) => `<c r="${ref}" ${attributes}>${xml}</c>`;
  const row = (cells: WorkbookCell[]) => {
    const [first] = cells;
    return first ? `<row r="${first.ref.replace(/[A-Z]/g, '')}">${cells.map(cell).join('')}</row>` : '';
  };
  return `<worksheet xmlns="${main}"><sheetData>${rows.map(row).join('')}</sheetData></worksheet>`;
};

/** The files of a workbook with these sheets, before they are packed. */
export const workbookFiles = (...sheets: WorkbookCell[][][]): Record<string, Uint8Array> => {
  const names = sheets.map((_, index) => `sheet${index + 1}`);
  const files: Record<string, string> = {
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${names
      .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packageRelations}">${names
      .map(
        (name, index) =>
          `<Relationship Id="rId${index + 1}" Type="${relations}/worksheet" Target="worksheets/${name}.xml"/>`,
      )
      .join('')}<Relationship Id="rIdS" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  };
  for (const [index, rows] of sheets.entries()) files[`xl/worksheets/${names[index]}.xml`] = sheetXml(rows);
  return Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)]));
};

export const workbook = (...sheets: WorkbookCell[][][]): Uint8Array => zipSync(workbookFiles(...sheets));
