import { describe, expect, test } from 'vitest';
import { courseProblem } from '../../functions/actions/change-course.ts';
import {
  type CourseChange,
  changedCourse,
  courseChanges,
  farewellsSaid,
} from '../../functions/domain/placement/course-changes.ts';
import { letterDue } from '../../functions/domain/placement/letter-due.ts';
import {
  distributed,
  received,
  unreturned,
  versionStands,
} from '../../functions/domain/placement/placement-life.ts';
import { letterMark } from '../../functions/domain/placement/stage-mark.ts';
import { isLate, standingOf } from '../../functions/domain/placement/standing.ts';
import { isEndedByHand } from '../../functions/domain/placement/status-meanings.ts';
import { dueDateOf } from '../../functions/domain/timetable/occasion-moments.ts';
import { planCorrection, planStage } from '../../functions/domain/timetable/timetable.ts';
import type { Mail } from '../../schemas/mail.ts';
import {
  type Placement,
  type PlacementStatus,
  placement as placementSchema,
} from '../../schemas/placement.ts';
import type { SentReport } from '../../schemas/report.ts';
import { poitiers } from '../poitiers.ts';
import { ines, launchedCampaign, monday } from './placements.ts';

const now = '2026-10-20T09:00:00.000Z';
const decided = { by: 'Camille Fournier', now, why: undefined };
const changes: CourseChange[] = [
  { kind: 'cancel', reason: 'gaveUp' },
  { kind: 'restore', isLaunched: true },
  { kind: 'receivedOtherwise', by: 'mail', on: '2026-10-19' },
  { kind: 'close' },
  { kind: 'reopen', until: '2026-11-03' },
  { kind: 'extend', until: '2026-11-03' },
  { kind: 'giveBack', until: '2026-11-03' },
];
const requested = { at: '2026-10-09T14:00:00.000Z', what: 'requested' } as const;
const awaiting: Placement = { ...ines, status: 'awaiting', round: 'reminder2', history: [requested] };
const { startedAt: _, ...never } = ines;
const stages: Record<PlacementStatus, Placement> = {
  prepared: { ...never, status: 'prepared', revision: 0 },
  started: ines,
  assigned: { ...ines, status: 'assigned' },
  briefed: { ...ines, status: 'briefed' },
  awaiting,
  received: { ...ines, status: 'received', reference: 'R', reportedAt: now },
  distributed: { ...ines, status: 'distributed', reference: 'R', reportedAt: now, distributedAt: now },
  givenBack: {
    ...{ ...ines, status: 'givenBack', reference: 'R', reportedAt: now, distributedAt: now, revision: 2 },
    asked: { text: 'Les absences', until: '2026-11-03', revision: 2 },
  },
  unreturned: { ...ines, status: 'unreturned', closedAt: now, history: [requested] },
  receivedOtherwise: { ...ines, status: 'receivedOtherwise', receivedOn: '2026-10-19', receivedBy: 'paper' },
  cancelled: { ...ines, status: 'cancelled', cancelledAt: now, cancelledFor: 'strike' },
};

describe('a report that is given back', () => {
  const asked = { ...decided, why: 'Les demi-journées d’absence' };
  const back = changedCourse(stages.distributed, { kind: 'giveBack', until: '2026-11-03' }, asked);
  const sent: SentReport = {
    ...{ number: 1, reference: 'R', sentAt: now, formVersion: '2026' },
    answers: { ethics: { C1: { level: 'notAcquired' } } } as unknown as SentReport['answers'],
  };

  test('stays what it was until another comes, and says what was asked', () => {
    expect(back).toMatchObject({
      ...{ status: 'givenBack', reference: 'R', reportedAt: now, distributedAt: now },
      asked: { text: 'Les demi-journées d’absence', until: '2026-11-03', revision: 2 },
    });
    expect(back.history.at(-1)).toMatchObject({ what: 'givenBack', why: 'Les demi-journées d’absence' });
    // The version that was given back is told of again, and nothing closes what is in.
    expect(received(back, sent)).toBe(back);
    expect(unreturned(back, now)).toBe(back);
    expect(isEndedByHand(back)).toBe(false);
    expect(isLate({ ...back, standing: standingOf(back) }, '2027-01-01')).toBe(false);
    expect(standingOf(back)).toMatchObject({ reportedOn: '2026-10-20', next: undefined });
  });

  test('is replaced by the next version, which makes nobody late; without one it stands again', () => {
    const later = '2026-11-02T09:00:00.000Z';
    const second = received(back, { ...sent, number: 2, reference: 'R2', sentAt: later });
    expect(second).toMatchObject({ status: 'received', reference: 'R2', notAcquired: ['C1'] });
    expect(second).not.toHaveProperty('asked');
    expect(standingOf(second).reportedOn).toBe('2026-10-20');
    const third = changedCourse(distributed(second, later), { kind: 'giveBack', until: '2026-11-09' }, asked);
    expect(standingOf(received(third, { ...sent, reference: 'R3', sentAt: later })).reportedOn).toBe(
      '2026-10-20',
    );
    const { asked: _asked, ...stood } = back as Extract<Placement, { status: 'givenBack' }>;
    const stands = versionStands(back, later);
    expect(stands).toEqual({
      ...{ ...stood, status: 'distributed' },
      history: [...back.history, { at: later, what: 'versionStands' }],
    });
    expect(versionStands(stands, later)).toBe(stands);
  });

  test('is taken back, or waited for longer, by a revision that leaves the mail’s own name as it is', () => {
    if (back.status !== 'givenBack') throw new Error('it is not given back');
    const moved = changedCourse(back, { kind: 'moveCorrection', until: '2026-11-20' }, decided);
    expect(moved).toMatchObject({
      status: 'givenBack',
      revision: 3,
      asked: { until: '2026-11-20', revision: 2 },
    });
    const withdrawn = changedCourse(moved, { kind: 'withdrawCorrection' }, decided);
    expect(withdrawn).toMatchObject({ status: 'givenBack', revision: 4, asked: { withdrawnAt: now } });
    expect(courseChanges(withdrawn)).toEqual([]);
    // History has said it; a version 2 of the same second wins.
    expect(versionStands(withdrawn, now)).toMatchObject({
      status: 'distributed',
      history: withdrawn.history,
    });
    expect(received(withdrawn, { ...sent, reference: 'R2' })).toMatchObject({ status: 'received' });
  });

  test('is asked for in sending hours, and waited for until a week after its day; the due date stays', () => {
    if (back.status !== 'givenBack') throw new Error('it is not given back');
    const at = (now: string) =>
      planCorrection({ placement: back, campaign: launchedCampaign, institution: poitiers, now });
    expect(at('2026-10-20T20:00:00.000Z')).toMatchObject({
      ...{ assignment: { skip: true }, briefing: { skip: true }, dueDate: '2026-10-16' },
      rounds: [
        // The autumn holidays are quiet.
        { occasion: 'request', at: '2026-11-02T07:00:00.000Z' },
        // 10 November is a Tuesday, the eleventh a holiday.
        { occasion: 'closing', at: '2026-11-10T07:00:00.000Z', nominal: '2026-11-10' },
      ],
    });
    expect(at('2026-10-15T09:00:00.000Z').rounds[0]?.at).toBe('2026-10-15T09:00:00.000Z');
  });
});

describe('a decision', () => {
  test.each(Object.values(stages).map((stage) => [stage.status, stage] as const))(
    'on a stage that is %s: one write with the next revision, or nothing at all',
    (status, stage) => {
      const possible = courseChanges(stage);
      for (const change of changes) {
        const after = changedCourse(stage, change, decided);
        if (!possible.includes(change.kind)) {
          expect(after).toBe(stage);
          continue;
        }
        expect(placementSchema.parse(after)).toEqual(JSON.parse(JSON.stringify(after)));
        expect(after.history.slice(0, -1)).toEqual(stage.history);
        expect(after.history.at(-1)).toMatchObject({ by: 'Camille Fournier', at: now });
        if (status === 'prepared') expect(after).toMatchObject({ status: 'cancelled', revision: 0 });
        else expect(after).toMatchObject({ revision: stage.revision + 1, startDue: now });
      }
    },
  );

  test('that ends a stage is known from one that the timetable closed', () => {
    expect(isEndedByHand(stages.unreturned)).toBe(false);
    for (const [at, change] of [0, 2, 3].map((index) => [index, changes[index]] as const))
      expect([
        at,
        change && isEndedByHand(changedCourse(awaiting, change, { ...decided, why: 'x' })),
      ]).toEqual([at, true]);
  });

  test('taken back, the stage stands where it stood, and its reminders begin anew', () => {
    expect(changedCourse(stages.cancelled, { kind: 'restore', isLaunched: true }, decided)).toMatchObject({
      status: 'started',
      startedAt: monday,
    });
    const cancelled = changedCourse(awaiting, { kind: 'cancel', reason: 'other' }, decided);
    expect(changedCourse(cancelled, { kind: 'restore', isLaunched: true }, decided)).toMatchObject({
      ...{ status: 'awaiting', round: 'request', startedAt: monday, farewells: [] },
    });
    expect(changedCourse(awaiting, { kind: 'extend', until: '2026-11-03' }, decided)).toMatchObject({
      ...{ status: 'awaiting', round: 'request', extendedTo: '2026-11-03' },
    });
  });

  test('taken back before the launch, nothing has begun; after it, it begins', () => {
    const cancelled = changedCourse(stages.prepared, { kind: 'cancel', reason: 'moved' }, decided);
    const restored = (isLaunched: boolean) =>
      changedCourse(cancelled, { kind: 'restore', isLaunched }, decided);
    expect(restored(false)).toMatchObject({ status: 'prepared', revision: 0 });
    expect(restored(true)).toMatchObject({ status: 'started', revision: 1, startedAt: now });
  });

  test('is overtaken by the report: the record is the truth', () => {
    const sent = {
      ...{ number: 1, reference: 'R', sentAt: now, formVersion: '2026' },
      answers: { ethics: {} } as Parameters<typeof received>[1]['answers'],
    };
    const after = received(stages.cancelled, sent);
    expect(after).toMatchObject({ status: 'received', reference: 'R', startedAt: monday });
    expect(placementSchema.parse(after)).not.toHaveProperty('cancelledAt');
  });
});

describe('who is to be told that a stage is theirs no more', () => {
  const cancelled = changedCourse(ines, { kind: 'cancel', reason: 'noTutor' }, decided);

  test('is the tutor and the student, each once for each time', () => {
    const { farewells = [] } = cancelled;
    expect(farewells.map(({ reader, person, revision }) => [reader, person.email, revision])).toEqual([
      ['tutor', ines.tutor.email, 2],
      ['student', ines.student.email, 2],
    ]);
    const [first, second] = farewells;
    expect(farewellsSaid(cancelled, [])).toBe(cancelled);
    expect(farewellsSaid(cancelled, first ? [first] : []).farewells).toEqual([second]);
    expect(farewellsSaid(cancelled, farewells)).not.toHaveProperty('farewells');
  });

  const mailOf = (occasion: 'assignment' | 'farewell', mailKey: string, sentAt: string): Mail => ({
    ...{
      campaignId: ines.campaignId,
      recipient: ines.tutor.email,
      mailKey,
      occasion,
      sentAt,
      messageId: 'm',
    },
    ...{
      studentNumbers: [ines.studentNumber],
      stageMarks: [],
      subject: 's',
      claimedBy: 'c',
      claimedAt: sentAt,
    },
    ...(occasion === 'assignment' && { letterMarks: [letterMark('tutor', ines)] }),
    status: 'sent',
  });
  const letter = mailOf('assignment', 'assignment_2026-09-14', '2026-09-14T08:00:00.000Z');
  const farewell = mailOf('farewell', `farewell_tutor_${ines.studentNumber}_r2`, '2026-09-20T08:00:00.000Z');

  test('is told that it is theirs again, if it is, and once', () => {
    expect(letterDue('tutor', ines, [letter])).toBeUndefined();
    expect(letterDue('tutor', ines, [letter, farewell])).toBe('return');
    expect(letterDue('student', ines, [letter, farewell])).toBe('letter');
    const again = { ...letter, mailKey: 'correction_x', sentAt: '2026-09-21T08:00:00.000Z' };
    expect(letterDue('tutor', ines, [letter, farewell, again])).toBeUndefined();
  });
});

describe('more time', () => {
  const early = '2026-10-14T09:00:00.000Z';
  const done = { request: '2026-10-09T14:00:00.000Z' };
  const plan = (extendedTo?: string) =>
    planStage({
      placement: { ...ines, extendedTo },
      ...{ campaign: launchedCampaign, institution: poitiers, now: early, done },
    });

  test('moves all that follows the due date, and not the request', () => {
    const [usual, longer] = [plan(), plan('2026-11-03')];
    expect([usual.dueDate, longer.dueDate]).toEqual(['2026-10-16', '2026-11-03']);
    expect(longer.rounds[0]).toMatchObject({ occasion: 'request', nominal: '2026-10-09' });
    expect(longer.rounds[1]).toMatchObject({ occasion: 'reminder1', nominal: '2026-10-31' });
    expect(longer.rounds.slice(1).every(({ at }) => at > early)).toBe(true);
  });

  test('that is none changes nothing', () => {
    expect(plan('2026-10-01')).toEqual(plan());
    expect(dueDateOf({ ...ines, extendedTo: '2026-10-01' }, launchedCampaign)).toBe('2026-10-16');
  });
});

test.each<[CourseChange, string | undefined, ReturnType<typeof courseProblem>]>([
  [{ kind: 'close' }, undefined, 'whyMissing'],
  [{ kind: 'close' }, 'x'.repeat(301), 'whyTooLong'],
  [{ kind: 'close' }, 'x'.repeat(300), undefined],
  [{ kind: 'cancel', reason: 'other' }, undefined, 'whyMissing'],
  [{ kind: 'cancel', reason: 'strike' }, undefined, undefined],
  [{ kind: 'receivedOtherwise', by: 'paper', on: '2026-10-21' }, undefined, 'onAhead'],
  [{ kind: 'receivedOtherwise', by: 'paper', on: '2026-10-20' }, undefined, undefined],
  [{ kind: 'extend', until: '2026-10-20' }, undefined, 'untilPast'],
  [{ kind: 'reopen', until: '2026-10-21' }, undefined, undefined],
  [{ kind: 'extend', until: '2027-04-07' }, undefined, undefined],
  [{ kind: 'giveBack', until: '2026-11-03' }, undefined, 'askedMissing'],
  [{ kind: 'giveBack', until: '2026-10-20' }, 'x', 'untilPast'],
  // In the autumn holidays nobody is written to.
  [{ kind: 'giveBack', until: '2026-11-02' }, 'x', 'untilUntold'],
  [{ kind: 'giveBack', until: '2026-11-03' }, 'x', undefined],
  [{ kind: 'giveBack', until: '2027-01-01' }, 'x', undefined],
  [{ kind: 'giveBack', until: '2027-01-02' }, 'x', 'correctionTooFar'],
  [{ kind: 'extend', until: '2027-04-08' }, undefined, 'untilTooFar'],
])('%o, said why: %s → %s', (change, why, problem) => {
  expect(courseProblem(launchedCampaign, awaiting, change, why, now, poitiers)).toBe(problem);
});

test('a later date than the one that holds already is asked for', () => {
  const later = { ...awaiting, extendedTo: '2026-12-01' } as Placement;
  const problem = (until: string) =>
    courseProblem(launchedCampaign, later, { kind: 'extend', until }, undefined, now, poitiers);
  expect(problem('2026-12-01')).toBe('untilNotLater');
  expect(problem('2026-12-02')).toBeUndefined();
});
