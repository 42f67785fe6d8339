import { beforeEach, describe, expect, test } from 'vitest';
import { askForWork } from '../../functions/actions/ask-for-work.ts';
import { resumeWork } from '../../functions/actions/resume-work.ts';
import { workOff } from '../../functions/actions/work/work-off.ts';
import { factsMark } from '../../functions/domain/import/import-merge.ts';
import { stoppedWork } from '../../functions/domain/placement/work-progress.ts';
import { type Placement, placementFacts } from '../../schemas/placement.ts';
import type { ImportRow, Work, WorkEntries, WorkKind } from '../../schemas/work.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { clemence, ines, launchedCampaign, monday } from '../domain/placements.ts';
import { camille, delegate, env, Institute, ofNiort } from './institute.ts';

const { campaignId } = launchedCampaign;
const tuesday = '2026-09-15T08:00:00.000Z';
const row = (kind: ImportRow['row'], placement: Placement, changes: Partial<Placement> = {}): ImportRow => ({
  row: kind,
  facts: placementFacts.parse({ ...placement, ...changes }),
});
const replacement = { lastName: 'Sicard', firstName: 'Paul', email: 'paul.sicard@ac.example' };
const readdressed = { ...ines.tutor, email: 'lea.legoff@ac.example' };

let institute: Institute;
beforeEach(async () => {
  institute = await Institute.open(launchedCampaign, [ines, clemence]);
});
const ask = (kind: WorkKind, entries: WorkEntries, now = tuesday) =>
  askForWork(env, institute.acting(camille, now), { campaignId, kind, entries });
const placement = () => institute.store.placements.get(ines);
const fails = (command: string, isIt: (input: Record<string, unknown>) => boolean = () => true) => {
  institute.before = (asked, input) => {
    if (asked === command && isIt(input)) throw new Error('throttled');
  };
};

describe('work that is asked for', () => {
  test('is done at once when it is one batch, and no machine is started', async () => {
    const work = await ask('import', [row('added', ines, { studentNumber: '22600110' })]);
    expect(work).toMatchObject({
      ...{ kind: 'import', askedBy: camille.name, askedAt: tuesday, total: 1, passes: 2 },
      ...{ endedAt: tuesday, tally: { added: 1 } },
    });
    expect(work.workId).toMatch(/^20260915080000000-import-[0-9a-f]{8}$/);
    expect(await institute.store.works.get(work)).toEqual(work);
    expect([...institute.executions.keys()].filter((name) => name.includes('-run'))).toEqual([]);
  });

  test('of fifty is one batch; of fifty-one the machine’s, in parts of fifty', async () => {
    const rows = (count: number) => Array.from({ length: count }, () => row('unchanged', ines));
    expect(await ask('import', rows(50))).toMatchObject({ endedAt: tuesday, tally: { unchanged: 50 } });
    const more = await ask('import', rows(51));
    expect(more.endedAt).toBeUndefined();
    expect(institute.executions.has(`${campaignId}-${more.workId}-run1`)).toBe(true);
    expect((await institute.store.works.part(more, 0))?.length).toBe(50);
    expect((await institute.store.works.part(more, 1))?.length).toBe(1);
    expect(await institute.store.works.part(more, 2)).toBeUndefined();
  });

  test('that dies on the way is handed over to the machine', async () => {
    fails('GetCommand', ({ Key }) => JSON.stringify(Key).includes('PART'));
    const work = await ask('import', [row('unchanged', ines)]);
    expect(work.endedAt).toBeUndefined();
    expect(institute.executions.has(`${campaignId}-${work.workId}-run1`)).toBe(true);
    expect(institute.logged).toEqual(['work was not done at once']);
  });

  test('that the machine does not take either stands as due, for the sweep', async () => {
    fails('StartExecutionCommand');
    const work = await ask(
      'relaunch',
      Array.from({ length: 51 }, (_, at) => String(5000 + at)),
    );
    expect(await institute.store.works.get(work)).toMatchObject({ due: tuesday });
    expect(institute.logged).toEqual(['work could not be started']);
  });

  test('of nothing is done', async () => {
    expect(await ask('import', [])).toMatchObject({ total: 0, endedAt: tuesday, failed: 0 });
  });
});

describe('a list that the machine works off', () => {
  const entries = Array.from({ length: 60 }, (_, at) =>
    row('added', ines, { studentNumber: String(5000 + at) }),
  );

  test('goes from part to part, and through all of it once a pass', async () => {
    const key = await ask('import', entries);
    const off = () => workOff(env, institute.store, key, tuesday);
    expect(await off()).toMatchObject({ pass: 0, done: 50, after: '1' });
    expect(await off()).toMatchObject({ pass: 1, done: 0, tally: { added: 60 } });
    expect(await off()).toMatchObject({ pass: 1, done: 50, after: '1' });
    expect(await off()).toMatchObject({ endedAt: tuesday, tally: { added: 60 }, failed: 0 });
  });

  test('that is gone a month later ends', async () => {
    const key = await ask('import', entries);
    await institute.store.works.change(key, (work) => ({ ...work, pass: 1, after: '7' }));
    expect(await workOff(env, institute.store, key, tuesday)).toMatchObject({ endedAt: tuesday });
  });

  test('leaves out what is not of its kind', async () => {
    expect(await ask('import', ['22600107', row('unchanged', ines)])).toMatchObject({
      tally: { unchanged: 1 },
    });
    expect(await ask('relaunch', [row('unchanged', ines), ines.studentNumber])).toMatchObject({
      ...{ failed: 0, endedAt: tuesday },
    });
  });

  test('writes down what fails for one, under the name of the error, and goes on', async () => {
    fails('PutCommand', ({ Item }) => Object(Item).sk === 'PLACEMENT#22600110');
    const work = await ask('import', [
      row('added', ines, { studentNumber: '22600110' }),
      row('added', ines, { studentNumber: '22600111' }),
    ]);
    expect(work).toMatchObject({
      tally: { added: 1 },
      failures: [{ studentNumber: '22600110', reason: 'Error' }],
    });
    expect(institute.logged).toEqual(['a placement of a work list failed']);
  });

  test('that throws what is no error counts it as unknown', async () => {
    institute.before = (command, { Key }) => {
      if (command === 'GetCommand' && JSON.stringify(Key).includes('5000')) throw 'nothing';
    };
    expect(await ask('relaunch', ['5000', ines.studentNumber])).toMatchObject({
      failures: [{ studentNumber: '5000', reason: 'Unknown' }],
    });
  });

  test('of which all fails is done again: that is no matter of theirs', async () => {
    const key = await ask(
      'relaunch',
      Array.from({ length: 51 }, (_, at) => String(5000 + at)),
    );
    await expect(workOff(env, institute.store, key, tuesday)).rejects.toThrow('no such placement');
    expect((await institute.store.works.get(key)).done).toBe(0);
  });

  test('of one alone that fails counts as failed', async () => {
    expect(await ask('relaunch', ['5000'])).toMatchObject({ endedAt: tuesday, failed: 1 });
  });
});

describe('a row that adds', () => {
  test('makes a placement of who asked for it, and when', async () => {
    await ask('import', [row('added', ines, { studentNumber: '22600110' })], tuesday);
    const added = await institute.store.placements.get({ campaignId, studentNumber: '22600110' });
    expect(added).toMatchObject({ status: 'prepared', tutor: ines.tutor });
    expect(added.history).toEqual([{ at: tuesday, what: 'imported', by: camille.name }]);
  });

  test('what is there already was added by the batch that died; something else, by somebody else', async () => {
    expect(await ask('import', [row('added', ines)])).toMatchObject({ tally: { added: 1 }, failed: 0 });
    const otherwise = row('added', clemence, { classLevel: 'CM2' });
    expect(await ask('import', [row('added', ines), otherwise])).toMatchObject({
      failures: [{ studentNumber: clemence.studentNumber, reason: 'addedMeanwhile' }],
    });
    // It is their business, and none of the log's.
    expect(institute.logged).toEqual([]);
    expect(await institute.store.placements.get(clemence)).not.toHaveProperty('classLevel');
  });
});

describe('a row that corrects', () => {
  test('leaves alone what somebody else corrected since it was checked', async () => {
    const checked = { ...row('changed', ines, { classLevel: 'CM2' }), seen: factsMark(ines) };
    await ask('import', [row('changed', ines, { tutor: readdressed })]);
    expect(await ask('import', [checked])).toMatchObject({
      failures: [{ studentNumber: ines.studentNumber, reason: 'changedMeanwhile' }],
    });
    const { tutor, classLevel } = await placement();
    expect({ tutor, classLevel }).toEqual({ tutor: readdressed, classLevel: ines.classLevel });
    // Taken before its batch died, it is taken still.
    const again = {
      ...row('changed', await placement(), { classLevel: 'CM2' }),
      seen: factsMark(await placement()),
    };
    for (const _ of [1, 2]) expect(await ask('import', [again])).toMatchObject({ failed: 0 });
  });

  test('leaves one correction, by who asked for it, and starts what it has to', async () => {
    expect(await ask('import', [row('changed', ines, { tutor: readdressed })])).toMatchObject({
      tally: { changed: 1 },
    });
    const corrected = await placement();
    expect(corrected).toMatchObject({ tutor: readdressed, revision: 2, startDue: tuesday });
    expect(corrected.history).toEqual([
      { at: tuesday, what: 'corrected', by: camille.name, changed: ['tuteur_courriel'] },
    ]);
    expect([...institute.executions.keys()]).toEqual([`${campaignId}-22600107-r2`]);
    await ask('import', [row('changed', ines, { tutor: readdressed })]);
    expect((await placement()).history).toHaveLength(1);
  });

  test('what nobody relies on starts nothing', async () => {
    await ask('import', [row('changed', ines, { classLevel: 'CM2' })]);
    expect(await placement()).toMatchObject({ classLevel: 'CM2', revision: 1 });
    expect(institute.executions.size).toBe(0);
  });

  test('a stage whose report came in meanwhile is left out, unless the stage goes on', async () => {
    const { sent } = fullReport;
    const drafter = { tutor: ines.tutor, student: ines.student };
    await institute.store.reports.send(ines, {}, { ...sent, sentAt: tuesday }, 0, drafter);
    expect(await ask('import', [row('changed', ines, { tutor: replacement })])).toMatchObject({
      failures: [{ studentNumber: ines.studentNumber, reason: 'reportIn' }],
    });
    expect((await placement()).tutor).toEqual(ines.tutor);
    expect(await ask('import', [row('changed', ines, { tutor: readdressed })])).toMatchObject({ failed: 0 });
    expect((await placement()).tutor).toEqual(readdressed);
  });

  test('nothing is taken whatever became of the stage since, its report too', async () => {
    const drafter = { tutor: ines.tutor, student: ines.student };
    await institute.store.reports.send(ines, {}, { ...fullReport.sent, sentAt: tuesday }, 0, drafter);
    expect(await ask('import', [row('unchanged', ines, { tutor: replacement })])).toMatchObject({
      failed: 0,
    });
    expect((await placement()).tutor).toEqual(ines.tutor);
  });

  test('a stage that is not started asks after no report', async () => {
    const { startedAt, ...common } = clemence;
    const prepared: Placement = { ...common, status: 'prepared', revision: 0, studentNumber: '22600112' };
    await institute.store.placements.create(prepared);
    await institute.store.reports.send(prepared, {}, fullReport.sent, 0, {
      ...{ tutor: clemence.tutor, student: clemence.student },
    });
    expect(await ask('import', [row('changed', prepared, { tutor: replacement })])).toMatchObject({
      failed: 0,
    });
    expect(await institute.store.placements.get(prepared)).toMatchObject({ tutor: replacement, revision: 0 });
  });

  test('nothing starts what an earlier import left to start, and corrects nothing', async () => {
    await institute.store.placements.change(ines, () => ({ ...ines, revision: 2, startDue: monday }));
    expect(await ask('import', [row('unchanged', ines, { classLevel: 'CM2' })])).toMatchObject({
      tally: { unchanged: 1 },
    });
    expect(await placement()).not.toHaveProperty('classLevel');
    expect([...institute.executions.keys()]).toEqual([`${campaignId}-22600107-r2`]);
  });
});

describe('the link of a tutor who has no student left', () => {
  const { email } = ines.tutor;
  const isOpen = async () => {
    const links = await institute.store.links(env.SECRET_ARN);
    return (await links.resolve(token, tuesday)).kind === 'open';
  };
  let token: string;
  beforeEach(async () => {
    const links = await institute.store.links(env.SECRET_ARN);
    token = await links.tokenFor({ campaignId, tutorEmail: email }, monday, '2026-12-01T00:00:00.000Z');
  });

  test('is taken back once all rows are taken, not before', async () => {
    await ask('import', [row('changed', ines, { tutor: replacement })]);
    expect(await isOpen()).toBe(true);
    await ask('import', [row('changed', clemence, { tutor: replacement })]);
    expect(await isOpen()).toBe(false);
  });

  test('is taken back by a row that changes nothing, where an earlier import died', async () => {
    for (const one of [ines, clemence])
      await institute.store.placements.change(one, () => ({
        ...{ ...one, tutor: replacement },
        formerRecipients: [email],
      }));
    await ask('import', [row('unchanged', ines, { tutor: replacement })]);
    expect(await isOpen()).toBe(false);
  });

  test('stays open as long as the index names a placement that is still theirs', async () => {
    // The index lags: what it names is read again.
    await institute.store.placements.change(ines, () => ({
      ...{ ...ines, tutor: replacement },
      formerRecipients: ['former@ac.example', email],
    }));
    await ask('import', [row('unchanged', ines, { tutor: replacement })]);
    expect(await isOpen()).toBe(true);
    institute.before = async (command, { ExpressionAttributeValues }) => {
      if (command !== 'QueryCommand' || !JSON.stringify(ExpressionAttributeValues).includes(`#${email}`))
        return;
      institute.before = () => {};
      const lag = await institute.store.placements.ofTutor(campaignId, email);
      await institute.store.placements.change(clemence, () => ({ ...clemence, tutor: replacement }));
      institute.stale = { Items: lag.map(({ studentNumber }) => ({ lookupSk: studentNumber })) };
    };
    await ask('import', [row('unchanged', ines, { tutor: replacement })]);
    expect(await isOpen()).toBe(false);
  });

  test('is no business of a row that adds, nor of a stage that had no other address', async () => {
    await institute.store.placements.change(clemence, () => ({ ...clemence, tutor: replacement }));
    await institute.store.placements.change(ines, () => ({
      ...{ ...ines, tutor: replacement },
      formerRecipients: [email],
    }));
    await ask('import', [row('added', ines, { tutor: replacement }), row('unchanged', clemence)]);
    expect(await isOpen()).toBe(true);
  });
});

describe('a relaunch of many', () => {
  const trouble = { at: monday, state: 'SendBriefing', error: 'MailRefused' };
  const troubled: Placement = { ...ines, trouble };
  beforeEach(() => institute.store.placements.change(ines, () => troubled));

  test('starts the next revision of each that is still in trouble, and says by whom', async () => {
    expect(await ask('relaunch', [ines.studentNumber, clemence.studentNumber])).toMatchObject({
      tally: { relaunched: 1 },
    });
    const relaunched = await placement();
    expect(relaunched).toMatchObject({ revision: 2, startDue: tuesday });
    expect(relaunched.history).toEqual([{ at: tuesday, what: 'relaunched', by: camille.name }]);
    expect([...institute.executions.keys()]).toEqual([`${campaignId}-22600107-r2`]);
  });

  test('starts what a batch that died had written to start again, and nothing that was due before', async () => {
    const due = (startDue: string) =>
      institute.store.placements.change(ines, () => ({ ...ines, revision: 2, startDue }));
    await due('2026-09-15T07:59:00.000Z');
    expect(await ask('relaunch', [ines.studentNumber])).toMatchObject({ tally: {} });
    expect(institute.executions.size).toBe(0);
    await due(tuesday);
    expect(await ask('relaunch', [ines.studentNumber])).toMatchObject({ tally: { relaunched: 1 } });
    expect(await placement()).toMatchObject({ revision: 2, history: [] });
    expect([...institute.executions.keys()]).toEqual([`${campaignId}-22600107-r2`]);
  });

  test('leaves alone what somebody relaunched in that second', async () => {
    institute.before = async (command, { Item }) => {
      if (command !== 'PutCommand' || !JSON.stringify(Item).includes('relaunched')) return;
      institute.before = () => {};
      await institute.store.placements.change(ines, () => ({ ...ines, revision: 2, startDue: tuesday }));
    };
    await ask('relaunch', [ines.studentNumber]);
    expect(await placement()).toMatchObject({ revision: 2, history: [] });
  });
});

describe('work that stopped', () => {
  const numbers = Array.from({ length: 51 }, (_, at) => String(5000 + at));
  let stopped: Work;
  const run = (number: number) => `${campaignId}-${stopped.workId}-run${number}`;
  const resume = (staff = camille, seen = stopped) =>
    resumeWork(env, institute.acting(staff, tuesday), launchedCampaign, seen);
  const stop = async (kind: WorkKind) => {
    const asked = await ask(kind, numbers);
    stopped = await institute.store.works.change(asked, (work) =>
      stoppedWork(work, 1, 'States.Timeout', tuesday),
    );
  };

  test('goes on as its next run, which the trail says', async () => {
    await stop('relaunch');
    expect(await resume()).toEqual({ kind: 'resumed' });
    const work = await institute.store.works.get(stopped);
    expect(work).toMatchObject({ run: 2, due: tuesday });
    expect(work.stopped).toBeUndefined();
    expect(institute.executions.has(run(2))).toBe(true);
    expect(institute.audited()).toMatchObject([
      {
        ...{ act: 'workResumed', outcome: 'done', campaignId },
        ...{ before: `${stopped.workId}, essai 1`, after: 'essai 2' },
      },
    ]);
  });

  test('goes on once for two clicks', async () => {
    await stop('relaunch');
    await resume();
    await resume();
    expect(await institute.store.works.get(stopped)).toMatchObject({ run: 2 });
    expect(institute.executions.has(run(3))).toBe(false);
  });

  test('is gone on with by who acts; a launch by who may launch', async () => {
    await stop('relaunch');
    expect(await resume(delegate)).toEqual({ kind: 'refused' });
    expect(institute.audited()).toMatchObject([{ act: 'workResumed', outcome: 'refused', campaignId }]);
    await stop('launch');
    expect(await resume(ofNiort)).toEqual({ kind: 'refused' });
    expect(institute.executions.has(run(2))).toBe(false);
  });
});
