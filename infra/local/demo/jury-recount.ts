import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/universal';
import type { ReportForm } from '../../../schemas/report-form.ts';
import type { PrintedReport } from './printed-report.ts';

/** What a student’s stage comes to: a printed report, or why there is none. */
export type RecountedStage = { state: string; school: string | null; report?: PrintedReport };
export type RecountedStudent = {
  studentNumber: string;
  lastName: string;
  firstName: string;
  site: string;
  /** In the order of the semester’s stages. */
  stages: RecountedStage[];
};

type Cell = string | number | null;
type Column = { title: string; cell: (stage: RecountedStage) => Cell };

const orNothing = (text: string | undefined): Cell => (text ? text : null);

/** The columns of a stage as its form words them, and what each is in a printed report. */
const columnsOf = (form: ReportForm): Column[] => {
  const { header, ethics } = form;
  const of = (title: string, cell: (report: PrintedReport) => Cell): Column => ({
    title,
    cell: ({ report }) => (report ? cell(report) : null),
  });
  return [
    { title: 'État', cell: ({ state }) => state },
    { title: header.school, cell: ({ school, report }) => report?.school ?? school },
    of(header.absentHalfDays, ({ absentHalfDays }) => absentHalfDays),
    of('Étapes', ({ steps }) => orNothing(steps.join(' + '))),
    ...form.comments.flatMap(({ field, title, counts, steps }) => [
      ...counts.map((count) =>
        of(`${count.label} (${steps.all})`, (report) => report.counts[count.field] ?? null),
      ),
      of(title.replace(/^\d+ – /, ''), (report) => orNothing(report.comments[field])),
    ]),
    ...ethics.criteria.flatMap(({ criterionId }) => [
      of(criterionId, ({ levels }) => orNothing(ethics.levels[levels[criterionId] ?? 'acquired'])),
      of(`${ethics.detailsLabel} (${criterionId})`, ({ details }) => orNothing(details[criterionId])),
    ]),
    of('Premier conseil', ({ advice: [first] }) => orNothing(first)),
    of('Second conseil', ({ advice: [, second] }) => orNothing(second)),
  ];
};

/** A PDF knows one kind of space, and where its own lines end. */
const asPrinted = (cell: Cell): Cell => (typeof cell === 'string' ? cell.replace(/\s+/g, ' ').trim() : cell);

/** What our CSV puts before a cell that a spreadsheet program would compute, or take for a number. */
const asMeant = (cell: string): string => cell.replace(/^(?:'(?=[=+\-@\r\t])|\t(?=\d))/, '');

/**
 * Compares a semester’s two files with the reports themselves, cell by cell: the workbook’s with their types, the CSV’s with the
 * workbook’s as they stand.
 *
 * @param expected the students whom the files should have, in any order
 */
export const recountJury = async (
  files: { csv: Uint8Array<ArrayBuffer>; xlsx: Uint8Array<ArrayBuffer> },
  expected: readonly RecountedStudent[],
  stages: readonly { label: string; form: ReportForm }[],
): Promise<{ rows: number; cells: number; differences: string[] }> => {
  const columns = stages.map(({ form }) => columnsOf(form));
  const titles = [
    ...['Numéro', 'Nom', 'Prénom', 'Site'],
    ...columns.flatMap((own, at) => own.map(({ title }) => `${stages[at]?.label} – ${title}`)),
  ];
  const [sheet] = await readXlsxFile(new Blob([files.xlsx]));
  const [head = [], ...rows] = (sheet?.data ?? []).map((row) => titles.map((_, at) => row[at] ?? null));
  const [csvHead = [], ...csvRows]: string[][] = parse(Buffer.from(files.csv), { bom: true, delimiter: ';' });

  const differences: string[] = [];
  const compare = (where: string, found: unknown, should: unknown): void => {
    if (found !== should)
      differences.push(`${where}: ${JSON.stringify(found)} instead of ${JSON.stringify(should)}`);
  };
  for (const [kind, found] of [
    ['workbook', sheet?.data[0] ?? []],
    ['csv', csvHead],
  ] as const)
    compare(`titles of the ${kind}`, found.join('|'), titles.join('|'));
  compare('rows', rows.length, expected.length);
  compare('rows of the csv', csvRows.length, expected.length);

  const byNumber = new Map(expected.map((one) => [one.studentNumber, one]));
  for (const [at, row] of rows.entries()) {
    const student = byNumber.get(String(row[0]));
    if (!student) {
      differences.push(`${row[0]} is nobody’s number`);
      continue;
    }
    byNumber.delete(student.studentNumber);
    const should: Cell[] = [
      ...[student.studentNumber, student.lastName, student.firstName, student.site],
      ...columns.flatMap((own, stage) =>
        own.map(({ cell }) => cell(student.stages[stage] ?? { state: 'Pas de stage', school: null })),
      ),
    ];
    for (const { report } of student.stages)
      if (report) {
        compare(`${student.studentNumber}, printed name`, `${row[2]} ${row[1]}`, report.studentName);
        compare(`${student.studentNumber}, printed site`, row[3], report.site);
      }
    titles.forEach((title, column) => {
      const where = `${student.studentNumber}, ${title}`;
      const cell = row[column] ?? null;
      compare(where, typeof cell === 'string' ? asPrinted(cell) : cell, asPrinted(should[column] ?? null));
      compare(`${where}, csv`, asMeant(csvRows[at]?.[column] ?? ''), cell === null ? '' : String(cell));
    });
  }
  for (const number of byNumber.keys()) differences.push(`${number} is missing`);
  return { rows: rows.length, cells: (head.length > 0 ? rows.length : 0) * titles.length, differences };
};
