import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isQuietDay } from '../../functions/domain/timetable/quiet-days.ts';
import { parisDay } from '../../functions/domain/wording/french-dates.ts';
import type { Placement } from '../../schemas/placement.ts';
import { type LocalMail, placementWith, StageHome } from './stage-home.ts';

/**
 * One campaign, SOPA 1 of 2026, played once from launch to closing: each tutor does something else, and each test looks at
 * what came of it. The due date is the eve of the autumn holidays (17 October to 1 November).
 */
const [first, second] = [placementWith('1001', 'first of two'), placementWith('1002', 'first of two')];
const addedLater = placementWith('1003', 'first of two');
const early = placementWith('1101', 'early');
const onTime = placementWith('1102', 'on time');
const onSaturday = placementWith('1103', 'on saturday');
const inTheSecondOfAReminder = placementWith('1104', 'in the second of a reminder');
const afterReminder1 = placementWith('1105', 'after reminder 1');
const afterReminder2 = placementWith('1106', 'after reminder 2');
const afterReminder3 = placementWith('1107', 'after reminder 3');
const afterEscalation = placementWith('1108', 'after escalation', { siteId: 'niort' });
const inTheSecondOfTheClosing = placementWith('1109', 'in the second of the closing');
const never = placementWith('1110', 'never', { siteId: 'niort' });
const unrungInAWait = placementWith('1112', 'unrung in a wait');
const unrungAtTheClosing = placementWith('1113', 'unrung at the closing');
const alerting = placementWith('1111', 'alerting');
const all = [
  ...[first, second, early, onTime, onSaturday, inTheSecondOfAReminder, afterReminder1, afterReminder2],
  ...[
    afterReminder3,
    afterEscalation,
    inTheSecondOfTheClosing,
    never,
    alerting,
    unrungInAWait,
    unrungAtTheClosing,
  ],
];

let home: StageHome;
let mails: LocalMail[];
let relaunchedInto: LocalMail[];

const about = (placement: Placement, occasion?: string): LocalMail[] =>
  mails.filter(
    ({ to, tags }) =>
      (!occasion || tags.occasion === occasion) &&
      (to[0] === placement.tutor.email ||
        to[0] === placement.student.email ||
        tags.mail?.includes(`_${placement.studentNumber}_`)),
  );
const toTutor = (placement: Placement, occasion: string): LocalMail[] =>
  about(placement, occasion).filter(({ to }) => to[0] === placement.tutor.email);
const occasionsOf = (placement: Placement): string[] => [
  ...new Set(about(placement).map(({ tags }) => tags.occasion ?? '')),
];

beforeAll(async () => {
  home = await StageHome.open(all);
  await home.launch();
  await home.moveTo('2026-09-15T09:00:00Z');
  const launched = await home.mails();
  await home.store.placements.create(addedLater);
  await home.launch();
  await home.moveTo('2026-09-15T10:00:00Z');
  relaunchedInto = (await home.mails()).slice(launched.length);

  await home.moveTo('2026-10-09T09:00:00Z');
  await home.send(early);
  await home.moveTo('2026-10-09T15:00:00Z');
  await home.send(onTime);
  await home.send(first);
  await home.send(alerting, {
    ethics: {
      C1: { level: 'acquired' },
      C2: { level: 'notAcquired', details: 'Absences non signalées.' },
      C6: { level: 'acquired' },
      C7: { level: 'acquired' },
      C11: { level: 'acquired' },
    },
  });
  await home.moveTo('2026-10-10T10:00:00Z');
  await home.send(onSaturday);
  await home.moveTo('2026-10-12T12:00:00Z');
  // The reminder is due between 08:00 and the end of its wave; the report comes in while the clock runs through it.
  await Promise.all([home.moveTo('2026-10-13T06:30:00Z'), home.send(inTheSecondOfAReminder)]);
  await home.moveTo('2026-10-13T12:00:00Z');
  await home.send(afterReminder1);
  await home.writeReport(unrungInAWait);
  await home.moveTo('2026-11-02T12:00:00Z');
  await home.send(afterReminder2);
  await home.moveTo('2026-11-05T12:00:00Z');
  await home.send(afterReminder3);
  await home.moveTo('2026-11-09T12:00:00Z');
  await home.send(afterEscalation);
  await home.moveTo('2026-11-13T12:00:00Z');
  await home.writeReport(unrungAtTheClosing);
  await Promise.all([home.moveTo('2026-11-16T08:00:00Z'), home.send(inTheSecondOfTheClosing)]);
  await home.moveTo('2026-12-31T08:00:00Z');
  mails = await home.mails();
}, 120_000);
afterAll(() => home.close());

describe('before the stage', () => {
  test('a launch writes once to every tutor and student, also to a tutor of two', () => {
    const [assignment, ...more] = toTutor(first, 'assignment').filter(({ at }) => at < '2026-09-15');
    expect(more).toEqual([]);
    expect(assignment?.text).toContain('Morin1001');
    expect(assignment?.text).toContain('Morin1002');
    expect(assignment?.attachments.map(({ contentType }) => contentType)).toEqual(['text/calendar']);
    for (const placement of all)
      expect(
        mails.filter(({ to, tags }) => to[0] === placement.student.email && tags.occasion === 'assignment'),
      ).toHaveLength(1);
  });

  test('launching again starts only the placement added since, and its tutor hears of that student alone', () => {
    expect(relaunchedInto.map(({ to }) => to.join()).sort()).toEqual(
      [addedLater.student.email, addedLater.tutor.email].sort(),
    );
    const toItsTutor = relaunchedInto.find(({ to }) => to[0] === addedLater.tutor.email);
    expect(toItsTutor?.text).toContain('Morin1003');
    expect(toItsTutor?.text).not.toContain('Morin1001');
  });

  test('the briefing leaves a week before the first day, in the morning', () => {
    for (const placement of all)
      for (const { at } of about(placement, 'briefing')) expect(at).toMatch(/^2026-09-28T06:0/);
    expect(toTutor(first, 'briefing')).toHaveLength(1);
  });
});

describe('the report', () => {
  test('is asked for on the last day at 16:00, once per tutor, with a link and the due date for the calendar', () => {
    const [request, ...more] = toTutor(first, 'request');
    expect(more).toEqual([]);
    expect(request?.at).toMatch(/^2026-10-09T14:0/);
    expect(request?.text).toMatch(/http:\/\/127\.0\.0\.1:\d+\/r\/[\w-]{22,}/);
    expect(request?.attachments.map(({ contentType }) => contentType)).toEqual(['text/calendar']);
  });

  test('sent before it is asked for, is distributed at once and never asked for', async () => {
    expect(occasionsOf(early)).toEqual(['assignment', 'briefing', 'distribution', 'receipt']);
    for (const { at } of about(early, 'distribution')) expect(at).toMatch(/^2026-10-09T09:00/);
    expect(await home.lifecycle(early)).toMatchObject({ status: 'SUCCEEDED', state: 'Distributed' });
  });

  test('sent on time, goes as a PDF to student and tutor, and ends the stage without a reminder', async () => {
    expect(occasionsOf(onTime)).toEqual([
      ...['assignment', 'briefing', 'request', 'studentNotice', 'distribution', 'receipt'],
    ]);
    expect(about(onTime, 'studentNotice').map(({ to }) => to[0])).toEqual([onTime.student.email]);
    expect(about(onTime, 'distribution')).toHaveLength(1);
    for (const { attachments } of [...about(onTime, 'distribution'), ...about(onTime, 'receipt')])
      expect(attachments.map(({ contentType }) => contentType)).toEqual(['application/pdf']);
    expect(await home.lifecycle(onTime)).toMatchObject({ status: 'SUCCEEDED', state: 'Distributed' });
    expect((await home.store.placements.get(onTime)).status).toBe('distributed');
  });

  test('of one of two students: the receipt mentions the other, and reminders name only that one', () => {
    expect(toTutor(first, 'receipt')[0]?.text).toContain('Morin1002');
    for (const round of ['reminder1', 'reminder2', 'reminder3']) {
      const [reminder, ...more] = toTutor(second, round);
      expect(more, round).toEqual([]);
      expect(reminder?.text).toContain('Morin1002');
      expect(reminder?.text).not.toContain('Morin1001');
    }
  });

  test('sent on a Saturday, is distributed that Saturday', () => {
    for (const { at } of about(onSaturday, 'distribution')) expect(at).toMatch(/^2026-10-10T10:00/);
  });

  test.each([
    [afterReminder1, ['reminder1']],
    [afterReminder2, ['reminder1', 'reminder2']],
    [afterReminder3, ['reminder1', 'reminder2', 'reminder3']],
    [afterEscalation, ['reminder1', 'reminder2', 'reminder3']],
  ])(
    'sent late ($studentNumber), is distributed, and nothing more is asked',
    async (placement, reminders) => {
      expect(occasionsOf(placement)).toEqual([
        'assignment',
        'briefing',
        'request',
        'studentNotice',
        ...reminders,
        'distribution',
        'receipt',
      ]);
      for (const occasion of occasionsOf(placement))
        expect(toTutor(placement, occasion).length).toBeLessThanOrEqual(1);
      expect(await home.lifecycle(placement)).toMatchObject({ status: 'SUCCEEDED', state: 'Distributed' });
    },
  );

  test('rounds that the holidays push keep the distance that the timetable gives them', () => {
    const days = ['reminder1', 'reminder2', 'reminder3'].map((round) =>
      parisDay(toTutor(never, round)[0]?.at ?? ''),
    );
    expect(days).toEqual(['2026-10-13', '2026-11-02', '2026-11-05']);
  });

  test('no mail has a second reader: with the third reminder the delegate gets one of their own, without the link', () => {
    for (const { cc, to } of mails) expect([...to, ...cc]).toHaveLength(1);
    const [reminder3] = toTutor(never, 'reminder3');
    expect(reminder3?.text).toMatch(/\/r\/[\w-]{20,}/);
    const notices = mails.filter(({ tags }) => tags.mail?.startsWith('delegateNotice_niort'));
    expect(notices.length).toBeGreaterThan(0);
    expect(new Set(notices.map(({ to }) => to.join())).size).toBe(1);
    expect(notices.some(({ text }) => text.includes(never.tutor.email))).toBe(true);
    for (const { text } of notices) expect(text).not.toContain('/r/');
  });

  test('no mail names a student in its subject whom its reader may not see', () => {
    const students = [...all, addedLater];
    for (const { to, subject } of mails)
      for (const { student, tutor, siteId } of students) {
        if (!subject.includes(student.lastName)) continue;
        const staffOf = (site: string) => to[0]?.includes(site);
        const mayRead = [student.email, tutor.email].includes(to[0] ?? '') || !to[0]?.endsWith('ac.example');
        expect(mayRead && !(siteId === 'niort' && staffOf('poitiers')), `${to[0]}: ${subject}`).toBe(true);
      }
  });

  test('an escalation goes once to the delegate and the registrar of the site, and names its tutors alone', () => {
    const escalations = mails.filter(({ tags }) => tags.mail?.startsWith('escalation_niort'));
    expect(new Set(escalations.map(({ to }) => to.join())).size).toBe(escalations.length);
    expect(escalations.length).toBeGreaterThanOrEqual(2);
    for (const { text } of escalations) {
      expect(text).toContain(never.tutor.email);
      expect(text).toContain(afterEscalation.tutor.email);
      expect(text).not.toContain(second.tutor.email);
    }
  });

  test('an escalation tells what was written about the missing report, not about the tutor’s other one', () => {
    expect(toTutor(first, 'receipt')).toHaveLength(1);
    const aboutSecond = mails.filter(
      ({ tags, text }) => tags.occasion === 'escalation' && text.includes(second.tutor.email),
    );
    expect(aboutSecond.length).toBeGreaterThanOrEqual(2);
    for (const { text } of aboutSecond) expect(text).not.toContain('Accusé de réception');
  });

  test('never sent, is recorded as not returned, which is an outcome and no failure', async () => {
    expect(await home.lifecycle(never)).toMatchObject({ status: 'SUCCEEDED', state: 'Unreturned' });
    expect((await home.store.placements.get(never)).status).toBe('unreturned');
    expect((await home.store.reports.find(never)).status).toBe('closed');
    expect(mails.filter(({ tags }) => tags.mail?.startsWith('closing_niort'))).toHaveLength(1);
  });

  test.each([inTheSecondOfAReminder, inTheSecondOfTheClosing])(
    'sent while a round begins ($studentNumber), is distributed once or refused, never both and never lost',
    async (placement) => {
      const report = await home.store.reports.find(placement);
      const { status } = await home.store.placements.get(placement);
      expect([report.status, status]).toEqual(
        report.status === 'sent' ? ['sent', 'distributed'] : ['closed', 'unreturned'],
      );
      expect(about(placement, 'distribution')).toHaveLength(report.status === 'sent' ? 1 : 0);
      expect(await home.lifecycle(placement)).toMatchObject({ status: 'SUCCEEDED' });
    },
  );

  test('written by a page that died before it rang, is found by the next round and distributed', async () => {
    expect(toTutor(unrungInAWait, 'reminder2')).toHaveLength(0);
    expect(about(unrungInAWait, 'distribution')).toHaveLength(1);
    expect(await home.lifecycle(unrungInAWait)).toMatchObject({ status: 'SUCCEEDED', state: 'Distributed' });
  });

  test('written just before the closing, is distributed and not recorded as missing', async () => {
    expect(about(unrungAtTheClosing, 'distribution')).toHaveLength(1);
    expect((await home.store.placements.get(unrungAtTheClosing)).status).toBe('distributed');
    const [closing] = mails.filter(({ tags }) => tags.mail?.startsWith('closing_poitiers'));
    expect(closing?.text).not.toContain('Morin1113');
  });

  test('with a criterion not acquired, alerts the delegate of the site', () => {
    const [alert, ...more] = mails.filter(({ tags }) => tags.occasion === 'alert');
    expect(more).toEqual([]);
    expect(alert?.text).toContain('Absences non signalées.');
  });

  test('nobody gets a mail twice', () => {
    const identities = mails.map(({ to, tags }) => `${to.join()} ${tags.mail}`);
    expect(new Set(identities).size).toBe(identities.length);
  });

  test('only receipts, distributions and alerts leave on a day without school', async () => {
    const institution = await home.store.institutions.get();
    const quiet = mails.filter(({ at }) => isQuietDay(parisDay(at), institution));
    expect(new Set(quiet.map(({ tags }) => tags.occasion))).toEqual(new Set(['distribution', 'receipt']));
  });
});

describe('a stage corrected on the day of the launch', () => {
  test('is announced anew to whom it concerns, and to nobody else', async () => {
    const [kept, moved] = [placementWith('3001', 'unchanged'), placementWith('3002', 'before')];
    const home = await StageHome.open([kept, moved]);
    try {
      await home.launch();
      await home.moveTo('2026-09-14T09:00:00Z');
      const before = await home.mails();
      const { tutor } = placementWith('3002', 'now');
      await home.store.placements.change(moved, (current) => ({ ...current, tutor }));
      await home.relaunch(moved);
      await home.moveTo('2026-09-14T10:00:00Z');
      const since = (await home.mails()).slice(before.length);
      expect(since.map(({ to }) => to.join()).sort()).toEqual([moved.student.email, tutor.email].sort());
      await home.relaunch(kept);
      await home.moveTo('2026-09-14T11:00:00Z');
      expect(await home.mails()).toHaveLength(before.length + since.length);
    } finally {
      await home.close();
    }
  });
});
