import { beforeEach, describe, expect, test } from 'vitest';
import { isAbandoned, relaunchPlacement, relaunchTroubled } from '../../functions/actions/relaunch.ts';
import { replaceLifecycle, startPlacement } from '../../functions/actions/start-lifecycles.ts';
import { takeUp } from '../../functions/actions/take-up.ts';
import { newWork } from '../../functions/domain/placement/work-progress.ts';
import type { Due } from '../../functions/store/due.ts';
import type { Placement } from '../../schemas/placement.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { clemence, ines, launchedCampaign, monday } from '../domain/placements.ts';
import { camille, delegate, env, Institute, ofNiort } from './institute.ts';

const { campaignId } = launchedCampaign;
const { studentNumber } = ines;
const minutesLater = (minutes: number) => new Date(Date.parse(monday) + minutes * 60_000).toISOString();
/** Long enough after Monday for what was due then to be taken up. */
const now = minutesLater(10);
const execution = (revision: number) => `${campaignId}-${studentNumber}-r${revision}`;
const trouble = { at: monday, state: 'SendBriefing', error: 'MailRefused' };
const unstarted = { at: monday, state: 'StartLifecycle', error: 'Throttled' };

let institute: Institute;
beforeEach(async () => {
  institute = await Institute.open(launchedCampaign, [ines]);
});
/** As it stands from now on. */
const stands = (changes: Partial<typeof ines>) =>
  institute.store.placements.change(ines, (one) => ({ ...one, ...changes }) as Placement);
const placement = () => institute.store.placements.get(ines);
const running = () =>
  [...institute.executions].filter(([, status]) => status === 'RUNNING').map(([name]) => name);
const failing = (command: string, error: unknown = Object.assign(new Error(), { name: 'Throttled' })) => {
  institute.before = (asked) => {
    if (asked === command) throw error;
  };
};

describe('a lifecycle that is started', () => {
  const start = async () => startPlacement(env, institute.store, await placement(), now);

  test('runs as the placement’s revision, once', async () => {
    await start();
    await start();
    expect(running()).toEqual([execution(1)]);
    expect(institute.asked('StartExecutionCommand')[0]).toMatchObject({
      ...{
        stateMachineArn: env.LIFECYCLE_ARN,
        input: JSON.stringify({ campaignId, studentNumber, revision: 1 }),
      },
    });
    // Nothing is to be mended, so nothing is read: a wave starts thousands.
    expect(
      institute.asked('GetCommand').filter(({ Key }) => Object(Key).sk?.startsWith('PLACEMENT')),
    ).toHaveLength(2);
    expect(await placement()).toEqual(ines);
  });

  test('that could not start before is out of that trouble, and of no other', async () => {
    await stands({ trouble: unstarted });
    await start();
    expect(await placement()).not.toHaveProperty('trouble');
    await stands({ trouble });
    await start();
    expect((await placement()).trouble).toEqual(trouble);
  });

  test.each([
    [Object.assign(new Error('of a name with a number'), { name: 'Throttled' }), 'Throttled'],
    ['nothing', 'Unknown'],
  ])('that cannot be (%s) is in trouble, and whoever starts it hears of it', async (error, name) => {
    failing('StartExecutionCommand', error);
    await expect(start()).rejects.toBe(error);
    expect((await placement()).trouble).toEqual({ at: now, state: 'StartLifecycle', error: name });
  });

  test('that cannot be is left in the trouble that it has', async () => {
    await stands({ trouble });
    failing('StartExecutionCommand');
    await expect(start()).rejects.toThrow();
    expect((await placement()).trouble).toEqual(trouble);
  });

  test('of a revision that was replaced meanwhile says nothing of the one that came', async () => {
    const seen = await placement();
    await stands({ revision: 2 });
    failing('StartExecutionCommand');
    await expect(startPlacement(env, institute.store, seen, now)).rejects.toThrow();
    expect(await placement()).not.toHaveProperty('trouble');
  });
});

describe('a lifecycle that replaces others', () => {
  const replace = async () => replaceLifecycle(env, institute.store, await placement(), now);
  const stopped = () =>
    institute.asked('StopExecutionCommand').map(({ executionArn }) => String(executionArn).split(':').at(-1));

  test('stops what runs of the revisions before it, first, and says why', async () => {
    institute.executions.set(execution(1), 'RUNNING');
    await stands({ revision: 2 });
    await replace();
    expect(running()).toEqual([execution(2)]);
    expect(institute.asked('StopExecutionCommand')).toEqual([
      {
        executionArn: `arn:aws:states:eu-west-3:000000000000:execution:Lifecycle:${execution(1)}`,
        cause: 'replaced by revision 2',
      },
    ]);
  });

  test('looks from the one that last ran on, and at the five newest', async () => {
    await stands({ revision: 4 });
    await replace();
    expect(stopped()).toEqual([1, 2, 3].map(execution));
    await stands({ revision: 6, lastRunning: 4 });
    await replace();
    expect(stopped().slice(3)).toEqual([4, 5].map(execution));
    await stands({ revision: 20, lastRunning: 6 });
    await replace();
    expect(stopped().slice(5)).toEqual([15, 16, 17, 18, 19].map(execution));
  });

  test('that cannot start is in trouble, which is logged by name, and thrown at nobody', async () => {
    failing('StopExecutionCommand');
    await stands({ revision: 2 });
    await replace();
    expect((await placement()).trouble).toEqual({ at: now, state: 'StartLifecycle', error: 'Throttled' });
    expect(running()).toEqual([]);
    expect(institute.logged).toEqual(['a lifecycle could not be replaced']);
    expect(institute.loggedFacts).toEqual([{ errorName: 'Throttled' }]);
  });
});

describe('a placement', () => {
  const abandoned = async () => isAbandoned(env, await placement(), now);

  test('is abandoned when it is in trouble, or nobody watches over it', async () => {
    expect(await abandoned()).toBe(true);
    institute.executions.set(execution(1), 'RUNNING');
    expect(await abandoned()).toBe(false);
    institute.executions.set(execution(1), 'FAILED');
    expect(await abandoned()).toBe(true);
    institute.executions.set(execution(1), 'RUNNING');
    await stands({ trouble });
    expect(await abandoned()).toBe(true);
  });

  test('is not when it was asked to start a moment ago, or its life is over', async () => {
    await stands({ startDue: minutesLater(1) });
    expect(await abandoned()).toBe(false);
    await stands({ startDue: monday });
    expect(await abandoned()).toBe(true);
    await institute.store.placements.change(ines, () => ({
      ...ines,
      status: 'unreturned',
      closedAt: monday,
    }));
    expect(await abandoned()).toBe(false);
  });
});

describe('a placement that is relaunched', () => {
  const relaunch = async (staff = camille, seen?: Placement) =>
    relaunchPlacement(env, institute.acting(staff, now), seen ?? (await placement()));

  test('starts as its next revision, which its history and the trail say', async () => {
    await stands({ trouble });
    expect(await relaunch()).toEqual({ kind: 'relaunched', count: 1 });
    expect(running()).toEqual([execution(2)]);
    const after = await placement();
    expect(after).toMatchObject({ revision: 2, startDue: now });
    expect(after.history).toEqual([{ at: now, what: 'relaunched', by: camille.name }]);
    expect(institute.audited()).toMatchObject([
      {
        ...{ act: 'placementRelaunched', outcome: 'done', campaignId, studentNumber },
        ...{ before: 'suivi 1', after: 'suivi 2' },
      },
    ]);
  });

  test('starts once for two clicks', async () => {
    await stands({ trouble });
    const seen = await placement();
    await relaunch(camille, seen);
    await relaunch(camille, seen);
    expect(await placement()).toMatchObject({ revision: 2 });
    expect((await placement()).history).toHaveLength(1);
  });

  test('is left alone while it runs well', async () => {
    institute.executions.set(execution(1), 'RUNNING');
    expect(await relaunch()).toEqual({ kind: 'relaunched', count: 0 });
    expect(await placement()).toEqual(ines);
    expect(institute.audited()).toEqual([]);
  });

  test('is not by who only follows, which is written down', async () => {
    await stands({ trouble });
    expect(await relaunch(delegate)).toEqual({ kind: 'refused' });
    expect(await placement()).toMatchObject({ revision: 1 });
    expect(institute.audited()).toMatchObject([
      { act: 'placementRelaunched', outcome: 'refused', campaignId, studentNumber },
    ]);
  });
});

describe('all that are in trouble', () => {
  const relaunch = (staff = camille) => relaunchTroubled(env, institute.acting(staff, now), launchedCampaign);
  beforeEach(async () => {
    await stands({ trouble });
    await institute.store.placements.create(clemence);
    await institute.store.placements.create({ ...ines, siteId: 'niort', studentNumber: '22600109', trouble });
  });

  test('of the person’s sites are relaunched as a work list, which the trail says', async () => {
    const outcome = await relaunch();
    expect(outcome).toMatchObject({
      kind: 'asked',
      work: { kind: 'relaunch', total: 2, tally: { relaunched: 2 } },
    });
    expect(running().sort()).toEqual([execution(2), `${campaignId}-22600109-r2`]);
    expect(institute.audited()).toMatchObject([
      { act: 'placementRelaunched', outcome: 'done', campaignId, after: 'suivis interrompus : 2' },
    ]);
    expect(await relaunch()).toMatchObject({ work: { total: 0 } });
  });

  test('of other sites are none of a registrar’s business', async () => {
    expect(await relaunch(ofNiort)).toMatchObject({ work: { total: 1 } });
    expect(running()).toEqual([`${campaignId}-22600109-r2`]);
  });

  test('are not by who only follows', async () => {
    expect(await relaunch(delegate)).toEqual({ kind: 'refused' });
    expect(running()).toEqual([]);
    expect(institute.audited()).toMatchObject([
      { act: 'placementRelaunched', outcome: 'refused', campaignId },
    ]);
  });
});

describe('what the sweep takes up', () => {
  const take = (due: Due, at = now) => takeUp(env, institute.store, due, at);

  describe('a launch', () => {
    const due: Due = { kind: 'campaign', campaignId };
    const launchDue = (at: string | undefined) =>
      institute.store.campaigns.change(
        campaignId,
        (one) => ({ ...one, launchDue: at }) as typeof launchedCampaign,
      );

    test('that was written ten minutes ago is started', async () => {
      await launchDue(monday);
      expect(await take(due, minutesLater(9))).toBe(false);
      expect(running()).toEqual([]);
      expect(await take(due)).toBe(true);
      expect(running()).toEqual([`${campaignId}-20260914080000000-launch-1-run1`]);
    });

    test('that runs, or of a campaign that none says to launch, is left alone', async () => {
      expect(await take(due)).toBe(false);
      const { status, launchedAt, launchedBy, launches, launchSize, ...common } = launchedCampaign;
      await institute.store.campaigns.create({ ...common, status: 'prepared', campaignId: '2026-sopa2' });
      expect(await take({ ...due, campaignId: '2026-sopa2' })).toBe(false);
      expect(running()).toEqual([]);
    });
  });

  describe('work', () => {
    const key = { campaignId, workId: '20260914080000000-relaunch-1f0c' };
    const due: Due = { kind: 'work', ...key };
    const run = (number: number) => `${campaignId}-${key.workId}-run${number}`;
    beforeEach(async () => {
      await institute.store.works.create(
        newWork(key, { kind: 'relaunch', askedBy: camille.name, askedAt: monday, total: 51, passes: 1 }),
      );
    });

    test('that never ran is started as it is', async () => {
      expect(await take(due, minutesLater(9))).toBe(false);
      expect(await take(due)).toBe(true);
      expect(running()).toEqual([run(1)]);
      expect(await institute.store.works.get(key)).toMatchObject({ run: 1, due: monday });
    });

    test('that runs is left alone', async () => {
      institute.executions.set(run(1), 'RUNNING');
      expect(await take(due)).toBe(false);
      expect(institute.asked('StartExecutionCommand')).toEqual([]);
    });

    test('whose run is over goes on as the next', async () => {
      institute.executions.set(run(1), 'TIMED_OUT');
      expect(await take(due)).toBe(true);
      expect(running()).toEqual([run(2)]);
      expect(await institute.store.works.get(key)).toMatchObject({ run: 2, due: now });
    });
  });

  describe('a start', () => {
    const due: Due = { kind: 'start', campaignId, studentNumber };
    beforeEach(() => stands({ startDue: monday }));

    test('that never happened happens', async () => {
      expect(await take(due, minutesLater(9))).toBe(false);
      expect(await take(due)).toBe(true);
      expect(running()).toEqual([execution(1)]);
      expect(await placement()).toMatchObject({ revision: 1, startDue: monday, history: [] });
    });

    test('of what runs is left alone', async () => {
      institute.executions.set(execution(1), 'RUNNING');
      expect(await take(due)).toBe(false);
      expect(await placement()).toMatchObject({ revision: 1 });
    });

    test('whose execution is over happens as the next revision', async () => {
      institute.executions.set(execution(1), 'FAILED');
      expect(await take(due)).toBe(true);
      expect(running()).toEqual([execution(2)]);
      expect((await placement()).history).toEqual([{ at: now, what: 'relaunched' }]);
    });

    test('that somebody did in that second is theirs', async () => {
      institute.executions.set(execution(1), 'FAILED');
      institute.before = async (command) => {
        if (command !== 'DescribeExecutionCommand') return;
        institute.before = () => {};
        await stands({ revision: 2, startDue: now });
      };
      expect(await take(due)).toBe(true);
      expect(await placement()).toMatchObject({ revision: 2, history: [] });
    });

    test('waits for a launch that is still on its way, which comes to it', async () => {
      const key = { campaignId, workId: '20260914080000000-launch-1' };
      const launch = newWork(key, { kind: 'launch', askedBy: 'x', askedAt: monday, total: 1, passes: 2 });
      await institute.store.works.create(launch);
      expect(await take(due)).toBe(false);
      // It ran before: no launch comes to it any more.
      await stands({ lastRunning: 1, revision: 2 });
      expect(await take(due)).toBe(true);
      await stands({ lastRunning: undefined, revision: 3 });
      await institute.store.works.change(key, (work) => ({ ...work, due: undefined }));
      expect(await take(due)).toBe(true);
      await stands({ revision: 4 });
      await institute.store.works.create({ ...launch, workId: '20260914080000000-import-1', kind: 'import' });
      expect(await take(due)).toBe(true);
    });
  });

  describe('a distribution', () => {
    const due: Due = { kind: 'distribution', campaignId, studentNumber };
    const drafter = { tutor: ines.tutor, student: ines.student };
    beforeEach(async () => {
      await institute.store.reports.send(ines, {}, { ...fullReport.sent, sentAt: monday }, 0, drafter);
    });

    test('that nobody does is done by the next revision', async () => {
      expect(await take(due, minutesLater(9))).toBe(false);
      expect(await take(due)).toBe(true);
      expect(running()).toEqual([execution(2)]);
      expect((await placement()).history).toEqual([{ at: now, what: 'relaunched' }]);
    });

    test('that is done, or of a report that is not in, is left alone', async () => {
      await institute.store.reports.markDistributed(ines);
      expect(await take(due)).toBe(false);
      await institute.store.placements.create(clemence);
      expect(await take({ ...due, studentNumber: clemence.studentNumber })).toBe(false);
      expect(running()).toEqual([]);
    });

    test('waits for a start that is due', async () => {
      await stands({ startDue: now });
      expect(await take(due)).toBe(false);
      expect(running()).toEqual([]);
    });

    test('is rung for where an execution runs', async () => {
      institute.executions.set(execution(1), 'RUNNING');
      expect(await take(due)).toBe(false);
      expect(institute.asked('SendTaskSuccessCommand')).toEqual([]);
      await institute.store.reports.hangDoorbell(ines, 'token-1', '1');
      expect(await take(due)).toBe(false);
      expect(institute.asked('SendTaskSuccessCommand')).toMatchObject([{ taskToken: 'token-1' }]);
      expect(await placement()).toEqual(ines);
    });

    test('that failed after the report was in is for a person to look at', async () => {
      await stands({ trouble });
      expect(await take(due)).toBe(false);
      await stands({ trouble: { ...trouble, at: minutesLater(-1) } });
      expect(await take(due)).toBe(true);
      expect(running()).toEqual([execution(2)]);
    });

    test('that somebody relaunched in that second is theirs', async () => {
      institute.before = async (command) => {
        if (command !== 'DescribeExecutionCommand') return;
        institute.before = () => {};
        await stands({ revision: 2, startDue: now });
      };
      expect(await take(due)).toBe(true);
      expect(await placement()).toMatchObject({ revision: 2, history: [] });
      expect(running()).toEqual([execution(2)]);
    });
  });
});
