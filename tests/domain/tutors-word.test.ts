import { describe, expect, test } from 'vitest';
import { colleagueProblem } from '../../functions/actions/say-word.ts';
import { correctedPlacement } from '../../functions/domain/import/import-merge.ts';
import { progressOf } from '../../functions/domain/placement/campaign-progress.ts';
import { changedCourse } from '../../functions/domain/placement/course-changes.ts';
import { received } from '../../functions/domain/placement/placement-life.ts';
import { upcomingOccasions } from '../../functions/domain/placement/stage-story.ts';
import { standingOf } from '../../functions/domain/placement/standing.ts';
import {
  daysUntil,
  heldUntil,
  mostWords,
  pauseAfter,
  spoken,
  waitingWord,
  whyUnheard,
  wordSeen,
} from '../../functions/domain/placement/tutors-word.ts';
import { planStage } from '../../functions/domain/timetable/timetable.ts';
import { parisInstant } from '../../functions/domain/wording/french-dates.ts';
import { occasion } from '../../schemas/occasion.ts';
import { type Placement, placementFacts, placement as placementSchema } from '../../schemas/placement.ts';
import { type WordSaid, wordKind } from '../../schemas/tutors-word.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { ines, launchedCampaign, monday } from './placements.ts';
import { institution } from './stages.ts';

const at = (day: string, time: string) => parisInstant(day, time);
/** The Monday after the stage. */
const now = at('2026-10-12', '09:00');
const by = 'Mme Léa Le Goff';
const absent: WordSaid = { kind: 'absent', text: 'Personne lundi.' };
const plan = planStage({ placement: ines, campaign: launchedCampaign, institution, now: monday, done: {} });
const awaiting: Placement = { ...ines, status: 'awaiting', round: 'request', plan };
const said = (word: WordSaid = absent, of: Placement = awaiting, when = now) =>
  spoken(of, word, { by, now: when }, institution);
const progress = (...placements: Placement[]) =>
  progressOf(
    'poitiers',
    placements.map((one) => ({ ...one, standing: standingOf(one) })),
    now,
  );

describe('a pause of two working days', () => {
  test.each([
    ['a Monday', '2026-10-12', '09:00', '2026-10-14', '09:00'],
    ['a Thursday, over the weekend', '2026-10-08', '18:30', '2026-10-12', '18:30'],
    ['a Saturday, as the Monday', '2026-10-10', '11:00', '2026-10-14', '00:00'],
    ['the eve of the autumn holidays', '2026-10-16', '10:00', '2026-11-03', '10:00'],
    ['Armistice Day', '2026-11-11', '10:00', '2026-11-16', '00:00'],
    ['a night', '2026-10-12', '03:00', '2026-10-14', '03:00'],
  ])('said on %s', (_, day, time, untilDay, untilTime) => {
    expect(pauseAfter(at(day, time), institution)).toBe(at(untilDay, untilTime));
  });

  test('holds reminders and what those in charge are told, and nothing else', () => {
    const held = occasion.options.filter((one) => heldUntil(said(), one, now) !== undefined);
    expect(held).toEqual([
      'reminder1',
      'reminder2',
      'reminder3',
      'delegateNotice',
      'escalation',
      'handReminder',
    ]);
  });

  test('ends by itself, by who has seen it, and by a decision', () => {
    const until = at('2026-10-14', '09:00');
    expect(heldUntil(said(), 'reminder1', at('2026-10-14', '08:59'))).toBe(until);
    expect(heldUntil(said(), 'reminder1', until)).toBeUndefined();
    const seen = wordSeen(said(), now, { by: 'Nadège Brossard', now });
    expect(heldUntil(seen, 'reminder1', now)).toBeUndefined();
    expect(heldUntil(awaiting, 'reminder1', now)).toBeUndefined();
  });

  test('shows in what leaves next, as numbers and lists tell it', () => {
    const of = (placement: Placement) => standingOf(placement).next;
    expect([of(awaiting)?.occasion, of(awaiting)?.at.slice(0, 10)]).toEqual(['reminder1', '2026-10-13']);
    expect(of(said())).toEqual({ occasion: 'reminder1', at: at('2026-10-14', '09:00') });
  });

  test('shows in what is to come', () => {
    const upcoming = (placement: Placement) =>
      upcomingOccasions(placement, launchedCampaign, institution, now).filter(({ occasion: one }) =>
        one.startsWith('reminder'),
      );
    const [before, ...later] = upcoming(awaiting);
    expect(before?.at.slice(0, 10)).toBe('2026-10-13');
    expect(upcoming(said())).toEqual([{ occasion: 'reminder1', at: at('2026-10-14', '09:00') }, ...later]);
  });
});

describe('a word', () => {
  test.each(wordKind.options)('%s is kept as it was said, in one write, under attention', (kind) => {
    const word: WordSaid = { kind, lastDay: '2026-10-07', text: 'Voilà.' };
    const after = placementSchema.parse(said(word));
    expect(after.history.at(-1)).toEqual({ at: now, what: 'tutorSaid', by, word });
    expect(waitingWord(after)).toMatchObject(word);
    expect(progress(after, awaiting)).toMatchObject({ words: 1, unfinished: 2 });
    // Neither its status nor its execution is touched.
    expect([after.status, after.revision, after.startDue]).toEqual([
      ...[awaiting.status, awaiting.revision, undefined],
    ]);
  });

  test('said again while it waits changes nothing; another takes its place', () => {
    expect(whyUnheard(said(), { ...absent })).toBe('repeated');
    expect(said(absent, said())).toEqual(said());
    const other = said({ kind: 'other', text: 'Malade' }, said(), at('2026-10-13', '10:00'));
    expect(other.tutorsWord).toMatchObject({ kind: 'other', holdsUntil: at('2026-10-15', '10:00') });
  });

  test('is heard so many times of one stage', () => {
    let stage: Placement = awaiting;
    for (let time = 1; time <= mostWords; time += 1) stage = said({ kind: 'other', text: `${time}` }, stage);
    expect(whyUnheard(stage, { kind: 'other', text: 'encore' })).toBe('tooMany');
    expect(said({ kind: 'other', text: 'encore' }, stage)).toBe(stage);
  });

  test('is heard of a stage whose report is missing', () => {
    const { startedAt: _, ...never } = ines;
    const stages: Placement[] = [
      { ...never, status: 'prepared', revision: 0 },
      { ...ines, status: 'received', reference: 'R', reportedAt: now },
      { ...ines, status: 'receivedOtherwise', receivedOn: '2026-10-12', receivedBy: 'paper' },
      { ...ines, status: 'cancelled', cancelledAt: now, cancelledFor: 'strike' },
    ];
    for (const stage of stages) expect(said(absent, stage)).toBe(stage);
    const closed: Placement = { ...ines, status: 'unreturned', closedAt: now };
    expect(waitingWord(said(absent, closed))).toBeDefined();
    expect(progress(said(absent, closed), closed).unfinished).toBe(1);
  });

  test('hands nothing over to the student, nor to the tutor', () => {
    const handedTo = (email: string) =>
      colleagueProblem(ines, { kind: 'colleague', colleague: { firstName: 'A', lastName: 'B', email } });
    expect([ines.student.email, ines.tutor.email, 'anne@ac.example'].map(handedTo)).toEqual([
      ...['students', 'own', undefined],
    ]);
  });
});

describe('a word is settled', () => {
  const decided = { by: 'Nadège Brossard', now: at('2026-10-13', '10:00'), why: undefined };
  const settled = { state: 'settled', settledAt: decided.now, settledBy: decided.by };

  test('by who has seen it, once, and not by who saw another', () => {
    expect(wordSeen(said(), at('2026-10-11', '10:00'), decided)).toEqual(said());
    const seen = wordSeen(said(), now, decided);
    expect(seen.tutorsWord).toMatchObject(settled);
    expect(seen.history.at(-1)).toEqual({ at: decided.now, what: 'wordSettled', by: decided.by });
    expect(wordSeen(seen, now, decided)).toBe(seen);
  });

  test('by whatever is decided about the stage', () => {
    const changes = [{ kind: 'cancel', reason: 'other' }, { kind: 'close' }] as const;
    for (const change of changes)
      expect(changedCourse(said(), change, decided).tutorsWord).toMatchObject(settled);
  });

  test('by another tutor or other dates, and by no corrected address', () => {
    const corrected = (facts: object) =>
      correctedPlacement(said(), placementFacts.parse({ ...ines, ...facts }), decided).tutorsWord;
    const perrin = { firstName: 'Anne', lastName: 'Perrin', email: 'anne.perrin@ac.example' };
    expect(corrected({ tutor: perrin })).toMatchObject(settled);
    expect(corrected({ periods: [{ from: '2026-10-05', to: '2026-10-07' }] })).toMatchObject(settled);
    expect(corrected({ tutor: { ...ines.tutor, email: 'l.legoff@ac.example' } })?.state).toBe('waiting');
  });

  test('by the report, and by nobody then', () => {
    const after = received(said(), fullReport.sent);
    expect(after.tutorsWord).toMatchObject({ state: 'settled', settledAt: fullReport.sent.sentAt });
    expect(after.tutorsWord?.settledBy).toBeUndefined();
  });
});

test('a stage that stopped early has the days up to then', () => {
  const periods = [
    { from: '2026-10-05', to: '2026-10-09' },
    { from: '2026-11-02', to: '2026-11-06' },
  ];
  expect(daysUntil(periods, '2026-11-03')).toEqual([periods[0], { from: '2026-11-02', to: '2026-11-03' }]);
  expect(daysUntil(periods, '2026-10-20')).toEqual([periods[0]]);
  expect(daysUntil(periods, '2026-10-05')).toEqual([{ from: '2026-10-05', to: '2026-10-05' }]);
  expect(daysUntil(periods, '2026-12-01')).toEqual(periods);
  expect(daysUntil(periods, '2026-09-01')).toEqual(periods);
});
