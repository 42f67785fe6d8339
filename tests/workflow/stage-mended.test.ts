import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sendReport } from '../../functions/actions/send-report.ts';
import { startPlacement } from '../../functions/actions/start-lifecycles.ts';
import { relaunched, started } from '../../functions/domain/placement/placement-life.ts';
import { isStarted } from '../../functions/domain/placement/status-meanings.ts';
import { startLifecycle } from '../../functions/executions/start.ts';
import { holderOf } from '../../functions/mail/mailroom.ts';
import { StaleRecord } from '../../functions/store/table.ts';
import { readStage, stagesOfRound } from '../../functions/workflow/stage.ts';
import type { Placement } from '../../schemas/placement.ts';
import { answers, placementWith, StageHome } from './stage-home.ts';

/** One campaign in which somebody steps in, or something stops half-way, while stages are under way. */
const misspelt = placementWith('4001', 'of a misspelt student');
const [given, owed] = [placementWith('4101', 'of two'), placementWith('4102', 'of two')];
const lagging = placementWith('4201', 'whom the index forgets');
const unwritten = placementWith('4301', 'whose placement cannot be written');
const moved = placementWith('4401', 'whose student comes later');
const all = [misspelt, given, owed, lagging, unwritten, moved];

let home: StageHome;
beforeAll(async () => {
  home = await StageHome.open(all);
  await home.launch();
  await home.moveTo('2026-09-14T09:00:00Z');
});
afterAll(() => home.close());

const mailsTo = async (email: string, occasion: string) =>
  (await home.mails(occasion)).filter(({ to }) => to[0] === email);

const startedPlacement = async (placement: Placement) => {
  const found = await home.store.placements.get(placement);
  if (!isStarted(found)) throw new Error('not started');
  return found;
};

describe('a lifecycle that a launch could not start', () => {
  test('is in trouble on its placement, since it counts as started; the next attempt mends it', async () => {
    const placement = placementWith('4501', 'nobody watches over');
    const { placements } = home.store;
    await placements.create(placement);
    const marked = await placements.change(placement, (current) => started(current, home.now()));
    const wrong = { LIFECYCLE_ARN: `${home.lifecycleArn()}-gone` };
    await expect(startPlacement(wrong, home.store, marked, home.now())).rejects.toThrow();
    await expect(startPlacement(wrong, home.store, marked, home.now())).rejects.toThrow();
    const left = await placements.get(placement);
    expect(left.trouble).toMatchObject({ state: 'StartLifecycle', error: 'StateMachineDoesNotExist' });
    expect(left.history.filter(({ what }) => what === 'troubled')).toHaveLength(1);

    await startPlacement({ LIFECYCLE_ARN: home.lifecycleArn() }, home.store, left, home.now());
    await home.settle();
    expect((await placements.get(placement)).trouble).toBeUndefined();
    expect(await home.lifecycle(placement)).toMatchObject({ status: 'RUNNING' });
  });
});

describe('a plan whose answer was lost', () => {
  test('is not made otherwise by the next attempt: a mail may have gone by it', async () => {
    const placement = placementWith('4601', 'planned twice');
    await home.store.placements.create(placement);
    const { startedAt } = await home.store.placements
      .change(placement, (current) => started(current, home.now()))
      .then(() => startedPlacement(placement));
    const { handler } = await import('../../functions/workflow/plan-stage.ts');
    const { campaignId, studentNumber } = placement;
    const asked = { campaignId, studentNumber, revision: 1, execution: 'planned-twice' };
    vi.stubEnv('TABLE_NAME', home.tableName);
    const first = await handler({ ...asked, now: startedAt }, {} as Context);
    // Its request's day has gone by since.
    const again = await handler({ ...asked, now: '2026-11-20T09:00:00.000Z' }, {} as Context);
    expect(again).toEqual(first);
  });
});

describe('a student whose address was wrong', () => {
  test('gets the assignment once it is corrected and the stage relaunched; the tutor hears nothing again', async () => {
    const email = 'corrected@etu.example';
    await home.store.placements.change(misspelt, (current) => ({
      ...current,
      student: { ...current.student, email },
    }));
    await home.relaunch(misspelt);
    await home.moveTo('2026-09-14T10:00:00Z');
    expect(await mailsTo(email, 'assignment')).toHaveLength(1);
    expect(await mailsTo(misspelt.tutor.email, 'assignment')).toHaveLength(1);
  });
});

describe('the index that finds a tutor’s students', () => {
  test('may lag behind: a mail is about the stage that sends it, and about no student of another tutor', async () => {
    const { store } = home;
    const stage = await readStage(store, { ...lagging, revision: 1 }, '2026-10-09T14:00:00.000Z');
    const late = { ...store, placements: { ...store.placements, ofTutor: async () => [owed] } };
    const round = { occasion: 'request' as const, nominal: '2026-10-09', now: '2026-10-09T14:00:00.000Z' };
    const spokenOf = await stagesOfRound(late, stage, round);
    expect(spokenOf.map(({ studentNumber }) => studentNumber)).toEqual([lagging.studentNumber]);
  });
});

describe('a request that one student’s lifecycle has claimed for two', () => {
  test('still leaves about the other, when the first report comes in before it is tried again', async () => {
    const recipient = owed.tutor.email;
    // What an attempt leaves behind that dies between its claim and its mail.
    await home.store.mails.claim({
      ...{ campaignId: owed.campaignId, recipient, mailKey: 'request_2026-10-09', occasion: 'request' },
      ...{ studentNumbers: [], stageMarks: [], subject: '', status: 'claimed' },
      ...{ claimedBy: holderOf(given), claimedAt: '2026-10-09T14:00:00.000Z' },
    });
    await home.moveTo('2026-10-09T14:01:00Z');
    await home.writeReport(given);
    await home.moveTo('2026-10-09T14:30:00Z');
    const [request, ...more] = await mailsTo(recipient, 'request');
    expect(more).toEqual([]);
    expect(request?.text).toContain('Morin4102');
    expect(request?.text).not.toContain('Morin4101');
    expect(await home.lifecycle(given)).toMatchObject({ state: 'Distributed' });
  });
});

describe('a report whose placement could not be written', () => {
  test('is distributed all the same: the bell is rung', async () => {
    const placement = await startedPlacement(unwritten);
    const { store } = home;
    const change = async () => {
      throw new StaleRecord('lost every race');
    };
    const outcome = await sendReport(
      { ...store, placements: { ...store.placements, change } },
      { placement, formVersion: '2026', values: {}, answers, version: 0, now: home.now() },
    );
    expect(outcome.kind).toBe('sent');
    await home.settle();
    expect(await home.lifecycle(unwritten)).toMatchObject({ state: 'Distributed' });
  });
});

describe('a lifecycle that was replaced and could not be stopped', () => {
  test('writes to nobody any more, and does not close the report of the one that took its place', async () => {
    // An hour before its reminder, and long before the night that would stop it.
    await home.moveTo('2026-10-13T05:00:00Z');
    const periods = [{ from: '2026-11-30', to: '2026-12-04' }];
    const restarted = await home.store.placements.change(moved, (current) =>
      relaunched({ ...current, periods }, undefined, home.now()),
    );
    await startLifecycle({ LIFECYCLE_ARN: home.lifecycleArn() }, restarted);
    await home.moveTo('2026-10-13T12:00:00Z');
    expect(await home.lifecycle(moved)).toMatchObject({ status: 'FAILED' });
    await home.moveTo('2026-12-02T12:00:00Z');
    expect(await home.lifecycle(moved, 2)).toMatchObject({ status: 'RUNNING' });
    expect((await home.store.reports.find(moved)).status).toBe('draft');
    expect((await home.store.placements.get(moved)).trouble).toBeUndefined();
  });
});
