import { beforeEach, describe, expect, test } from 'vitest';
import { askForWork } from '../../functions/actions/ask-for-work.ts';
import { deleteCampaign } from '../../functions/actions/delete-campaign.ts';
import { editCampaign } from '../../functions/actions/edit-campaign.ts';
import { importPlacements } from '../../functions/actions/import-placements.ts';
import { keepImport } from '../../functions/actions/keep-import.ts';
import { launchCampaign } from '../../functions/actions/launch-campaign.ts';
import { launchScheduled } from '../../functions/actions/launch-scheduled.ts';
import { prepareCampaign } from '../../functions/actions/prepare-campaign.ts';
import {
  scheduleLaunch,
  scheduleProblem,
  unscheduleLaunch,
} from '../../functions/actions/schedule-launch.ts';
import { takeUp } from '../../functions/actions/take-up.ts';
import { workOff } from '../../functions/actions/work/work-off.ts';
import { writeNote } from '../../functions/actions/write-note.ts';
import type { Placement } from '../../schemas/placement.ts';
import { placementFacts } from '../../schemas/placement.ts';
import { clemence, ines, monday, preparedCampaign } from '../domain/placements.ts';
import { administrator, camille, delegate, env, Institute, ofNiort } from './institute.ts';

const { campaignId, siteIds, periods, timetable } = preparedCampaign;
const prepared = ({ startedAt, ...one }: typeof ines): Placement => ({
  ...one,
  status: 'prepared',
  revision: 0,
});
const minutes = (count: number) => new Date(Date.parse(monday) + count * 60_000).toISOString();
const tuesday = '2026-09-15T06:00:00.000Z';

let institute: Institute;
beforeEach(async () => {
  institute = await Institute.open(preparedCampaign, [prepared(ines), prepared(clemence)]);
});
const now = () => institute.store.campaigns.find(campaignId);
const acts = () => institute.audited().map(({ act, outcome }) => `${act} ${outcome}`);

describe('a campaign that was not launched', () => {
  const later = [{ from: '2026-10-12', to: '2026-10-16' }];
  const edit = (staff = camille, changes = {}, version = 1) =>
    editCampaign(
      institute.acting(staff),
      { campaignId, version },
      { ...{ siteIds, periods, timetable }, ...changes },
    );

  test('is changed by who answers for all of its sites, and the trail says from what to what', async () => {
    expect(await edit(camille, { periods: later })).toMatchObject({ kind: 'edited' });
    expect(await now()).toMatchObject({ periods: later, version: 2 });
    expect(institute.audited()).toMatchObject([
      {
        act: 'campaignEdited',
        before: 'poitiers, niort ; 2026-10-05 à 2026-10-09',
        after: 'poitiers, niort ; 2026-10-12 à 2026-10-16',
      },
    ]);
    for (const one of [delegate, ofNiort]) expect(await edit(one)).toEqual({ kind: 'refused' });
    expect(acts().slice(1)).toEqual(['campaignEdited refused', 'campaignEdited refused']);
  });

  test('is changed once where two do it: the later is told, and nothing of theirs is written', async () => {
    const [one, other] = await Promise.all([
      edit(camille, { periods: later }),
      edit(administrator, { timetable: { ...timetable, dueDays: 9 } }),
    ]);
    expect([one.kind, other.kind].sort()).toEqual(['edited', 'overtaken']);
    expect(await edit(camille, {}, 1)).toMatchObject({ kind: 'overtaken', campaign: { version: 2 } });
    expect(await now()).toMatchObject({ version: 2 });
  });

  test('keeps a site that has placements, or may have some in a moment', async () => {
    expect(await edit(camille, { siteIds: ['niort'] })).toEqual({
      ...{ kind: 'sitesInUse', sites: [{ siteId: 'poitiers', placements: 2 }] },
    });
    expect(await edit(camille, { siteIds: ['poitiers'] })).toMatchObject({ kind: 'edited' });
    expect(await institute.store.progress.of({ campaignId, siteIds: ['poitiers'] }, monday)).toHaveLength(1);
    await edit(camille, {}, 2);
    const rows = Array.from({ length: 51 }, (_, at) => ({ ...ines, studentNumber: `3${1000 + at}` }));
    const check = { added: rows.map((facts) => ({ facts })), changed: [], unchanged: [] };
    await importPlacements(env, institute.acting(camille), preparedCampaign, {
      check,
      existing: [],
    } as unknown as Parameters<typeof importPlacements>[3]);
    expect(await edit(camille, { siteIds: ['poitiers'] }, 3)).toEqual({ kind: 'importing' });
  });

  test('that was launched is changed and deleted by nobody', async () => {
    await launchCampaign(env, institute.acting(camille), preparedCampaign, 0);
    expect(await edit(camille, {}, 2)).toMatchObject({ kind: 'overtaken', campaign: { status: 'launched' } });
    expect(await deleteCampaign(env, institute.acting(camille), { campaignId, version: 2 }, 2)).toMatchObject(
      { kind: 'overtaken' },
    );
    expect((await institute.store.placements.ofCampaign(campaignId)).length).toBe(2);
  });
});

describe('a campaign that is deleted', () => {
  const remove = (staff = camille, seen = 2, version = 1) =>
    deleteCampaign(env, institute.acting(staff), { campaignId, version }, seen);
  const key = { campaignId, workId: '20260914080000000-deletion-1' };
  const work = (at = 1) => workOff(env, institute.store, key, minutes(at));
  const itemsLeft = async () => ({
    placements: (await institute.store.placements.ofCampaign(campaignId)).length,
    notes: (await institute.store.notes.ofPlacement(ines)).length,
    works: (await institute.store.works.latest(campaignId)).length,
    campaign: await now(),
  });

  test('is gone for everybody at once, then with all that is its own', async () => {
    await writeNote(institute.acting(camille), ines, 'Appelée.');
    await keepImport(institute.acting(camille), campaignId, { filename: 'a.csv', bytes: Buffer.from('a') });
    expect(await remove()).toEqual({ kind: 'deleted' });
    expect(await institute.store.campaigns.all()).toEqual([]);
    expect((await institute.store.attention.page([], { most: 5 })).waiting).toEqual([]);
    expect([...institute.executions.keys()]).toEqual([`${campaignId}-${key.workId}-run1`]);
    expect(await work()).toMatchObject({ pass: 1, tally: { deleted: 2 } });
    expect(await work()).toMatchObject({ endedAt: minutes(1) });
    expect(await itemsLeft()).toEqual({ placements: 0, notes: 0, works: 0, campaign: undefined });
    expect(acts()).toEqual(['noteWritten done', 'importKept done', 'campaignDeleted done']);
    // The name is free again, and the deletion is none of the new one's.
    const { year, stage } = preparedCampaign;
    const draft = { year, stage, siteIds, periods, timetable };
    expect(await prepareCampaign(institute.acting(camille, minutes(2)), draft, campaignId)).toMatchObject({
      kind: 'prepared',
    });
    await institute.store.works.create({ ...(await deletionWork()), workId: key.workId });
    await work(3);
    expect(await now()).toMatchObject({ status: 'prepared', createdAt: minutes(2) });
  });

  const requests = {
    import: () => ({
      kind: 'import' as const,
      entries: [{ row: 'added' as const, facts: placementFacts.parse(ines) }],
    }),
    selection: () => ({
      ...{ kind: 'selection' as const, entries: [ines.studentNumber] },
      task: { does: 'note' as const, text: 'Appelée.' },
    }),
  };

  test.each(['import', 'selection'] as const)(
    'leaves no list behind that was asked for as it went: %s',
    async (kind) => {
      await remove();
      for (const _ of [1, 2]) await work();
      const acting = institute.acting(camille, minutes(2));
      const asked = await askForWork(env, acting, { campaignId, ...requests[kind]() });
      expect(asked).toMatchObject({ endedAt: minutes(2), done: 0 });
      expect(await institute.store.works.find(asked)).toBeUndefined();
      expect(await institute.store.works.part(asked, 0)).toBeUndefined();
    },
  );

  test.each(['import', 'selection'] as const)('nor one for which it had looked already: %s', async (kind) => {
    await remove();
    await work();
    let asked = { campaignId, workId: '' };
    institute.before = async (command, { Key }) => {
      if (command !== 'DeleteCommand' || !JSON.stringify(Key).includes('"sk":"CAMPAIGN"')) return;
      institute.before = () => {};
      const acting = institute.acting(camille, minutes(1));
      asked = await askForWork(env, acting, { campaignId, ...requests[kind]() });
    };
    await work();
    expect(asked.workId).not.toBe('');
    expect(await itemsLeft()).toEqual({ placements: 0, notes: 0, works: 0, campaign: undefined });
    expect(await institute.store.works.part(asked, 0)).toBeUndefined();
  });

  test('stays due until its last trace is gone, whenever that dies', async () => {
    await remove();
    await work();
    institute.before = (command, { Key }) => {
      if (command === 'DeleteCommand' && JSON.stringify(Key).includes('WORK#')) throw new Error('died');
    };
    await expect(work()).rejects.toThrow('died');
    institute.before = () => {};
    expect(await institute.store.works.find(key)).toMatchObject({ due: minutes(1) });
    await work();
    expect(await itemsLeft()).toEqual({ placements: 0, notes: 0, works: 0, campaign: undefined });
  });

  test('of more than a batch is deleted batch by batch', async () => {
    for (let at = 0; at < 150; at += 1)
      await institute.store.placements.create({ ...prepared(ines), studentNumber: `3${1000 + at}` });
    await remove(camille, 152);
    expect(await work()).toMatchObject({ done: 100, tally: { deleted: 100 } });
    for (const _ of [1, 2]) await work();
    expect(await itemsLeft()).toEqual({ placements: 0, notes: 0, works: 0, campaign: undefined });
  });

  const deletionWork = async () => ({
    ...({
      campaignId,
      kind: 'deletion',
      askedBy: 'x',
      askedAt: monday,
      total: 2,
      pass: 0,
      passes: 2,
    } as const),
    ...{ workId: key.workId, done: 0, tally: {}, failed: 0, failures: [], run: 1, version: 1, due: monday },
  });

  test('is deleted by who may launch it, as they saw it, once', async () => {
    for (const one of [delegate, ofNiort]) expect(await remove(one)).toEqual({ kind: 'refused' });
    expect(await remove(camille, 1)).toMatchObject({ kind: 'overtaken' });
    const outcomes = await Promise.all([remove(), remove(administrator)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['deleted', 'overtaken']);
    const launched = await launchCampaign(env, institute.acting(camille), preparedCampaign, 0);
    expect(launched).toMatchObject({ kind: 'otherwise' });
    expect(institute.executions.size).toBe(1);
  });

  test('waits for what is under way, which ends at its next batch', async () => {
    const rows = Array.from({ length: 51 }, (_, at) => ({ ...ines, studentNumber: `3${1000 + at}` }));
    const check = { added: rows.map((facts) => ({ facts })), changed: [], unchanged: [] };
    const imported = await importPlacements(env, institute.acting(camille), preparedCampaign, {
      check,
      existing: [],
    } as unknown as Parameters<typeof importPlacements>[3]);
    if (imported.kind !== 'imported') throw new Error('not imported');
    expect(await remove()).toEqual({ kind: 'deleted' });
    expect(await work()).toMatchObject({ done: 0, due: minutes(2) });
    expect(await workOff(env, institute.store, imported.work, minutes(1))).toMatchObject({
      ...{ endedAt: minutes(1), tally: {} },
    });
    await work(2);
    await work(2);
    expect(await itemsLeft()).toEqual({ placements: 0, notes: 0, works: 0, campaign: undefined });
  });

  test('is taken up by the sweep where its machine did not start, or gave up', async () => {
    institute.before = (command) => {
      if (command === 'StartExecutionCommand') throw new Error('throttled');
    };
    await remove();
    institute.before = () => {};
    const due = { kind: 'campaign', campaignId } as const;
    expect(await institute.store.due.since(monday)).toContainEqual(due);
    await takeUp(env, institute.store, due, minutes(9));
    expect(institute.executions.size).toBe(0);
    await takeUp(env, institute.store, due, minutes(11));
    expect([...institute.executions.keys()]).toEqual([`${campaignId}-${key.workId}-run1`]);
    await institute.store.works.change(key, ({ due: _, ...one }) => ({
      ...one,
      stopped: { at: minutes(12), error: 'States.Timeout' },
    }));
    expect(await takeUp(env, institute.store, due, minutes(40))).toBe(true);
    expect([...institute.executions.keys()].at(-1)).toBe(`${campaignId}-${key.workId}-run2`);
  });
});

describe('a launch that is scheduled', () => {
  const schedule = (staff = camille, version = 1, at = tuesday) =>
    scheduleLaunch(institute.acting(staff), { campaignId, version }, at);
  const look = (at: string) => launchScheduled(env, institute.store, at);
  const waiting = async () => (await institute.store.attention.page([], { most: 5 })).waiting;

  test('starts at its moment, once, however often it is looked for', async () => {
    expect(scheduleProblem(preparedCampaign, monday, monday)).toBe('past');
    expect(scheduleProblem(preparedCampaign, '2026-10-06T06:00:00.000Z', monday)).toBe('begun');
    expect(scheduleProblem(preparedCampaign, tuesday, monday)).toBeUndefined();
    expect(await schedule()).toMatchObject({ kind: 'done' });
    expect(institute.audited()).toMatchObject([
      { act: 'launchScheduled', subject: camille.subject, after: tuesday },
    ]);
    expect(await look('2026-09-15T05:55:00.000Z')).toEqual({ found: 1, launched: 0, refused: 0 });
    const both = await Promise.all([look(tuesday), look(tuesday)]);
    expect(both.map(({ launched }) => launched).sort()).toEqual([0, 1]);
    expect(await now()).toMatchObject({
      ...{ status: 'launched', launches: 1, launchSize: 2, launchedAt: tuesday, launchedBy: camille.name },
    });
    expect(await now()).not.toHaveProperty('scheduled');
    expect(await look('2026-09-15T06:05:00.000Z')).toEqual({ found: 0, launched: 0, refused: 0 });
    expect([...institute.executions.keys()]).toEqual([`${campaignId}-20260915060000000-launch-1-run1`]);
  });

  test('that dies behind its write is taken up by the sweep', async () => {
    await schedule();
    institute.before = (command) => {
      if (command === 'StartExecutionCommand') throw new Error('throttled');
    };
    expect(await look(tuesday)).toMatchObject({ launched: 1 });
    institute.before = () => {};
    expect(await institute.store.due.since(tuesday)).toContainEqual({ kind: 'campaign', campaignId });
  });

  test('is moved and called off by whom it may be launched, and the later of two is told', async () => {
    for (const one of [delegate, ofNiort]) expect(await schedule(one)).toEqual({ kind: 'refused' });
    await schedule();
    expect(await schedule(administrator)).toMatchObject({ kind: 'overtaken', campaign: { version: 2 } });
    const at = '2026-09-16T06:00:00.000Z';
    expect(await schedule(camille, 2, at)).toMatchObject({ campaign: { scheduled: { at } } });
    expect(await look(tuesday)).toEqual({ found: 1, launched: 0, refused: 0 });
    expect(await unscheduleLaunch(institute.acting(camille), { campaignId, version: 3 })).toMatchObject({
      kind: 'done',
    });
    expect(await look(at)).toEqual({ found: 0, launched: 0, refused: 0 });
    expect(acts().slice(2)).toEqual([
      ...['launchScheduled done', 'launchScheduled done', 'launchUnscheduled done'],
    ]);
  });

  test.each([
    [
      'changed',
      tuesday,
      () =>
        editCampaign(
          institute.acting(camille),
          { campaignId, version: 2 },
          { siteIds, timetable, periods: [{ from: '2026-10-12', to: '2026-10-16' }] },
        ),
    ],
    ['begun', '2026-10-06T06:00:00.000Z', async () => {}],
    [
      'empty',
      tuesday,
      async () => {
        for (const one of [ines, clemence]) await institute.store.placements.remove(one);
        await institute.store.progress.changed(campaignId);
      },
    ],
  ])('is refused where the campaign is %s by then, and waits for somebody', async (why, at, happens) => {
    await schedule();
    await happens();
    expect(await look(at)).toEqual({ found: 1, launched: 0, refused: 1 });
    expect(await look(at)).toEqual({ found: 0, launched: 0, refused: 0 });
    expect(await waiting()).toMatchObject([
      { of: 'campaign', attention: [{ kind: 'refusedLaunch', since: at, why }] },
    ]);
    const campaign = await institute.store.campaigns.get(campaignId);
    await unscheduleLaunch(institute.acting(camille), campaign);
    expect(await waiting()).toEqual([]);
    expect(institute.executions.size).toBe(0);
  });

  test('waits for an import that is under way', async () => {
    await schedule();
    await institute.store.works.create({
      ...{ campaignId, workId: '20260915055900000-import-1', kind: 'import', askedBy: 'x', askedAt: tuesday },
      ...{ total: 1, pass: 0, passes: 2, done: 0, tally: {}, failed: 0, failures: [], run: 1, version: 1 },
      due: tuesday,
    });
    expect(await look(tuesday)).toEqual({ found: 1, launched: 0, refused: 0 });
  });
});
