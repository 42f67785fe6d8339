import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needsStarting } from '../../functions/domain/placement/placement-life.ts';
import type { Placement } from '../../schemas/placement.ts';
import { placementWith, StageHome } from './stage-home.ts';

/** What dies between an intention and its effect: each is left there by hand, and the sweep comes by. */
const corrected = placementWith('5001', 'corrected by half');
const correctedTwice = placementWith('5002', 'corrected by half twice');
const sentUnwatched = placementWith('5003', 'of a report nobody watches');
const sentAfterTrouble = placementWith('5004', 'after a trouble');
const aborted = placementWith('5005', 'whose start was aborted');
const all = [corrected, correctedTwice, sentUnwatched, sentAfterTrouble, aborted];

const otherTutor = (name: string) => () => ({
  tutor: { lastName: name, firstName: 'Zoé', email: `${name.toLowerCase()}@ac.example` },
});

let home: StageHome;
beforeAll(async () => {
  home = await StageHome.open(all);
});
afterAll(() => home.close());

const placementOf = (placement: Placement) => home.store.placements.get(placement);
const mailsTo = async (email: string, occasion: string) =>
  (await home.mails(occasion)).filter(({ to }) => to[0] === email);

describe('a launch that was written and never began', () => {
  test('is begun by the sweep, half an hour later at the most', async () => {
    await home.store.campaigns.change('2026-sopa1', (current) => ({
      ...current,
      ...{ status: 'launched', launchedAt: home.now(), launchedBy: 'Nadège Brossard' },
      ...{ launches: 1, launchSize: 5, launchDue: home.now() },
    }));
    await home.moveTo('2026-09-14T08:45:00Z');
    for (const placement of all) expect(await home.lifecycle(placement)).toMatchObject({ status: 'RUNNING' });
    expect(await home.store.campaigns.get('2026-sopa1')).not.toHaveProperty('launchDue');
  });
});

describe('an import that died before it started what it had written', () => {
  test('has its placements known as due, shown after ten minutes, and started by the sweep', async () => {
    await home.correct(corrected, otherTutor('Bonnet'), { cut: true });
    const cut = await placementOf(corrected);
    expect(cut).toMatchObject({ revision: 2, startDue: home.now() });
    expect(needsStarting(cut, '2026-09-14T08:46:00.000Z')).toBe(false);
    expect(needsStarting(cut, '2026-09-14T08:55:00.000Z')).toBe(true);

    await home.moveTo('2026-09-14T09:40:00Z');
    expect(await home.lifecycle(corrected, 1)).toMatchObject({ status: 'ABORTED' });
    expect(await home.lifecycle(corrected, 2)).toMatchObject({ status: 'RUNNING' });
    expect(await placementOf(corrected)).not.toHaveProperty('startDue');
    expect(await mailsTo('bonnet@ac.example', 'assignment')).toHaveLength(1);
  });

  test('twice, leaves no execution of an earlier revision running', async () => {
    await home.correct(correctedTwice, otherTutor('Faure'), { cut: true });
    await home.correct(correctedTwice, otherTutor('Girard'), { cut: true });
    await home.moveTo('2026-09-14T10:40:00Z');
    expect(await home.lifecycle(correctedTwice, 1)).toMatchObject({ status: 'ABORTED' });
    expect(await home.lifecycle(correctedTwice, 3)).toMatchObject({ status: 'RUNNING' });
    expect(await mailsTo('faure@ac.example', 'assignment')).toHaveLength(0);
    expect(await mailsTo('girard@ac.example', 'assignment')).toHaveLength(1);
  });
});

describe('an execution that was stopped before it showed that it ran', () => {
  test('is replaced by the next revision: its name will not run again', async () => {
    await home.stop(aborted);
    await home.store.placements.change(aborted, (current) => ({ ...current, startDue: home.now() }));
    await home.moveTo('2026-09-14T11:40:00Z');
    expect(await home.lifecycle(aborted, 2)).toMatchObject({ status: 'RUNNING' });
  });
});

describe('a report that is sent while nothing watches over its stage', () => {
  test('is distributed all the same, once', async () => {
    await home.moveTo('2026-10-09T15:00:00Z');
    await home.stop(sentUnwatched);
    await home.send(sentUnwatched);
    await home.moveTo('2026-10-09T16:00:00Z');
    expect((await placementOf(sentUnwatched)).status).toBe('distributed');
    expect(await mailsTo(sentUnwatched.student.email, 'distribution')).toHaveLength(1);
    expect(await mailsTo(sentUnwatched.tutor.email, 'receipt')).toHaveLength(1);
    expect(await mailsTo(sentUnwatched.tutor.email, 'assignment')).toHaveLength(1);
  });

  test('also when its lifecycle had failed before; a distribution that fails waits for a person', async () => {
    await home.breakMail({ next: 1000, kind: 'refuse', occasion: 'reminder1' });
    await home.moveTo('2026-10-13T12:00:00Z');
    expect((await placementOf(sentAfterTrouble)).trouble).toMatchObject({ state: 'OpenRound' });
    await home.breakMail({ next: 1000, kind: 'refuse', occasion: 'distribution' });
    await home.send(sentAfterTrouble);
    await home.moveTo('2026-10-13T18:00:00Z');
    const failed = await placementOf(sentAfterTrouble);
    expect(failed).toMatchObject({ revision: 2, trouble: { state: 'DistributeReport' } });
    await home.mendMail();
    await home.moveTo('2026-10-14T18:00:00Z');
    expect((await placementOf(sentAfterTrouble)).revision).toBe(2);
    await home.relaunch(sentAfterTrouble);
    expect((await placementOf(sentAfterTrouble)).status).toBe('distributed');
  });
});
