import { beforeEach, describe, expect, test } from 'vitest';
import { checkedImport, withoutReassigned } from '../../functions/actions/check-import.ts';
import { importPlacements } from '../../functions/actions/import-placements.ts';
import { keepImport } from '../../functions/actions/keep-import.ts';
import { cellsOf } from '../../functions/domain/import/import-columns.ts';
import type { Placement, PlacementFacts } from '../../schemas/placement.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { clemence, ines, monday, preparedCampaign } from '../domain/placements.ts';
import { poitiers } from '../poitiers.ts';
import { camille, delegate, env, Institute, ofNiort } from './institute.ts';

const { campaignId } = preparedCampaign;
const tuesday = '2026-09-15T08:00:00.000Z';
const replacement = { lastName: 'Sicard', firstName: 'Paul', email: 'paul.sicard@ac.example' };
const hugo: typeof ines = {
  ...ines,
  studentNumber: '22600109',
  student: { firstName: 'Hugo', lastName: 'Petit', email: 'hugo.petit@etu.example' },
};

let institute: Institute;
beforeEach(async () => {
  institute = await Institute.open(preparedCampaign, [ines, clemence]);
});
const acting = (staff = camille) => institute.acting(staff, tuesday);
const file = (...placements: PlacementFacts[]): Uint8Array => {
  const rows = placements.map((one) => cellsOf(one, 'Poitiers'));
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))];
  return Buffer.from(lines.map((cells) => cells.join(';')).join('\n'));
};
const kept = async (bytes: Uint8Array, filename = 'stages.csv') => {
  const outcome = await keepImport(acting(), campaignId, { filename, bytes });
  if (outcome.kind !== 'kept') throw new Error('the file was not kept');
  return outcome.importId;
};
const checked = async (importId: string, staff = camille, campaign = preparedCampaign) =>
  checkedImport(acting(staff), poitiers, campaign, importId);
const checkedFile = async (...placements: PlacementFacts[]) => {
  const found = await checked(await kept(file(...placements)));
  if (!found) throw new Error('the file is gone');
  return found;
};
const numbers = (rows: readonly { facts: PlacementFacts }[]) => rows.map(({ facts }) => facts.studentNumber);

describe('a file that is kept', () => {
  test('is found again, for a day; the trail says how large it was', async () => {
    const bytes = file(ines);
    const importId = await kept(bytes);
    expect(await institute.store.imports.find(importId)).toMatchObject({
      campaignId,
      filename: 'stages.csv',
    });
    expect(institute.audited()).toMatchObject([
      { act: 'importKept', outcome: 'done', campaignId, after: `${bytes.length} octets` },
    ]);
  });

  test('is kept for nobody who only follows', async () => {
    const outcome = await keepImport(acting(delegate), campaignId, { filename: 'a.csv', bytes: file(ines) });
    expect(outcome).toEqual({ kind: 'refused' });
    expect(institute.audited()).toMatchObject([{ act: 'importKept', outcome: 'refused', campaignId }]);
  });
});

describe('a file that is checked', () => {
  test('stands beside the campaign as it is now', async () => {
    const found = await checkedFile(ines, { ...clemence, classLevel: 'CM2' }, hugo);
    expect(found.filename).toBe('stages.csv');
    expect(found.read).toMatchObject({ kind: 'rows' });
    expect(numbers(found.check.unchanged)).toEqual([ines.studentNumber]);
    expect(numbers(found.check.changed)).toEqual([clemence.studentNumber]);
    expect(numbers(found.check.added)).toEqual([hugo.studentNumber]);
    // In the order of lists.
    expect(found.existing.map(({ studentNumber }) => studentNumber)).toEqual([
      ...[clemence.studentNumber, ines.studentNumber],
    ]);
  });

  test('is gone when it was never there, was another campaign’s, or cannot be read', async () => {
    expect(await checked('none')).toBeUndefined();
    const importId = await kept(file(ines));
    expect(
      await checked(importId, camille, { ...preparedCampaign, campaignId: '2026-sopa2' }),
    ).toBeUndefined();
    expect(await checked(await kept(Buffer.from('PK nothing'), 'stages.xlsx'))).toBeUndefined();
  });

  test('says of each person what they may import', async () => {
    const importId = await kept(file(ines, hugo));
    expect((await checked(importId, ofNiort))?.check).toMatchObject({
      added: [],
      unchanged: [],
      elsewhere: 2,
    });
  });
});

describe('a row that would begin a stage anew', () => {
  const sendReport = (one: Placement) =>
    institute.store.reports.send(one, {}, { ...fullReport.sent, sentAt: tuesday }, 0, {
      ...{ tutor: one.tutor, student: one.student },
    });
  const problem = { column: 'tuteur_courriel', message: expect.stringContaining('déjà reçu') };

  test('is a problem when its report is in, though the placement does not say so yet', async () => {
    expect(numbers((await checkedFile({ ...ines, tutor: replacement })).check.changed)).toEqual([
      ines.studentNumber,
    ]);
    await sendReport(ines);
    const { check } = await checkedFile({ ...ines, tutor: replacement }, { ...clemence, tutor: replacement });
    expect(check.problems).toMatchObject([{ row: 2, ...problem }]);
    expect(numbers(check.changed)).toEqual([clemence.studentNumber]);
  });

  test('is none when the stage only goes on, or is not started: no report is even looked for', async () => {
    const { startedAt, ...common } = hugo;
    const prepared: Placement = { ...common, status: 'prepared', revision: 0 };
    await institute.store.placements.create(prepared);
    for (const one of [ines, prepared]) await sendReport(one);
    const before = institute.taken.length;
    const { check } = await checkedFile(
      { ...ines, tutor: { ...ines.tutor, email: 'lea.legoff@ac.example' } },
      { ...hugo, tutor: replacement },
    );
    expect(check).toMatchObject({ problems: [], changed: [{ row: 2 }, { row: 3 }] });
    const looked = institute.taken.slice(before).filter(({ input }) => Object(input.Key).sk === 'REPORT');
    expect(looked).toEqual([]);
  });
});

describe('a check without the rows that put another person in a student’s place', () => {
  test('takes the others, and says of none that it were gone from the file', async () => {
    const found = await checkedFile(
      { ...ines, student: hugo.student },
      { ...clemence, classLevel: 'CM2' },
      hugo,
    );
    expect(numbers(found.check.reassigned)).toEqual([ines.studentNumber]);
    const without = withoutReassigned(found);
    expect(numbers(without.check.changed)).toEqual([clemence.studentNumber]);
    expect(without.check.added).toEqual(found.check.added);
    const { changed, unchanged } = found.check;
    const confirmed = { ...found, check: { ...found.check, changed: [], unchanged: changed } };
    expect(numbers(withoutReassigned(confirmed).check.unchanged)).toEqual([clemence.studentNumber]);
    expect(unchanged).toEqual([]);
  });
});

describe('an import', () => {
  test('takes the good rows as a work list, and the trail says how many', async () => {
    const found = await checkedFile(ines, { ...clemence, classLevel: 'CM2' }, hugo);
    const outcome = await importPlacements(env, acting(), preparedCampaign, found);
    expect(outcome).toMatchObject({
      kind: 'imported',
      work: { kind: 'import', total: 2, tally: { added: 1, changed: 1 }, askedBy: camille.name },
    });
    expect(await institute.store.placements.get(clemence)).toMatchObject({ classLevel: 'CM2' });
    expect(await institute.store.placements.find(hugo)).toBeDefined();
    expect(institute.audited().at(-1)).toMatchObject({
      ...{ act: 'placementsImported', outcome: 'done', campaignId, after: 'à ajouter : 1, à modifier : 1' },
    });
  });

  test('goes over rows that change nothing where an earlier one left something to do', async () => {
    await institute.store.placements.change(ines, () => ({ ...ines, startDue: monday }));
    const formerRecipients = ['former@ac.example'];
    await institute.store.placements.change(clemence, () => ({ ...clemence, formerRecipients }));
    await institute.store.placements.create(hugo);
    const outcome = await importPlacements(
      env,
      acting(),
      preparedCampaign,
      await checkedFile(ines, clemence, hugo),
    );
    expect(outcome).toMatchObject({ work: { total: 2, tally: { unchanged: 2 } } });
  });

  test('is refused to who only follows, which is written down', async () => {
    const found = await checkedFile(hugo);
    expect(await importPlacements(env, acting(delegate), preparedCampaign, found)).toEqual({
      kind: 'refused',
    });
    expect(await institute.store.placements.find(hugo)).toBeUndefined();
    expect(institute.audited().at(-1)).toMatchObject({
      ...{ act: 'placementsImported', outcome: 'refused', campaignId },
    });
  });
});
