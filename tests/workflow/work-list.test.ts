import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Placement, placementFacts } from '../../schemas/placement.ts';
import type { ImportRow } from '../../schemas/work.ts';
import { placementWith, StageHome } from './stage-home.ts';

/** Enough for two parts, so that the machine does it and not the request. */
const many = Array.from({ length: 60 }, (_, at) => placementWith(String(7000 + at), `tuteur ${at % 40}`));
const [reported, corrected, moved] = many;
if (!reported || !corrected || !moved) throw new Error('unreachable');

let home: StageHome;
beforeAll(async () => {
  home = await StageHome.open(many);
  await home.launch();
});
afterAll(() => home.close());

const changed = (placement: Placement, changes: Partial<Placement> = {}): ImportRow => ({
  row: 'changed',
  facts: placementFacts.parse({ ...placement, ...changes }),
});
const otherTutor = { lastName: 'Remplaçant', firstName: 'Zoé', email: 'zoe.remplacant@ac.example' };

describe('a launch', () => {
  test('goes in slices, each with all students of its tutors, and starts each stage once', async () => {
    await home.moveTo('2026-09-14T08:30:00Z');
    const placements = await home.store.placements.ofCampaign('2026-sopa1');
    expect(new Set(placements.map(({ status }) => status))).toEqual(new Set(['assigned']));
    const [launch] = await home.store.works.latest('2026-sopa1');
    expect(launch).toMatchObject({ kind: 'launch', tally: { started: 60 }, failed: 0 });
    expect(launch).toHaveProperty('endedAt');
    // A tutor of two was mailed once about both.
    const assignments = await home.mails('assignment');
    expect(assignments.filter(({ to }) => to[0] === many[0]?.tutor.email)).toHaveLength(1);
  });
});

describe('rows of an import', () => {
  test('that cannot be taken any more are left out with the reason; the others are taken', async () => {
    await home.moveTo('2026-10-09T15:00:00Z');
    await home.writeReport(reported);
    const known = placementFacts.parse(corrected);
    const { workId } = await home.workOn('import', [
      changed(reported, { tutor: otherTutor }),
      changed(corrected, { student: { ...corrected.student, email: 'autre@etu.example' } }),
      { row: 'added', facts: { ...known, studentNumber: '9001' } },
      // Somebody else added the student since the file was checked, with another class.
      { row: 'added', facts: { ...placementFacts.parse(moved), classLevel: 'CM2' } },
      ...many.slice(3).map((placement) => changed(placement)),
    ]);
    await home.settle();
    const work = await home.store.works.get({ campaignId: '2026-sopa1', workId });
    expect(work).toMatchObject({ tally: { added: 1, changed: 58 }, failed: 2 });
    expect(work.endedAt).toBeDefined();
    expect(work.failures).toEqual([
      { studentNumber: reported.studentNumber, reason: 'reportIn' },
      { studentNumber: moved.studentNumber, reason: 'addedMeanwhile' },
    ]);
    expect((await home.store.placements.get(reported)).tutor).toEqual(reported.tutor);
    expect((await home.store.placements.get(corrected)).student.email).toBe('autre@etu.example');
    expect(
      await home.store.placements.find({ campaignId: '2026-sopa1', studentNumber: '9001' }),
    ).toBeDefined();
  });

  test('taken twice, as when a batch is cut and done again, leave one correction', async () => {
    const row = changed(moved, { student: { ...moved.student, email: 'une.fois@etu.example' } });
    await home.workOn('import', [row]);
    await home.workOn('import', [row]);
    const { history } = await home.store.placements.get(moved);
    expect(history.filter(({ what }) => what === 'corrected')).toHaveLength(1);
  });
});

describe('a list of which something is missing', () => {
  test('is worked off as far as it goes, and ends', async () => {
    const work = await home.workOn('import', [changed(moved), '9999']);
    expect(work).toMatchObject({ total: 2, tally: { changed: 1 } });
    expect(work.endedAt).toBeDefined();
  });
});

describe('work that nobody starts', () => {
  test('is taken up by the sweep, and done to all', async () => {
    const nowhere = 'arn:aws:states:eu-west-3:000000000000:stateMachine:None';
    const rows = many.slice(3).map((placement) => changed(placement, { classLevel: 'CM1' }));
    const { workId } = await home.workOn('import', rows, { WORK_ARN: nowhere });
    expect((await home.store.works.get({ campaignId: '2026-sopa1', workId })).done).toBe(0);
    await home.moveTo('2026-10-09T16:00:00Z');
    const work = await home.store.works.get({ campaignId: '2026-sopa1', workId });
    expect(work).toMatchObject({ tally: { changed: rows.length }, run: 1 });
    for (const { studentNumber } of rows.map(({ facts }) => facts))
      expect((await home.store.placements.get({ campaignId: '2026-sopa1', studentNumber })).classLevel).toBe(
        'CM1',
      );
  });
});
