import { describe, expect, test } from 'vitest';
import { isSought, type JuryState } from '../../functions/domain/jury/jury-filter.ts';
import { juryTable } from '../../functions/domain/jury/jury-table.ts';
import {
  formIn,
  formVersionsOf,
  type JuryPlacement,
  type JuryRow,
  type JuryStage,
  juryStages,
} from '../../functions/domain/jury/semester-results.ts';
import { editedForm, typedForm } from '../../functions/domain/report/form-editing.ts';
import type { PlacementStatus } from '../../schemas/placement.ts';
import type { ReportForm } from '../../schemas/report-form.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { form2026, poitiers } from '../poitiers.ts';
import { clemence, ines, launchedCampaign } from './placements.ts';

/** Another criterion in the midst, one gone, and a number under another name. */
const newer: ReportForm = (() => {
  const { form } = editedForm(form2026, {
    ...typedForm(form2026),
    ...{ 'criterion5-id': 'C12', 'criterion5-heading': 'Coopère', 'criterion5-place': '2' },
    ...{
      'criterion5-notAcquired-1': 'Non',
      'criterion5-inProgress-1': 'Peu',
      'criterion5-acquired-1': 'Oui',
    },
    ...{ 'criterion4-removed': 'oui', sessionsLed12: 'Séances menées', acquired: 'Atteint' },
  });
  return { ...(form ?? form2026), version: '2026-v2' };
})();

const campaignOf = (campaignId: string, formVersion: string) => ({
  ...launchedCampaign,
  ...{ campaignId, formVersion, stage: 'sopa1', year: 2026 },
});
const [stage] = juryStages(poitiers, { year: 2026, semester: 1 }, [
  campaignOf('2026-sopa1', '2026'),
  campaignOf('2026-sopa1-2', '2026-v2'),
]);

const rowOf = (campaignId: string, formVersion: string, ethics: string[]): JuryRow => {
  const placement = { ...ines, campaignId, status: 'distributed' as const };
  const { sent } = fullReport;
  return {
    student: placement,
    results: [
      {
        ...{ kind: 'report', placement },
        sent: {
          ...{ ...sent, formVersion },
          answers: {
            ...sent.answers,
            ethics: Object.fromEntries(ethics.map((id) => [id, { level: 'acquired' as const }])),
          },
        },
      },
    ],
  };
};

if (!stage) throw new Error('the first semester has stages');

describe('campaigns of different versions of the form in one table', () => {
  const forms = formVersionsOf(stage).map((version) => (version === '2026' ? form2026 : newer));
  const mixed: JuryStage = { ...stage, forms };
  const { titles, rows } = juryTable(
    { sites: poitiers.sites },
    [mixed],
    [
      rowOf('2026-sopa1', '2026', ['C1', 'C2', 'C6', 'C7', 'C11']),
      rowOf('2026-sopa1-2', '2026-v2', ['C1', 'C12', 'C2', 'C6', 'C7']),
    ],
  );
  const cellsOf = (at: number) =>
    Object.fromEntries(titles.map((title, column) => [title.replace('SOPA 1 – ', ''), rows[at]?.[column]]));

  test('have a column for each criterion of any of them, the newest first', () => {
    const criteria = titles
      .map((title) => title.replace('SOPA 1 – ', ''))
      .filter((title) => /^C\d+$/.test(title));
    expect(criteria).toEqual(['C1', 'C12', 'C2', 'C6', 'C7', 'C11']);
    expect(rows.every((row) => row.length === titles.length)).toBe(true);
    expect(titles.filter((title) => /séances (animées|menées)/i.test(title))).toHaveLength(2);
  });

  test('leave the cell of a criterion empty that a report’s version has not, and shift none', () => {
    const [older, latest] = [cellsOf(0), cellsOf(1)];
    const nothing = { kind: 'nothing' };
    expect([older.C12, older.C11]).toEqual([nothing, { kind: 'text', text: 'Acquis' }]);
    expect([latest.C12, latest.C11]).toEqual([{ kind: 'text', text: 'Atteint' }, nothing]);
    expect(older['Premier conseil']).toEqual(latest['Premier conseil']);
    const [counted = ''] = Object.keys(older).filter((title) => title.startsWith('Séances menées'));
    expect(older[counted]).toEqual({ kind: 'number', number: 2 });
  });

  test('ask for each report by the form that it was written for', () => {
    const [result] = rowOf('2026-sopa1-2', '2026-v2', ['C1']).results;
    if (result?.kind !== 'report') return expect.unreachable();
    expect(formIn(mixed, result.sent)).toBe(newer);
    expect(() => formIn({ forms: [form2026] }, result.sent)).toThrow('No campaign of the stage');
  });
});

describe('who is looked for', () => {
  const stages = juryStages(poitiers, { year: 2026, semester: 1 }, [
    campaignOf('2026-sopa1', '2026'),
    { ...campaignOf('2026-sopa2', '2026'), stage: 'sopa2' },
  ]);
  const standing = { left: {} };
  const at = (stage: string, status: PlacementStatus, more: object = {}): JuryPlacement => ({
    ...ines,
    ...{ campaignId: `2026-${stage}`, status, standing },
    ...more,
  });
  const failed = { standing: { ...standing, notAcquired: true as const } };
  const has = (state: JuryState, ...placements: JuryPlacement[]) => isSought({ state }, stages, placements);

  test.each([
    ['a report of each stage', [at('sopa1', 'distributed'), at('sopa2', 'givenBack')], 'received'],
    ['a report, and a cancelled stage', [at('sopa1', 'received'), at('sopa2', 'cancelled')], 'received'],
    ['one stage without', [at('sopa1', 'distributed'), at('sopa2', 'unreturned')], 'missing'],
    ['one awaited', [at('sopa1', 'awaiting')], 'missing'],
    ['what does not take place', [at('sopa1', 'cancelled'), at('sopa2', 'prepared')], undefined],
    ['one on paper', [at('sopa1', 'distributed'), at('sopa2', 'receivedOtherwise')], undefined],
  ] as const)('%s', (_, placements, expected) => {
    const states = (['received', 'missing'] as const).filter((state) => has(state, ...placements));
    expect(states).toEqual(expected ? [expected] : []);
    expect(has('notAcquired', ...placements)).toBe(false);
  });

  test('with a criterion that is not acquired, in any stage', () => {
    expect(has('notAcquired', at('sopa1', 'distributed'), at('sopa2', 'distributed', failed))).toBe(true);
  });

  test('by name or number, as any of the stages writes them, and by nothing else', () => {
    const both = [at('sopa1', 'awaiting'), at('sopa2', 'awaiting', { student: clemence.student })];
    const finds = (search: string) => isSought({ search }, stages, both);
    const { student, studentNumber, tutor, school } = ines;
    for (const search of [student.lastName.toUpperCase(), studentNumber, clemence.student.firstName, ' '])
      expect(finds(search), search).toBe(true);
    for (const search of [tutor.lastName, school.name, `${student.lastName} ${clemence.student.firstName}`])
      expect(finds(search), search).toBe(false);
  });
});
