import { afterAll, beforeAll, expect, test } from 'vitest';
import { unreturned } from '../../functions/domain/placement/placement-life.ts';
import { placementWith, StageHome } from './stage-home.ts';

/** Fifty stages that somebody stops behind the records' back, and twenty whose report comes and rings nobody. */
const numbered = (first: number, count: number, tutor: string) =>
  Array.from({ length: count }, (_, index) => placementWith(String(first + index), `${tutor} ${index}`));
const lost = numbered(6000, 50, 'of a lost stage');
const unrung = numbered(7000, 20, 'whom nobody hears');
const untouched = placementWith('8000', 'of a stage that goes well');

let home: StageHome;
beforeAll(async () => {
  home = await StageHome.open([...lost, ...unrung, untouched]);
  await home.launch();
  await home.moveTo('2026-10-10T09:00:00Z');
});
afterAll(() => home.close());

/** The revisions of which an execution says that it runs. */
const runningOf = (placements: typeof lost) =>
  Promise.all(placements.map(async (one) => (await home.store.placements.get(one)).lastRunning));
const copies = (mails: { to: string[]; subject: string }[]) => {
  const counts = new Map<string, number>();
  for (const { to, subject } of mails) {
    const key = `${to[0]} ${subject}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > 1);
};

test('after a night all are watched over, all reports are with those who are to have them, and no mail went twice', async () => {
  const before = (await home.mails()).length;
  for (const one of lost) await home.stop(one);
  for (const one of unrung) await home.writeReport(one);

  await home.moveTo('2026-10-11T05:00:00Z');
  expect(new Set(await runningOf(lost))).toEqual(new Set([2]));
  expect(await home.lifecycle(lost[49] ?? untouched, 2)).toMatchObject({ status: 'RUNNING' });
  expect(await home.lifecycle(untouched)).toMatchObject({ status: 'RUNNING' });
  for (const one of unrung)
    expect((await home.store.placements.get(one)).status, one.studentNumber).toBe('distributed');
  const restored = await home.store.placements.get(lost[0] ?? untouched);
  expect(restored).toMatchObject({ revision: 2, status: 'awaiting' });
  // Nobody did it: the night found it.
  expect(restored.history.at(-1)).toMatchObject({ what: 'relaunched' });
  expect(restored.history.at(-1)?.by).toBeUndefined();
  const { revision } = await home.store.placements.get(untouched);
  expect(revision).toBe(1);

  // The next night finds nothing left to do, and the reminders come to all of them, once.
  await home.moveTo('2026-10-20T09:00:00Z');
  expect((await home.store.placements.get(lost[0] ?? untouched)).revision).toBe(2);
  const mails = await home.mails();
  expect(mails.length).toBeGreaterThan(before);
  expect(await home.mails('reminder1')).toHaveLength(51);
  expect(copies(mails)).toEqual([]);

  // Closed by its day, and taken away before its site was told.
  const [one = untouched] = lost;
  await home.stop(one, 2);
  await home.store.placements.change(one, (current) => unreturned(current, home.now()));
  await home.moveTo('2026-10-21T05:00:00Z');
  expect(await home.store.placements.get(one)).toMatchObject({ status: 'unreturned', revision: 3 });
  expect(await home.lifecycle(one, 3)).toMatchObject({ status: 'RUNNING' });
}, 120_000);
