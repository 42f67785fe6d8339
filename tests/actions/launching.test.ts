import { beforeEach, describe, expect, test } from 'vitest';
import { launchCampaign, refusedLaunch } from '../../functions/actions/launch-campaign.ts';
import { startLaunch } from '../../functions/actions/start-launch.ts';
import { workOff } from '../../functions/actions/work/work-off.ts';
import { withHeldLaunch, withNextLaunch } from '../../functions/domain/placement/campaign-life.ts';
import { launchMinutes } from '../../functions/domain/placement/launch-slices.ts';
import { assigned } from '../../functions/domain/placement/placement-life.ts';
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
      ...{ kind: 'launch', askedBy: camille.name, askedAt: monday, total: 2, passes: 1, due: monday },
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
    const seen: string[][] = [];
    institute.before = async (command) => {
      if (command !== 'StartExecutionCommand') return;
      const all = await institute.store.placements.ofCampaign(campaignId);
      seen.push(all.map(({ status }) => status));
    };
    const ended = await workOff(env, institute.store, key, monday);
    expect(seen).toEqual([
      ['started', 'started'],
      ['started', 'started'],
    ]);
    expect(await institute.store.campaigns.get(campaignId)).not.toHaveProperty('launchDue');
    expect(ended).toMatchObject({ endedAt: monday, done: 2, tally: { started: 2 }, failed: 0 });
    expect([...institute.executions.keys()].slice(1).sort()).toEqual([
      ...['2026-sopa1-22600107-r1', '2026-sopa1-22600108-r1'],
    ]);
  });

  test('leaves alone what is started and runs', async () => {
    await launch();
    // It was relaunched, and is started by whoever did that.
    await institute.store.placements.change(ines, () => ({ ...ines, status: 'assigned', startDue: monday }));
    expect(await workOff(env, institute.store, key, monday)).toMatchObject({ tally: { started: 1 } });
    expect(await institute.store.placements.get(ines)).toMatchObject({ status: 'assigned', history: [] });
    expect([...institute.executions.keys()].slice(1)).toEqual(['2026-sopa1-22600108-r1']);
  });

  test('names the stage that could not be started', async () => {
    await launch();
    institute.before = (command, { name }) => {
      if (command === 'StartExecutionCommand' && String(name).includes(ines.studentNumber))
        throw new Error('throttled');
    };
    expect(await workOff(env, institute.store, key, monday)).toMatchObject({
      ...{ tally: { started: 1 }, failures: [{ studentNumber: ines.studentNumber, reason: 'Error' }] },
    });
  });

  /** Each of a tutor of their own. */
  const many = (count: number, changes: (at: number) => Partial<Placement> = () => ({})): Placement[] =>
    Array.from({ length: count }, (_, at) => ({
      ...prepared(ines),
      studentNumber: `3${1000 + at}`,
      student: { ...ines.student, email: `e${at}@etu.example` },
      tutor: { ...ines.tutor, email: `t${at}@ac.example` },
      ...(changes(at) as object),
    }));
  const create = async (placements: readonly Placement[]) => {
    for (const one of placements) await institute.store.placements.create(one);
  };
  const minutes = (count: number) => new Date(Date.parse(monday) + count * 60_000).toISOString();
  const at = (count: number) => workOff(env, institute.store, key, minutes(count));
  const bounces = async (numbers: readonly string[], since = minutes(1)) => {
    for (const studentNumber of numbers) {
      const { tutor } = await institute.store.placements.get({ campaignId, studentNumber });
      await institute.store.placements.change({ campaignId, studentNumber }, (one) => ({
        ...one,
        undelivered: [{ recipient: tutor.email, at: since, reason: 'returned' }],
      }));
    }
  };
  const leave = async () => {
    for (const one of await institute.store.placements.ofCampaign(campaignId))
      if (one.status === 'started')
        await institute.store.placements.change(one, (current) => assigned(current, minutes(1)));
  };

  describe('of more than twenty-five', () => {
    beforeEach(async () => {
      institute = await Institute.open(preparedCampaign, many(60));
      await launch();
    });

    test('starts a slice, waits for what becomes of its mails, and then starts four times as many', async () => {
      const first = await at(0);
      const until = minutes(10 + 12 / 60);
      expect(first).toMatchObject({
        ...{ tally: { started: 25 }, after: '31024', due: until },
        slice: { number: 1, started: 25, until },
      });
      // Called twice, or by a retry: it only waits.
      expect(await at(5)).toEqual(first);
      await leave();
      expect(await at(11)).toMatchObject({ slice: { number: 2, started: 0 }, due: minutes(11) });
      expect(await at(11)).toMatchObject({ endedAt: minutes(11), tally: { started: 60 } });
    });

    test('takes every student of a tutor with the first of them', async () => {
      await institute.store.placements.change({ campaignId, studentNumber: '31059' }, (one) => ({
        ...one,
        tutor: { ...one.tutor, email: 't0@ac.example' },
      }));
      expect(await at(0)).toMatchObject({ done: 25, tally: { started: 26 }, after: '31024' });
      expect(await institute.store.placements.get({ campaignId, studentNumber: '31059' })).toMatchObject({
        status: 'started',
      });
      // Their mails are of the slice, too: with two of the others, too many came back.
      await leave();
      await bounces(['31001', '31002']);
      await institute.store.placements.change({ campaignId, studentNumber: '31059' }, (one) => ({
        ...one,
        undelivered: [{ recipient: one.student.email, at: minutes(1), reason: 'returned' }],
      }));
      expect(await at(11)).toMatchObject({ endedAt: minutes(11), tally: { started: 26 } });
      const held = { at: minutes(11), addresses: 51, returned: 3 };
      expect(await institute.store.campaigns.get(campaignId)).toMatchObject({ held });
    });

    test('stops by itself where more than one in twenty addresses return their mail, and says so', async () => {
      await at(0);
      await leave();
      await bounces(['31001', '31002', '31003']);
      expect(await at(11)).toMatchObject({ endedAt: minutes(11), tally: { started: 25 } });
      const held = { at: minutes(11), addresses: 50, returned: 3 };
      expect(await institute.store.campaigns.get(campaignId)).toMatchObject({ held });
      const { waiting } = await institute.store.attention.page([], { most: 5 });
      expect(waiting).toMatchObject([{ of: 'campaign', attention: [{ kind: 'heldLaunch', returned: 3 }] }]);
      // Corrected, and gone on with: another launch, which starts the rest and leaves the others alone.
      const campaign = await institute.store.campaigns.get(campaignId);
      expect(await launchCampaign(env, institute.acting(camille, minutes(20)), campaign, 1)).toEqual({
        ...{ kind: 'launched', toStart: 35 },
      });
      expect(await institute.store.campaigns.get(campaignId)).not.toHaveProperty('held');
      const second = { campaignId, workId: '20260914082000000-launch-2' };
      const next = await workOff(env, institute.store, second, minutes(20));
      expect(next).toMatchObject({ tally: { started: 25 }, after: '31049', slice: { number: 1 } });
      await leave();
      const on = () => workOff(env, institute.store, second, minutes(40));
      await on();
      expect(await on()).toMatchObject({ tally: { started: 35 }, endedAt: minutes(40) });
      expect(institute.executions.size).toBe(62);
    });

    test('goes on for two of fifty, for mailboxes that are full, and for what came back of before', async () => {
      await at(0);
      await leave();
      await bounces(['31001', '31002']);
      await bounces(['31003', '31004'], '2026-09-01T08:00:00.000Z');
      await institute.store.placements.change({ campaignId, studentNumber: '31005' }, (one) => ({
        ...one,
        undelivered: [{ recipient: one.tutor.email, at: minutes(1), reason: 'delayed' }],
      }));
      expect(await at(11)).toMatchObject({ slice: { number: 2 } });
    });

    test('waits longer while most of its mails have not left, two hours at most', async () => {
      await at(0);
      for (let waits = 1; waits <= 12; waits += 1)
        expect(await at(waits * 11)).toMatchObject({ slice: { number: 1, waits } });
      expect(await at(13 * 11)).toMatchObject({ slice: { number: 2, waits: 0 } });
    });

    test('ends where somebody launched again meanwhile, and where it had stopped and died', async () => {
      await at(0);
      await leave();
      await institute.store.campaigns.change(campaignId, (one) =>
        withNextLaunch(one, 60, 'Nadège Brossard', monday),
      );
      expect(await at(11)).toMatchObject({ endedAt: minutes(11), tally: { started: 25 } });
      expect(await institute.store.campaigns.get(campaignId)).not.toHaveProperty('held');
    });

    test('that stopped, and died before its work said so, ends without looking again', async () => {
      await at(0);
      await leave();
      const held = { at: minutes(11), addresses: 50, returned: 3 };
      await institute.store.campaigns.change(campaignId, (one) => withHeldLaunch(one, 1, held));
      expect(await at(12)).toMatchObject({ endedAt: minutes(12) });
    });
  });

  test('goes on in batches of a hundred, each beginning behind the one before', async () => {
    await create(many(148));
    await launch();
    await institute.store.works.change(key, (work) => ({
      ...work,
      slice: { number: 3, since: monday, started: 0, waits: 0 },
    }));
    expect(await at(0)).toMatchObject({ done: 100, after: '31097' });
    // Only its beginning prepares: a launch that fell due meanwhile is none of this one's.
    await institute.store.campaigns.change(campaignId, (one) =>
      withNextLaunch(one, 150, 'Nadège Brossard', monday),
    );
    expect(await at(0)).toMatchObject({ endedAt: monday, tally: { started: 150 } });
    expect(await institute.store.campaigns.get(campaignId)).toMatchObject({ launches: 2, launchDue: monday });
  });

  test('that ended is not begun again', async () => {
    await launch();
    await workOff(env, institute.store, key, monday);
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

test('a launch takes as long as its slices: each waits ten minutes for what comes back', () => {
  expect(launchMinutes(25, 10)).toBe(1);
  // 25, 100, and the rest of 200.
  expect(launchMinutes(200, 10)).toBe(Math.ceil(3 * (40 / 60) + 2 * 10));
});
