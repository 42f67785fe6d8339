import { describe, expect, test } from 'vitest';
import { attentionKinds, attentionMeanings } from '../../functions/domain/attention/attention-meanings.ts';
import {
  attentionOf,
  attentionSettled,
  isNewAttention,
} from '../../functions/domain/attention/placement-attention.ts';
import { correctedPlacement } from '../../functions/domain/import/import-merge.ts';
import { changedCourse } from '../../functions/domain/placement/course-changes.ts';
import {
  received,
  relaunched,
  troubled,
  undeliveredTo,
} from '../../functions/domain/placement/placement-life.ts';
import { spoken, wordSeen } from '../../functions/domain/placement/tutors-word.ts';
import { planStage } from '../../functions/domain/timetable/timetable.ts';
import type { Placement } from '../../schemas/placement.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { poitiers } from '../poitiers.ts';
import { ines, launchedCampaign, monday } from './placements.ts';

const kindsOf = (placement: Placement) => attentionOf(placement).map(({ kind }) => kind);
const noon = '2026-09-14T10:00:00.000Z';
const escalatedAt = '2026-10-26T07:00:00.000Z';
const plan = planStage({
  placement: ines,
  campaign: launchedCampaign,
  institution: poitiers,
  now: monday,
  done: {},
});
const late: Placement = {
  ...ines,
  ...{ status: 'awaiting', round: 'escalation', plan },
  history: [{ at: escalatedAt, what: 'escalated' }],
};
const refusedTo = (recipient: string, reason: 'returned' | 'delayed' | 'rejected' | 'complained') =>
  undeliveredTo(ines, recipient, { at: noon, reason });
const notAcquired = (): Placement => {
  const { answers } = fullReport.sent;
  const ethics = { ...answers.ethics, C2: { level: 'notAcquired' as const, details: 'Trois retards.' } };
  return received(ines, { ...fullReport.sent, sentAt: escalatedAt, answers: { ...answers, ethics } });
};

describe('what waits for somebody', () => {
  test('is nothing of a stage that goes its way', () => {
    expect(attentionOf(ines)).toEqual([]);
    expect(attentionOf({ ...late, round: 'reminder3' } as Placement)).toEqual([]);
    expect(attentionOf(received(ines, fullReport.sent)).filter(({ kind }) => kind !== 'notAcquired')).toEqual(
      [],
    );
  });

  test('is a lifecycle that failed, until it is started again', () => {
    const failed = troubled(ines, 'OpenRound', 'MailRefused', noon);
    expect(attentionOf(failed)).toEqual([
      { kind: 'troubled', since: noon, state: 'OpenRound', error: 'MailRefused' },
    ]);
    expect(attentionOf(relaunched(failed, 'Camille', '2026-09-14T11:00:00.000Z'))).toEqual([]);
  });

  test.each(['returned', 'rejected', 'complained'] as const)('is an address: %s', (reason) => {
    expect(attentionOf(refusedTo(ines.tutor.email, reason))).toEqual([
      { kind: 'refused', since: noon, reader: 'tutor', recipient: ines.tutor.email, reason },
    ]);
    expect(attentionOf(refusedTo(ines.student.email, reason))).toMatchObject([{ reader: 'student' }]);
  });

  test('is no mailbox that is full today', () => {
    expect(attentionOf(refusedTo(ines.tutor.email, 'delayed'))).toEqual([]);
  });

  test('is no address any more that was corrected, or to which nothing is to be sent', () => {
    const bounced = refusedTo(ines.tutor.email, 'returned');
    const email = 'juste@ac.example';
    const corrected = correctedPlacement(
      bounced,
      { ...ines, tutor: { ...ines.tutor, email } },
      { by: 'C', now: noon },
    );
    expect(attentionOf(corrected)).toEqual([]);
    expect(attentionOf(received(bounced, fullReport.sent)).filter(({ kind }) => kind === 'refused')).toEqual(
      [],
    );
    const toStudent = received(refusedTo(ines.student.email, 'returned'), fullReport.sent);
    expect(kindsOf(toStudent)).toContain('refused');
    expect(kindsOf({ ...toStudent, status: 'cancelled', cancelledAt: noon, cancelledFor: 'other' })).toEqual(
      [],
    );
  });

  test('is a report that is late, from when those in charge were told, and since when it was due', () => {
    expect(attentionOf(late)).toEqual([{ kind: 'late', since: escalatedAt, dueDate: plan.dueDate }]);
    expect(attentionOf({ ...late, extendedTo: '2026-12-01' })).toMatchObject([{ dueDate: '2026-12-01' }]);
    expect(attentionOf({ ...late, history: [] })).toMatchObject([
      { since: plan.rounds.find(({ occasion }) => occasion === 'escalation')?.at },
    ]);
    expect(kindsOf(received(late, { ...fullReport.sent, sentAt: noon }))).not.toContain('late');
  });

  test('is a word of a tutor, as it was said, until somebody has seen it, decided, or the report came', () => {
    const said = { kind: 'stoppedEarly', lastDay: '2026-10-07', text: 'Il est souffrant.' } as const;
    const spokenOf = spoken(ines, said, { by: 'Mme Léa Le Goff', now: noon }, poitiers);
    expect(attentionOf(spokenOf)).toEqual([{ kind: 'word', since: noon, word: said }]);
    const decided = { by: 'Camille', why: '', now: '2026-09-14T11:00:00.000Z' };
    expect(attentionOf(wordSeen(spokenOf, noon, decided))).toEqual([]);
    expect(attentionOf(changedCourse(spokenOf, { kind: 'cancel', reason: 'other' }, decided))).toEqual([]);
    expect(kindsOf(received(spokenOf, { ...fullReport.sent, sentAt: decided.now }))).not.toContain('word');
    // Another word takes its place.
    const other = spoken(spokenOf, { kind: 'absent' }, { by: 'L', now: decided.now }, poitiers);
    expect(attentionOf(other)).toEqual([{ kind: 'word', since: decided.now, word: { kind: 'absent' } }]);
  });

  test('is a criterion that is not acquired', () => {
    expect(attentionOf(notAcquired())).toMatchObject([
      { kind: 'notAcquired', since: escalatedAt, criteria: expect.arrayContaining(['C2']) },
    ]);
  });

  test('comes with the most urgent first', () => {
    const all = troubled(
      undeliveredTo(late, ines.tutor.email, { at: noon, reason: 'returned' }),
      'X',
      'Y',
      noon,
    );
    expect(kindsOf(all)).toEqual(['troubled', 'refused', 'late']);
    const urgencies = attentionKinds.map((kind) => attentionMeanings[kind].urgency);
    expect(urgencies).toEqual([...urgencies].sort((a, b) => b - a));
    expect(new Set(urgencies).size).toBe(urgencies.length);
  });
});

describe('what somebody saw to', () => {
  test('waits no more, is told by history once, and leaves the others', () => {
    const before = notAcquired();
    const seen = attentionSettled(before, 'notAcquired', escalatedAt, 'Camille', noon);
    expect(attentionOf(seen)).toEqual([]);
    expect(seen.history.at(-1)).toEqual({ at: noon, what: 'notAcquiredSeen', by: 'Camille' });
    expect(attentionSettled(seen, 'notAcquired', escalatedAt, 'Nadège', noon)).toBe(seen);
    expect(attentionSettled(before, 'late', escalatedAt, 'Camille', noon)).toBe(before);
    expect(attentionSettled(before, 'notAcquired', noon, 'Camille', noon)).toBe(before);
  });

  test('waits again when it comes again', () => {
    const called = attentionSettled(late, 'late', escalatedAt, 'Camille', noon);
    expect(attentionOf(called)).toEqual([]);
    const again = '2026-11-20T07:00:00.000Z';
    const history = [...called.history, { at: again, what: 'escalated' as const }];
    expect(attentionOf({ ...called, history })).toMatchObject([{ kind: 'late', since: again }]);
  });
});

test('a point is new until the working morning after it came', () => {
  const friday = { since: '2026-10-09T15:00:00.000Z' };
  expect(isNewAttention(friday, '2026-10-12T05:59:00.000Z', poitiers)).toBe(true);
  expect(isNewAttention(friday, '2026-10-12T06:00:00.000Z', poitiers)).toBe(false);
});
