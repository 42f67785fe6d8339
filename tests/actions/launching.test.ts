import { beforeEach, describe, expect, test } from 'vitest';
import { launchCampaign, refusedLaunch } from '../../functions/actions/launch-campaign.ts';
import { startLaunch } from '../../functions/actions/start-launch.ts';
import { workOff } from '../../functions/actions/work/work-off.ts';
import { withNextLaunch } from '../../functions/domain/placement/campaign-life.ts';
import type { Placement } from '../../schemas/placement.ts';
import { clemence, ines, launchedCampaign, monday, preparedCampaign } from '../domain/placements.ts';
import { administrator, camille, delegate, env, Institute, ofNiort } from './institute.ts';

const { campaignId } = preparedCampaign;
const prepared = ({ startedAt, ...one }: typeof ines): Placement => ({
  ...one,
  status: 'prepared',
  revision: 0,
});
const workId = '20260914080000000-launch-1';
const execution = `${campaignId}-${workId}-run1`;

let institute: Institute;
beforeEach(async () => {
  institute = await Institute.open(preparedCampaign, [prepared(ines), prepared(clemence)]);
});
const launch = (staff = camille, seenLaunches = 0, campaign = preparedCampaign) =>
  launchCampaign(env, institute.acting(staff), campaign, seenLaunches);

describe('a launch', () => {
  test('is written, said in the audit trail, and done by the machine', async () => {
    expect(await launch()).toEqual({ kind: 'launched', toStart: 2 });
    expect(await institute.store.campaigns.get(campaignId)).toMatchObject({
      ...{ status: 'launched', launches: 1, launchSize: 2, launchDue: monday, launchedBy: camille.name },
    });
    expect(await institute.store.works.get({ campaignId, workId })).toMatchObject({
      ...{ kind: 'launch', askedBy: camille.name, askedAt: monday, total: 2, passes: 2, due: monday },
    });
    expect([...institute.executions.keys()]).toEqual([execution]);
    expect(institute.audited()).toEqual([
      {
        ...{ at: monday, act: 'campaignLaunched', outcome: 'done', campaignId, session: 'session-1' },
        ...{ subject: camille.subject, role: 'registrar' },
        ...{ before: 'lancements : 0', after: 'lancements : 1, affectations à démarrer : 2' },
      },
    ]);
  });

  test('is refused to who does not act, and to who is of some of the sites, which is written down', async () => {
    expect(await launch(delegate)).toEqual({ kind: 'refused', why: 'role' });
    expect(await launch(ofNiort)).toEqual({ kind: 'refused', why: 'sites' });
    expect(institute.audited().map(({ act, outcome, ...one }) => [act, outcome, one.campaignId])).toEqual([
      ['campaignLaunched', 'refused', campaignId],
      ['campaignLaunched', 'refused', campaignId],
    ]);
    expect(await institute.store.campaigns.get(campaignId)).toEqual(preparedCampaign);
    expect(refusedLaunch({ staff: administrator }, preparedCampaign)).toBeUndefined();
  });

  test('does nothing where nothing is to start, or somebody launched since it was looked at', async () => {
    const otherwise = { kind: 'otherwise', campaign: preparedCampaign };
    expect(await launch(camille, 1)).toEqual(otherwise);
    for (const one of [ines, clemence])
      await institute.store.placements.change(one, () => ({ ...one, status: 'started' }));
    expect(await launch()).toEqual(otherwise);
    expect(institute.audited()).toEqual([]);
    expect(institute.executions.size).toBe(0);
  });

  test('of two clicks in one second is done once', async () => {
    const [one, other] = await Promise.all([launch(), launch()]);
    expect([one.kind, other.kind].sort()).toEqual(['launched', 'otherwise']);
    expect(await institute.store.campaigns.get(campaignId)).toMatchObject({ launches: 1 });
    const late = await launch();
    expect(late).toEqual({ kind: 'otherwise', campaign: await institute.store.campaigns.get(campaignId) });
  });

  test('that the machine does not take is interrupted, and stands as due', async () => {
    institute.before = (command) => {
      if (command === 'StartExecutionCommand') throw new Error('throttled');
    };
    expect(await launch()).toMatchObject({
      kind: 'interrupted',
      campaign: { launches: 1, launchDue: monday },
    });
    expect(institute.logged).toEqual(['a launch could not be started']);
  });
});

describe('the work of a launch', () => {
  const key = { campaignId, workId };

  test('marks every stage before it starts any, and then starts each', async () => {
    await launch();
    const once = await workOff(env, institute.store, key, monday);
    expect(once).toMatchObject({ pass: 1, done: 0, tally: {} });
    expect(await institute.store.campaigns.get(campaignId)).not.toHaveProperty('launchDue');
    expect((await institute.store.placements.ofCampaign(campaignId)).map(({ status }) => status)).toEqual([
      ...['started', 'started'],
    ]);
    expect(institute.executions.size).toBe(1);
    const ended = await workOff(env, institute.store, key, monday);
    expect(ended).toMatchObject({ endedAt: monday, tally: { started: 2 }, failed: 0 });
    expect([...institute.executions.keys()].slice(1).sort()).toEqual([
      ...['2026-sopa1-22600107-r1', '2026-sopa1-22600108-r1'],
    ]);
  });

  test('leaves alone what is started, runs, or was added meanwhile', async () => {
    await launch();
    // It was relaunched, and is started by whoever did that.
    await institute.store.placements.change(ines, () => ({ ...ines, status: 'assigned', startDue: monday }));
    await workOff(env, institute.store, key, monday);
    expect(await institute.store.placements.get(ines)).toMatchObject({ status: 'assigned', history: [] });
    await institute.store.placements.create({ ...prepared(ines), studentNumber: '22600109' });
    await institute.store.placements.create({ ...ines, studentNumber: '22600110' });
    expect(await workOff(env, institute.store, key, monday)).toMatchObject({ tally: { started: 1 } });
    expect([...institute.executions.keys()].slice(1)).toEqual(['2026-sopa1-22600108-r1']);
  });

  test('names the stage that could not be started', async () => {
    await launch();
    await workOff(env, institute.store, key, monday);
    institute.before = (command, { name }) => {
      if (command === 'StartExecutionCommand' && String(name).includes(ines.studentNumber))
        throw new Error('throttled');
    };
    expect(await workOff(env, institute.store, key, monday)).toMatchObject({
      ...{ tally: { started: 1 }, failures: [{ studentNumber: ines.studentNumber, reason: 'Error' }] },
    });
  });

  test('goes on in batches of a hundred, each beginning behind the one before', async () => {
    const many = Array.from({ length: 148 }, (_, at) => ({
      ...prepared(ines),
      studentNumber: `3${1000 + at}`,
    }));
    for (const one of many) await institute.store.placements.create(one);
    await launch();
    expect(await workOff(env, institute.store, key, monday)).toMatchObject({
      pass: 0,
      done: 100,
      after: '31097',
    });
    // Only its beginning prepares: a launch that fell due meanwhile is none of this one's.
    await institute.store.campaigns.change(campaignId, (one) =>
      withNextLaunch(one, 150, 'Nadège Brossard', monday),
    );
    const second = await workOff(env, institute.store, key, monday);
    expect(second).toMatchObject({ pass: 1, done: 0 });
    expect(second.after).toBeUndefined();
    expect(await institute.store.campaigns.get(campaignId)).toMatchObject({ launches: 2, launchDue: monday });
    await workOff(env, institute.store, key, monday);
    expect(await workOff(env, institute.store, key, monday)).toMatchObject({
      endedAt: monday,
      tally: { started: 150 },
    });
  });

  test('of a hundred to the last is gone through in two batches, of which the second is empty', async () => {
    const many = Array.from({ length: 98 }, (_, at) => ({
      ...prepared(ines),
      studentNumber: `3${1000 + at}`,
    }));
    for (const one of many) await institute.store.placements.create(one);
    await launch();
    expect(await workOff(env, institute.store, key, monday)).toMatchObject({ pass: 0, done: 100 });
    expect(await workOff(env, institute.store, key, monday)).toMatchObject({ pass: 1, done: 0 });
  });

  test('that ended is not begun again', async () => {
    await launch();
    for (const _ of [1, 2]) await workOff(env, institute.store, key, monday);
    const before = institute.taken.length;
    expect(await workOff(env, institute.store, key, monday)).toMatchObject({ endedAt: monday });
    expect(institute.taken.slice(before).map(({ command }) => command)).toEqual(['GetCommand']);
  });

  test('of a release that had more passes is an error of ours', async () => {
    await launch();
    await institute.store.works.change(key, (work) => ({ ...work, pass: 7 }));
    await expect(workOff(env, institute.store, key, monday)).rejects.toThrow(
      'work of kind launch has no pass 7',
    );
  });

  test('is started once, however often it is asked for, and only where a launch is due', async () => {
    await startLaunch(env, institute.store, preparedCampaign);
    await startLaunch(env, institute.store, launchedCampaign);
    expect(institute.taken.filter(({ command }) => command === 'StartExecutionCommand')).toEqual([]);
    const due = { ...launchedCampaign, launches: 3, launchDue: monday };
    for (const _ of [1, 2]) await startLaunch(env, institute.store, due);
    expect([...institute.executions.keys()]).toEqual([`${campaignId}-20260914080000000-launch-3-run1`]);
    expect(await institute.store.works.latest(campaignId)).toHaveLength(1);
  });
});
