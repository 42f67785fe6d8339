import { beforeAll, describe, expect, test } from 'vitest';
import type { ReportFacts } from '../../functions/documents/pdf/report-facts.ts';
import { listFile } from '../../functions/documents/placement-list.ts';
import { reportPdf } from '../../functions/documents/report-pdf.ts';
import type { ExportedList } from '../../functions/domain/import/exported-list.ts';
import { juryTable } from '../../functions/domain/jury/jury-table.ts';
import { type JuryRow, juryStages } from '../../functions/domain/jury/semester-results.ts';
import { type RecountedStudent, recountJury } from '../../infra/local/demo/jury-recount.ts';
import { pdfText } from '../../infra/local/demo/pdf-text.ts';
import { readReport } from '../../infra/local/demo/printed-report.ts';
import { answering, fullReport, shortReport } from '../documents/sample-reports.ts';
import { launchedCampaign } from '../domain/placements.ts';
import { form2026 } from '../poitiers.ts';

const { institution } = fullReport;
const asPlaced = (report: ReportFacts): ReportFacts => ({
  ...report,
  placement: {
    ...report.placement,
    studentNumber: '00107',
    school: { name: 'École Jules-Ferry', town: 'Niort' },
  },
});
const reports = [
  asPlaced(
    answering(fullReport, {
      schoolName: 'École Jules-Ferry, Niort',
      advice1: '=1+1, 2 fois ; « mot »',
      // Longer than a page.
      commentsSteps12: 'Une observation fine, qui nomme ce que font les élèves.\n'.repeat(60).trim(),
    }),
  ),
  asPlaced(shortReport),
];
const campaigns = ['sopa1', 'sopa2'].map((stage) => ({
  ...launchedCampaign,
  ...{ campaignId: `2026-${stage}`, stage, year: 2026 },
}));
const stages = juryStages(institution, { year: 2026, semester: 1 }, campaigns).map((stage) => ({
  ...stage,
  forms: [form2026],
}));
const row: JuryRow = {
  student: reports[0]?.placement ?? fullReport.placement,
  results: reports.map(({ placement, sent }, at) => ({
    ...{ kind: 'report', sent },
    placement: { ...placement, campaignId: `2026-sopa${at + 1}`, status: 'distributed' },
  })),
};
const table = juryTable(institution, stages, [row]);
const filesOf = async (list: ExportedList) => ({
  csv: new Uint8Array(await listFile('csv', list)),
  xlsx: new Uint8Array(await listFile('xlsx', list)),
});
const labelled = stages.map(({ stage }) => ({ label: stage.label, form: form2026 }));

let student: RecountedStudent;
beforeAll(async () => {
  const printed = await Promise.all(
    reports.map(async (report) =>
      readReport(await pdfText(await reportPdf(report)), form2026, institution.sites),
    ),
  );
  student = {
    ...{ studentNumber: '00107', lastName: 'Morin', firstName: 'Inès', site: 'Niort' },
    stages: printed.map((report) => ({ state: 'Reçu', school: null, report })),
  };
});

/** The table with another cell under a title. */
const spoilt = (title: string, cell: ExportedList['rows'][number][number]): ExportedList => ({
  ...table,
  rows: table.rows.map((cells) => cells.map((own, at) => (table.titles[at] === title ? cell : own))),
});
const differencesWith = async (list: ExportedList, expected = [student]) =>
  (await recountJury(await filesOf(list), expected, labelled)).differences;

describe('the recount of a jury’s files', () => {
  test('finds in the printed reports what the files hold, long texts and empty fields too', async () => {
    expect(await recountJury(await filesOf(table), [student], labelled)).toEqual({
      ...{ rows: 1, cells: table.titles.length, differences: [] },
    });
    expect(student.stages[1]?.report).toMatchObject({ steps: [4], advice: ['Continuer ainsi.', ''] });
  });

  test.each([
    ['a number as text', 'SOPA 1 – Nombre de ½ journées d’absence', { kind: 'text', text: '1' }],
    ['another number', 'SOPA 1 – Nombre de séances animées (étapes 1 et 2)', { kind: 'number', number: 3 }],
    ['another level', 'SOPA 1 – C7', { kind: 'text', text: 'Acquis' }],
    ['what was said of it left out', 'SOPA 1 – Précisions (C7)', { kind: 'nothing' }],
    ['another step', 'SOPA 2 – Étapes', { kind: 'text', text: '3' }],
    ['a text cut short', 'SOPA 1 – Premier conseil', { kind: 'text', text: '=1+1, 2 fois' }],
    ['something where there is nothing', 'SOPA 2 – Second conseil', { kind: 'text', text: '-' }],
  ] as const)('finds %s', async (_, title, cell) => {
    const [difference = ''] = await differencesWith(spoilt(title, cell));
    expect(difference).toContain(`00107, ${title}`);
  });

  test('finds a number that lost its zeros, and a student who is missing', async () => {
    const [first, second] = await differencesWith(spoilt('Numéro', { kind: 'number', number: 107 }));
    expect(first).toContain('107 is nobody’s number');
    expect(second).toContain('00107 is missing');
  });
});
