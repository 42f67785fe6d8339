import { beforeEach, describe, expect, test } from 'vitest';
import { namedWorkId, newWorkId } from '../../functions/actions/ask-for-work.ts';
import { askHandMail, askSelection, lookAtSelection } from '../../functions/actions/ask-selection.ts';
import { remindSite, siteReminderStanding } from '../../functions/actions/remind-site.ts';
import { NotYet } from '../../functions/actions/work/doing.ts';
import { workOff } from '../../functions/actions/work/work-off.ts';
import { changedCourse } from '../../functions/domain/placement/course-changes.ts';
import { undeliveredTo } from '../../functions/domain/placement/placement-life.ts';
import { drafterOf } from '../../functions/domain/placement/same-person.ts';
import { planStage } from '../../functions/domain/timetable/timetable.ts';
import { handler as openRound } from '../../functions/workflow/open-round.ts';
import { handler } from '../../functions/workflow/work-off.ts';
import type { Placement } from '../../schemas/placement.ts';
import type { HandMail, SelectionTask, Work, WorkKey } from '../../schemas/work.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { clemence, ines, launchedCampaign, preparedCampaign } from '../domain/placements.ts';
import { institution as dated } from '../domain/stages.ts';
import { poitiers } from '../poitiers.ts';
import { administrator, camille, delegate, env, Institute, ofNiort } from './institute.ts';

const { campaignId } = launchedCampaign;
const requested = '2026-10-09T14:00:00.000Z';
/** A Monday, a minute after nine in Paris. */
const now = '2026-10-12T07:01:00.000Z';
const reminder: SelectionTask = { does: 'mail', mail: 'reminder', why: 'Avant les vacances' };

/** Asked for its report on the last day of the stage. */
const awaiting = (one: typeof ines): Placement => ({
  ...one,
  ...{ status: 'awaiting', round: 'request' },
  plan: planStage({
    ...{ placement: one, campaign: launchedCampaign, institution: dated },
    ...{ now: requested, done: { request: requested } },
  }),
});
const other = (at: number, changes: Partial<typeof ines> = {}): typeof ines => ({
  ...ines,
  studentNumber: String(30_000 + at),
  student: {
    ...ines.student,
    lastName: `Etudiant${String(at).padStart(3, '0')}`,
    email: `e${at}@etu.example`,
  },
  tutor: { ...ines.tutor, email: `t${at}@ac.example` },
  ...changes,
});
const ofSecond = other(1);

let institute: Institute;
beforeEach(async () => {
  institute = await Institute.open(launchedCampaign, [
    awaiting(ines),
    awaiting(clemence),
    awaiting(ofSecond),
  ]);
});
const numbersOf = (...placements: readonly { studentNumber: string }[]) =>
  placements.map(({ studentNumber }) => studentNumber);
const select = async (
  task: SelectionTask,
  numbers: readonly string[],
  { at = now, workId = newWorkId('selection', at), staff = camille } = {},
): Promise<Work> => {
  const acting = institute.acting(staff, at);
  const outcome = await askSelection(env, acting, launchedCampaign, { numbers }, task, workId);
  if (outcome.kind === 'refused') throw new Error('refused');
  return outcome.work;
};
/** As the machine does: batch after batch. */
const worked = async (key: WorkKey, at = now): Promise<Work> => {
  let work = await workOff(env, institute.store, key, at, env);
  while (!work.endedAt) work = await workOff(env, institute.store, key, at, env);
  return work;
};
const placement = (one: { studentNumber: string }) => institute.store.placements.get({ campaignId, ...one });
const sent = () =>
  institute.asked('SendRawEmailCommand').map(({ Destinations, Tags }) => {
    const tags = Object.fromEntries(
      (Tags as { Name: string; Value: string }[]).map((tag) => [tag.Name, tag.Value]),
    );
    return `${String(Destinations)} ${tags.mail}`;
  });
const reasonsOf = ({ failures }: Work) =>
  Object.fromEntries(failures.map(({ studentNumber, reason }) => [studentNumber, reason]));
const placementKey = ({ studentNumber }: { studentNumber: string }) => ({ campaignId, studentNumber });
const cancelled = (one: Placement) =>
  changedCourse(one, { kind: 'cancel', reason: 'gaveUp' }, { by: 'Odile', now, why: undefined });

describe('cancelled stages that take place after all', () => {
  test('are restored together; what is not cancelled is left alone', async () => {
    for (const one of [ines, ofSecond]) await institute.store.placements.change(placementKey(one), cancelled);
    const work = await worked(
      await select({ does: 'restore', why: 'Fin de la grève' }, numbersOf(ines, ofSecond, clemence)),
    );
    expect(work).toMatchObject({ tally: { decided: 2 } });
    expect(reasonsOf(work)).toEqual({ [clemence.studentNumber]: 'notCancelled' });
    for (const one of [ines, ofSecond]) {
      const { status, history, startDue } = await placement(one);
      expect({ status, startDue }).toEqual({ status: 'started', startDue: now });
      expect(history.at(-1)).toEqual({ at: now, what: 'restored', by: camille.name, why: 'Fin de la grève' });
    }
  });
});

describe('a reminder to a selection', () => {
  test('that is done on another day than it was asked for is that day’s one, whoever presses then', async () => {
    const next = '2026-10-13T07:01:00.000Z';
    const [first, second] = [
      await select(reminder, numbersOf(ines)),
      await select(reminder, numbersOf(ofSecond)),
    ];
    await worked(first, next);
    const pressed = await worked(await select(reminder, numbersOf(ines), { at: next }), next);
    expect(reasonsOf(pressed)).toEqual({ [ines.studentNumber]: 'sentToday' });
    // And the other way round: of a day that is over, one that is done behind that day's own.
    await worked(await select(reminder, numbersOf(ofSecond), { at: next }), next);
    expect(reasonsOf(await worked(second, next))).toEqual({ [ofSecond.studentNumber]: 'sentToday' });
    expect(sent().map((mail) => mail.split(' ')[0])).toEqual([ines.tutor.email, ofSecond.tutor.email]);
  });

  test('is one mail a tutor, about all that is due on one day, and says who asked for it', async () => {
    const key = await select(reminder, numbersOf(ines, clemence, ofSecond));
    expect(sent()).toEqual([]);
    expect(await worked(key)).toMatchObject({ tally: { mailed: 3 }, failed: 0, total: 3 });
    expect(sent()).toEqual([
      'lea.le-goff@ac.example handReminder_2026-10-12_2026-10-16',
      't1@ac.example handReminder_2026-10-12_2026-10-16',
    ]);
    for (const one of [ines, clemence, ofSecond]) {
      const { history, plan } = await placement(one);
      expect(history).toEqual([
        { at: now, what: 'handReminded', by: camille.name, why: 'Avant les vacances' },
      ]);
      // Four days lie between the request and the first reminder.
      expect(plan?.rounds.find(({ occasion }) => occasion === 'reminder1')?.at).toMatch(/^2026-10-16/);
    }
    expect(institute.audited()).toMatchObject([{ act: 'reminderSent', after: 'sélection : 3' }]);
  });

  test('is signed by who stands in for who is away, as the timetable’s mails are', async () => {
    const { institutions } = institute.store;
    const content = await institutions.get();
    const standIn = { name: 'Basile Thoreau', email: 'basile.thoreau@inspe.example' };
    const sites = content.sites.map((site) => ({
      ...site,
      registrars: site.registrars.map((one) => ({ ...one, absence: { until: '2026-10-12', standIn } })),
    }));
    await institutions.change(content, { ...content, sites });
    await worked(await select(reminder, numbersOf(ines)));
    const texts = institute
      .asked('SendRawEmailCommand')
      .map(({ RawMessage }) => Buffer.from((RawMessage as { Data: Uint8Array }).Data).toString());
    expect(texts.join()).toContain('Basile Thoreau');
  });

  test('ends with the reason where the campaign is not launched yet: nothing is tried again for ever', async () => {
    institute = await Institute.open(preparedCampaign, [{ ...other(2), status: 'prepared', revision: 0 }]);
    const { endedAt, failures } = await worked(await select(reminder, numbersOf(other(2))));
    expect(endedAt).toBe(now);
    expect(failures).toEqual([{ studentNumber: other(2).studentNumber, reason: 'notLaunched' }]);
    expect(sent()).toEqual([]);
  });

  test('leaves out who is no more to be reminded, and says why; once a day', async () => {
    await institute.store.reports.send(ofSecond, {}, fullReport.sent, 0, drafterOf(ofSecond));
    const key = await select(reminder, numbersOf(ines, clemence, ofSecond));
    await institute.store.placements.change(clemence, cancelled);
    const work = await worked(key);
    expect(reasonsOf(work)).toEqual({
      [clemence.studentNumber]: 'cancelled',
      [ofSecond.studentNumber]: 'reportIn',
    });
    expect(sent()).toHaveLength(1);
    const again = await worked(await select(reminder, numbersOf(ines), { at: '2026-10-12T07:02:00.000Z' }));
    expect(reasonsOf(again)).toEqual({ [ines.studentNumber]: 'sentToday' });
    expect(sent()).toHaveLength(1);
  });

  test('that died behind a mail is written down by the next attempt, and mailed once', async () => {
    const key = await select(reminder, numbersOf(ines, ofSecond));
    institute.before = (command, { Item }) => {
      if (command === 'PutCommand' && Object(Item).sk === `PLACEMENT#${ofSecond.studentNumber}`)
        throw new Error('killed');
    };
    await workOff(env, institute.store, key, now, env);
    institute.before = () => {};
    expect((await placement(ofSecond)).history).toEqual([]);
    // The batch is done again from its beginning.
    await institute.store.works.change(key, (work) => ({ ...work, endedAt: undefined, done: 0, tally: {} }));
    expect(await worked(key, '2026-10-12T07:05:00.000Z')).toMatchObject({ tally: { mailed: 2 } });
    expect(sent()).toHaveLength(2);
    for (const one of [ines, ofSecond])
      expect((await placement(one)).history.map(({ what, at }) => [what, at])).toEqual([
        ['handReminded', now],
      ]);
  });

  test('is tried again for an hour where the mail service is away, by the same machine', async () => {
    const key = await select(reminder, numbersOf(ines));
    institute.before = (command) => {
      if (command === 'SendRawEmailCommand') throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    };
    await expect(workOff(env, institute.store, key, now, env)).rejects.toThrow(NotYet);
    Object.assign(process.env, env);
    const task = { campaignId, workId: key.workId, run: 1, now: '2026-10-12T07:30:00.000Z' };
    expect(await handler(task, Object() as never)).toEqual({
      isDone: false,
      again: { at: '2026-10-12T07:32:00.000Z' },
    });
    expect(reasonsOf(await worked(key, '2026-10-12T08:02:00.000Z'))).toEqual({
      [ines.studentNumber]: 'mailAway',
    });
  });

  test('leaves when mails leave, and to no address that refuses them', async () => {
    const key = await select(reminder, numbersOf(ines, ofSecond));
    await institute.store.addresses.refuse(ofSecond.tutor.email, { at: requested, reason: 'returned' });
    expect(reasonsOf(await worked(key, '2026-10-12T18:00:00.000Z'))).toEqual({
      [ines.studentNumber]: 'closedHours',
      [ofSecond.studentNumber]: 'closedHours',
    });
    const next = await select(reminder, numbersOf(ines, ofSecond), { at: '2026-10-13T07:00:00.000Z' });
    expect(reasonsOf(await worked(next, '2026-10-13T07:00:00.000Z'))).toEqual({
      [ofSecond.studentNumber]: 'addressRefused',
    });
  });

  test('is not what its timetable has just sent', async () => {
    await institute.store.mails.claim({
      ...{ campaignId, recipient: ines.tutor.email, mailKey: 'request_2026-10-12', occasion: 'request' },
      ...{ studentNumbers: numbersOf(ines), stageMarks: [], subject: 'Compte-rendu' },
      ...{ claimedBy: 'x', claimedAt: now, status: 'claimed' },
    });
    await institute.store.mails.confirm(
      { campaignId, recipient: ines.tutor.email, mailKey: 'request_2026-10-12' },
      'm1',
      '2026-10-12T06:00:00.000Z',
    );
    expect(reasonsOf(await worked(await select(reminder, numbersOf(ines))))).toEqual({
      [ines.studentNumber]: 'sentToday',
    });
  });

  test('settles a lateness that waited for somebody to write', async () => {
    await institute.store.placements.change(ines, (one) => ({
      ...one,
      ...{ status: 'awaiting', startedAt: ines.startedAt, round: 'escalation' },
      history: [{ at: requested, what: 'escalated' }],
    }));
    await worked(await select(reminder, numbersOf(ines)));
    expect((await placement(ines)).history.map(({ what }) => what)).toEqual([
      ...['escalated', 'handReminded', 'lateSeen'],
    ]);
  });
});

describe('a reminder by hand and one of the timetable in the same moment', () => {
  const planned = awaiting(ines).plan?.rounds.find(({ occasion }) => occasion === 'reminder1');
  if (!planned) throw new Error('no first reminder is planned');
  const { at } = planned;
  const round = (attempt = 0) =>
    openRound(
      {
        ...{ campaignId, studentNumber: ines.studentNumber, revision: 1 },
        ...{ occasion: 'reminder1', nominal: planned.nominal, attempt, now: at, execution: 'x' },
      },
      Object() as never,
    );
  /** While the first of the two is handed over. */
  const meanwhile = (act: () => Promise<unknown>) => {
    institute.before = async (command) => {
      if (command !== 'SendRawEmailCommand') return;
      institute.before = () => {};
      await act();
    };
  };
  beforeEach(() => {
    Object.assign(process.env, env);
  });

  test('left, and its stage not told: the round keeps its distance', async () => {
    await worked(await select(reminder, numbersOf(ines), { at }), at);
    await institute.store.placements.change(ines, (one) => ({ ...awaiting(ines), version: one.version }));
    const answer = await round();
    expect(answer).toMatchObject({ again: { at: expect.any(String) } });
    expect(Object(answer).again.at > '2026-10-14').toBe(true);
    expect(sent()).toHaveLength(1);
  });

  test('by hand first: the round looks again in a moment', async () => {
    const key = await select(reminder, numbersOf(ines), { at });
    let answer: unknown;
    meanwhile(async () => {
      answer = await round();
    });
    await worked(key, at);
    expect(answer).toMatchObject({ again: { in: expect.any(Number) }, attempt: 1 });
    expect(sent()).toHaveLength(1);
    expect(await round(1)).toMatchObject({ again: { at: expect.any(String) } });
  });

  test('the timetable’s first: the other is not sent', async () => {
    const key = await select(reminder, numbersOf(ines), { at });
    meanwhile(() => expect(workOff(env, institute.store, key, at, env)).rejects.toThrow(NotYet));
    await round();
    expect(sent()).toHaveLength(1);
    expect(reasonsOf(await worked(key, at))).toEqual({ [ines.studentNumber]: 'sentToday' });
  });
});

describe('one mail by hand', () => {
  test.each<[HandMail, string, string]>([
    ['letter', 'handLetter_request_2026-10-12_2026-10-16', 'handLettered'],
    ['link', 'link_staff_2026-10-12', 'linkSent'],
  ])('%s', async (mail, mailKey, what) => {
    const acting = institute.acting(delegate, now);
    const asked = await askHandMail(
      env,
      acting,
      awaiting(ines),
      mail,
      undefined,
      newWorkId('selection', now),
    );
    if (asked.kind !== 'asked') throw new Error('refused');
    await worked(asked.work);
    expect(sent()).toEqual([`${ines.tutor.email} ${mailKey}`]);
    expect((await placement(ines)).history).toEqual([{ at: now, what, by: delegate.name }]);
  });

  test('is the mission letter before the report is asked for', async () => {
    await institute.store.placements.create({ ...other(2), status: 'briefed' });
    await worked(await select({ does: 'mail', mail: 'letter' }, numbersOf(other(2))));
    expect(sent()).toEqual(['t2@ac.example handLetter_mission_2026-10-12_2026-10-16']);
  });

  test('is refused to whoever does not follow the site, and it is written down', async () => {
    const acting = institute.acting(ofNiort, now);
    expect(
      await askHandMail(env, acting, awaiting(ines), 'reminder', undefined, newWorkId('selection', now)),
    ).toEqual({ kind: 'refused' });
    expect(institute.audited()).toMatchObject([{ act: 'reminderSent', outcome: 'refused' }]);
  });

  test('is done by the machine alone', async () => {
    const key = await select(reminder, numbersOf(ines));
    expect(institute.executions.has(`${campaignId}-${key.workId}-run1`)).toBe(true);
    expect(reasonsOf(await workOff(env, institute.store, key, now))).toEqual({
      [ines.studentNumber]: 'Error',
    });
  });
});

describe('the link of one stage, which somebody insists on', () => {
  const press = async (one: Placement, { staff = delegate, at = now } = {}): Promise<Work> => {
    const acting = institute.acting(staff, at);
    const workId = newWorkId('selection', at);
    const asked = await askHandMail(env, acting, one, 'link', undefined, workId);
    if (asked.kind === 'refused') throw new Error('refused');
    return asked.work;
  };
  const link = `${ines.tutor.email} link_staff_2026-10-12`;
  const refused = { at: requested, reason: 'complained' } as const;
  const refuse = async () => {
    await institute.store.addresses.refuse(ines.tutor.email, refused);
    for (const one of [ines, clemence])
      await institute.store.placements.change(one, (current) =>
        undeliveredTo(current, ines.tutor.email, refused),
      );
  };
  const isRefused = async () => [
    (await institute.store.addresses.refusal(ines.tutor.email)) !== undefined,
    (await placement(ines)).undelivered !== undefined,
    (await placement(clemence)).undelivered !== undefined,
  ];

  test.each(['received', 'distributed', 'unreturned', 'receivedOtherwise'] as const)(
    'leaves also of one that is %s, where a selection leaves it out',
    async (status) => {
      const over = { reference: 'R', reportedAt: requested, distributedAt: requested, closedAt: requested };
      const how = { receivedBy: 'paper', receivedOn: '2026-10-12' };
      const facts = { ...awaiting(ofSecond), ...over, ...how, status, round: undefined };
      await institute.store.placements.change(ofSecond, (one) => ({
        ...Object(facts),
        version: one.version,
      }));
      await worked(await select({ does: 'mail', mail: 'link' }, numbersOf(ofSecond)));
      expect(sent()).toEqual([]);
      await worked(await press(await placement(ofSecond)));
      expect(sent()).toEqual(['t1@ac.example link_staff_2026-10-12']);
      expect((await placement(ofSecond)).history).toEqual([{ at: now, what: 'linkSent', by: delegate.name }]);
    },
  );

  test('to an address that refused takes that away with the mail, of all of the tutor’s stages; of a selection, nothing leaves', async () => {
    await refuse();
    await worked(await select({ does: 'mail', mail: 'link' }, numbersOf(ines)));
    expect(sent()).toEqual([]);
    await worked(await press(await placement(ines)));
    expect(sent()).toEqual([link]);
    expect(await isRefused()).toEqual([false, false, false]);
  });

  test('leaves that under attention where the mail service is away, and nothing is said to have left', async () => {
    await refuse();
    const key = await press(await placement(ines));
    institute.before = (command) => {
      if (command === 'SendRawEmailCommand') throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    };
    await expect(workOff(env, institute.store, key, now, env)).rejects.toThrow(NotYet);
    expect(await isRefused()).toEqual([true, true, true]);
    expect((await placement(ines)).history).toEqual([]);
    institute.before = () => {};
    await worked(key, '2026-10-12T07:05:00.000Z');
    expect(sent()).toEqual([link]);
    expect(await isRefused()).toEqual([false, false, false]);
  });

  test('that died behind the mail takes it away with the next attempt, and is mailed once', async () => {
    await refuse();
    const key = await press(await placement(ines));
    institute.before = (command, { Key }) => {
      if (command === 'UpdateCommand' && String(Object(Key).pk).startsWith('ADDRESS#'))
        throw new Error('killed');
    };
    await workOff(env, institute.store, key, now, env);
    institute.before = () => {};
    expect(await isRefused()).toEqual([true, true, true]);
    await institute.store.works.change(key, (work) => ({ ...work, endedAt: undefined, done: 0, tally: {} }));
    await worked(key, '2026-10-12T07:05:00.000Z');
    expect(sent()).toEqual([link]);
    expect(await isRefused()).toEqual([false, false, false]);
  });

  test('does not take away what that address refuses afterwards', async () => {
    await refuse();
    const key = await press(await placement(ines));
    const returned = { at: '2026-10-12T07:01:01.000Z', reason: 'returned' } as const;
    institute.before = async (command) => {
      if (command !== 'SendRawEmailCommand') return;
      institute.before = () => {};
      await institute.store.addresses.refuse(ines.tutor.email, returned);
      await institute.store.placements.change(ines, (one) => undeliveredTo(one, ines.tutor.email, returned));
    };
    await worked(key);
    expect(await institute.store.addresses.refusal(ines.tutor.email)).toEqual(returned);
    expect((await placement(ines)).undelivered).toEqual([{ recipient: ines.tutor.email, ...returned }]);
    expect((await placement(clemence)).undelivered).toBeUndefined();
  });

  test('once it has left, none of the tutor’s stages at that site is late for the list', async () => {
    const late = (one: typeof ines, siteId = one.siteId) => ({
      ...awaiting(one),
      ...{ siteId, round: 'escalation', history: [{ at: requested, what: 'escalated' }] },
    });
    const ofNiortToo = { ...other(2), tutor: ines.tutor };
    await institute.store.placements.create(Object(late(ofNiortToo, 'niort')));
    for (const one of [ines, clemence])
      await institute.store.placements.change(one, ({ version }) => ({ ...Object(late(one)), version }));
    const key = await press(await placement(ines));
    const seen = async () =>
      (await Promise.all([ines, clemence, ofNiortToo].map(placement))).map(({ settled = [] }) =>
        settled.map(({ by }) => by),
      );
    expect(await seen()).toEqual([[], [], []]);
    await worked(key);
    expect(await seen()).toEqual([[delegate.name], [delegate.name], []]);
  });
});

describe('a decision about a selection', () => {
  const close: SelectionTask = { does: 'close', why: 'École fermée' };

  test('is one write each, then what ran is stopped and the next begins', async () => {
    const work = await select(close, numbersOf(ines, ofSecond));
    expect(work).toMatchObject({ tally: { decided: 2 }, endedAt: now });
    expect(await placement(ines)).toMatchObject({
      status: 'unreturned',
      closedFor: 'École fermée',
      revision: 2,
    });
    expect(institute.executions.has(`${campaignId}-${ines.studentNumber}-r2`)).toBe(true);
    expect((await placement(ines)).history.at(-1)).toMatchObject({ what: 'closed', by: camille.name });
  });

  test('pressed twice on one page is one work', async () => {
    const workId = newWorkId('selection', now);
    const [one, two] = [
      await select(close, numbersOf(ines), { workId }),
      await select(close, numbersOf(ines), { workId }),
    ];
    expect(two).toMatchObject({ workId: one.workId, tally: { decided: 1 }, failed: 0 });
    expect((await placement(ines)).revision).toBe(2);
  });

  test('that died behind a write is made good, and written once', async () => {
    institute.before = (command) => {
      if (command === 'StartExecutionCommand') throw new Error('killed');
    };
    const work = await select(close, numbersOf(ines));
    institute.before = () => {};
    await institute.store.works.change(work, (one) => ({
      ...one,
      endedAt: undefined,
      done: 0,
      after: undefined,
    }));
    await worked(work);
    expect(institute.executions.has(`${campaignId}-${ines.studentNumber}-r2`)).toBe(true);
    expect((await placement(ines)).history.filter(({ what }) => what === 'closed')).toHaveLength(1);
  });

  test.each<[SelectionTask, object]>([
    [
      { does: 'cancel', reason: 'strike' },
      { status: 'cancelled', cancelledFor: 'strike' },
    ],
    [
      { does: 'extend', until: '2026-10-30' },
      { status: 'awaiting', extendedTo: '2026-10-30' },
    ],
  ])('%o', async (task, after) => {
    await select(task, numbersOf(ines));
    expect(await placement(ines)).toMatchObject(after);
  });

  test('may be a note, under the name of who wrote it', async () => {
    await select({ does: 'note', text: 'Appelées' }, numbersOf(ines, clemence));
    expect(await institute.store.notes.ofPlacement(clemence)).toMatchObject([
      { text: 'Appelées', by: camille.name, at: now },
    ]);
  });

  test('is for those who manage, at the sites that they see', async () => {
    const acting = institute.acting(delegate, now);
    expect(
      await askSelection(
        env,
        acting,
        launchedCampaign,
        { numbers: numbersOf(ines) },
        close,
        newWorkId('selection', now),
      ),
    ).toEqual({ kind: 'refused' });
    expect(await select(close, numbersOf(ines), { staff: ofNiort })).toMatchObject({ total: 0 });
    expect((await placement(ines)).status).toBe('awaiting');
  });

  test('names its work within the day of its page', () => {
    const named = newWorkId('selection', now);
    expect(namedWorkId(named, 'selection', now)).toBe(named);
    for (const [text, at] of [
      [named, '2026-10-13T07:02:00.000Z'],
      [newWorkId('selection', '2026-10-12T07:02:00.000Z'), now],
      [newWorkId('launch', now), now],
      ['', now],
      [`${named}#`, now],
    ] as const)
      expect(namedWorkId(text, 'selection', at)).not.toBe(text);
  });
});

describe('all that a filter shows', () => {
  const wanted = { campaignId, siteIds: ['poitiers', 'niort'], group: 'missing', now } as const;

  test('is looked at in part, and read page by page by the work', async () => {
    for (let at = 2; at < 122; at += 1) await institute.store.placements.create(awaiting(other(at)));
    await institute.store.placements.create({ ...other(122), status: 'briefed' });
    const acting = institute.acting(administrator, now);
    const selection = { wanted, total: 124 };
    const look = await lookAtSelection(acting, poitiers, launchedCampaign, selection, reminder);
    expect([look.possible.length, look.not, look.isPart]).toMatchObject([
      ...[123, [{ one: { studentNumber: '30122' }, why: 'notAsked' }], false],
    ]);
    const workId = newWorkId('selection', now);
    const close: SelectionTask = { does: 'close', why: 'Fin d’année' };
    const outcome = await askSelection(env, acting, launchedCampaign, selection, close, workId);
    if (outcome.kind !== 'asked') throw new Error('refused');
    expect(outcome.work.endedAt).toBeUndefined();
    expect(await institute.store.works.part(outcome.work, 0)).toBeUndefined();
    // One is closed by somebody else meanwhile: it shows no more. One is cancelled, and shows as it was.
    const [first] = look.possible;
    expect(await workOff(env, institute.store, outcome.work, now, env)).toMatchObject({ done: 50 });
    expect(await worked(outcome.work)).toMatchObject({ tally: { decided: 124 }, failed: 0 });
    expect(first && (await placement(first)).status).toBe('unreturned');
  });

  test('leaves out without a word what it never was for, and names what changed meanwhile', async () => {
    await institute.store.placements.create({ ...other(2), status: 'briefed' });
    const acting = institute.acting(administrator, now);
    const outcome = await askSelection(
      ...[env, acting, launchedCampaign, { wanted: { ...wanted, group: undefined }, total: 4 }, reminder],
      newWorkId('selection', now),
    );
    if (outcome.kind !== 'asked') throw new Error('refused');
    await institute.store.placements.change(clemence, cancelled);
    const work = await worked(outcome.work);
    expect(work).toMatchObject({ tally: { mailed: 2 } });
    expect(reasonsOf(work)).toEqual({ [clemence.studentNumber]: 'cancelled' });
  });
});

describe('a reminder to a site', () => {
  const press = (staff = delegate, at = now) =>
    remindSite(env, institute.acting(staff, at), launchedCampaign, 'poitiers', 3);

  test('is one work in a day and a night, whoever presses', async () => {
    const outcomes = await Promise.all([press(), press(camille)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['asked', 'sent']);
    expect(await press(administrator, '2026-10-13T07:00:59.000Z')).toMatchObject({ kind: 'sent', at: now });
    const [work, ...others] = await institute.store.works.latest(campaignId);
    expect(others).toEqual([]);
    if (work) await worked(work);
    expect(sent().map((mail) => mail.split(' ')[0])).toEqual(['t1@ac.example', 'lea.le-goff@ac.example']);
    // Who was just reminded otherwise is no failure of it.
    const at = '2026-10-13T07:00:59.000Z';
    await worked(await select(reminder, numbersOf(ofSecond), { at }), at);
    const next = await press(delegate, '2026-10-13T07:01:00.000Z');
    expect(next.kind === 'asked' && (await worked(next.work, '2026-10-13T07:01:00.000Z'))).toMatchObject({
      ...{ tally: { mailed: 2, hadOne: 1 }, failed: 0 },
    });
  });

  test('that died before its work was written is finished by whoever presses next', async () => {
    institute.before = (command, { Item }) => {
      if (command === 'PutCommand' && String(Object(Item).sk).startsWith('WORK#')) throw new Error('killed');
    };
    await expect(press()).rejects.toThrow('killed');
    institute.before = () => {};
    const acting = institute.acting(delegate, now);
    const standing = await siteReminderStanding(acting, launchedCampaign, 'poitiers');
    expect(standing.kind).toBe('possible');
    const again = await press(camille, '2026-10-12T07:03:00.000Z');
    expect(again).toMatchObject({ kind: 'asked' });
    const item = await institute.store.siteReminders.find({ campaignId, siteId: 'poitiers' });
    expect(again.kind === 'asked' && again.work.workId).toBe(item?.workId);
    expect((await press()).kind).toBe('sent');
  });

  test('is refused to whoever does not follow the site', async () => {
    expect(await press(ofNiort)).toEqual({ kind: 'refused' });
  });
});
