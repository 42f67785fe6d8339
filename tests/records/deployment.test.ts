import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, inject, test } from 'vitest';
import { placementWith, StageHome } from '../workflow/stage-home.ts';
import { campaignId, outcomesOf, withMachine } from './played-campaign.ts';
import { historyOf, releases } from './releases.ts';

/** A deployment meets stages at every point of their lives: what runs goes on with the definition that it began with. */
const timeout = 240_000;
const closers: (() => unknown)[] = [];
const closeAll = async () => {
  for (const close of closers.splice(0).reverse()) await close();
};
afterEach(closeAll);
afterAll(closeAll);

/** The same machine under other names of states, so that a running execution shows whose definition it has. */
const renamed = (machine: string): string => {
  const { StartAt, States, ...more }: { StartAt: string; States: Record<string, object> } =
    JSON.parse(machine);
  const former = (name: string) => `${name}Former`;
  const states = Object.entries(States).map(([name, state]) => [
    former(name),
    JSON.parse(JSON.stringify(state), (key, value) =>
      key === 'Next' || key === 'Default' ? former(String(value)) : value,
    ),
  ]);
  return JSON.stringify({ ...more, StartAt: former(StartAt), States: Object.fromEntries(states) });
};

const weeks = ['2026-09-14', '2026-09-21', '2026-09-28', '2026-10-05', '2026-10-12'] as const;
const fridayOf = (monday: string): string =>
  new Date(Date.parse(monday) + 4 * 86_400_000).toISOString().slice(0, 10);
const stages = Array.from({ length: 40 }, (_, number) => {
  const from = weeks[number % weeks.length] ?? weeks[0];
  return placementWith(String(11_000_000 + number), `Tutrice ${number}`, {
    periods: [{ from, to: fridayOf(from) }],
  });
});
const late = placementWith('12000000', 'Tutrice tardive', {
  periods: [{ from: '2026-10-12', to: '2026-10-16' }],
});
const keyOf = ({ studentNumber }: { studentNumber: string }) => ({ campaignId, studentNumber });

/** Every third tutor who has been asked sends at each of the moments, before the deployment and after; every third never does. */
const sendings = ['2026-10-02T16:00:00.000Z', '2026-10-20T16:30:00.000Z'] as const;
/** At the first, two of five weeks have not been asked yet. */
const isReturned = (at: number): boolean => (at % 3 === 0 && at % 5 <= 2) || (at % 3 === 1 && at < 40);
const endings = {
  distributed: ['received', 'distributed'],
  unreturned: ['reminded1', 'reminded2', 'reminded3', 'escalated', 'unreturned'],
};

const live = async (home: StageHome, deploy: () => Promise<void>): Promise<void> => {
  const send = async (turn: number) => {
    for (const [at, stage] of stages.entries()) {
      const { status } = await home.store.placements.get(keyOf(stage));
      if (at % 3 === turn && status === 'awaiting') await home.send(keyOf(stage));
    }
    await home.settle();
  };
  await home.launch();
  await home.moveTo(sendings[0]);
  await send(0);
  await home.moveTo('2026-10-06T09:00:00.000Z');
  await deploy();
  // Who came too late for the old release, and who is begun anew under the new one.
  await home.store.placements.create(late);
  await home.launch();
  const [first] = stages.filter((_, at) => at % 3 === 2);
  if (first) await home.relaunch(keyOf(first));
  expect(await home.lifecycle(keyOf(first ?? late), 2)).toMatchObject({
    state: expect.not.stringMatching(/Former$/),
  });
  await home.moveTo(sendings[1]);
  await send(1);
  await home.moveTo('2026-12-20T09:00:00.000Z');
};

const mailsOf = async (home: StageHome): Promise<string[]> =>
  (await home.mails()).map(({ at, to, tags }) => `${at.slice(0, 10)} ${to} ${tags.mail}`).sort();

describe.each(releases)('a deployment in the middle of forty stages that release %s started', (release) => {
  test('lets them end as they were to, each with its definition, and nobody is written to twice', {
    timeout,
  }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sopa-deployment-'));
    const former = withMachine(renamed(historyOf(release).machine), inject('assembly'));
    closers.push(
      () => rmSync(folder, { recursive: true }),
      () => rmSync(former, { recursive: true }),
    );
    const home = await StageHome.open(stages, { data: folder, assembly: former });
    closers.push(() => home.close());
    await live(home, async () => {
      const running = await Promise.all(stages.map((stage) => home.lifecycle(keyOf(stage))));
      expect(running.filter((one) => one?.status === 'RUNNING').length).toBeGreaterThan(30);
      await home.offUntil(home.now());
      for (const [at, stage] of stages.entries()) {
        const now = await home.lifecycle(keyOf(stage));
        expect(now).toMatchObject({ name: running[at]?.name, status: running[at]?.status });
        if (now?.status === 'RUNNING') expect(now.state).toMatch(/Former$/);
      }
    });

    const outcomes = await outcomesOf(home);
    for (const [at, { studentNumber }] of [...stages, late].entries()) {
      const [status, ...told] = outcomes[studentNumber] ?? [];
      const story = told.filter((what) => !what.startsWith('relaunched'));
      const ending = endings[isReturned(at) ? 'distributed' : 'unreturned'];
      expect([status, story.slice(-ending.length).map((what) => what.split(' ')[0])], studentNumber).toEqual([
        ending.at(-1),
        ending,
      ]);
    }
    for (const stage of [...stages, late]) {
      const { revision } = await home.store.placements.get(keyOf(stage));
      const ended = await home.lifecycle(keyOf(stage), revision);
      expect(ended, stage.studentNumber).toMatchObject({ status: 'SUCCEEDED' });
    }
    const mails = await mailsOf(home);
    expect(new Set(mails).size).toBe(mails.length);
  });
});
