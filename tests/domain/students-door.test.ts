import { describe, expect, test } from 'vitest';
import { correctedPlacement } from '../../functions/domain/import/import-merge.ts';
import { changedCourse } from '../../functions/domain/placement/course-changes.ts';
import { hostingRecord, isSameSchool } from '../../functions/domain/placement/hosting-record.ts';
import { received } from '../../functions/domain/placement/placement-life.ts';
import {
  mostStudentsWords,
  studentSpoke,
  studentsWordSeen,
  waitingStudentsWord,
  whyStudentUnheard,
} from '../../functions/domain/placement/students-word.ts';
import {
  checkedProposal,
  proposableFacts,
  proposalOfStudent,
  whyNotProposed,
} from '../../functions/domain/report/proposed-facts.ts';
import { planStage } from '../../functions/domain/timetable/timetable.ts';
import { maskedAddress } from '../../functions/domain/wording/masked-address.ts';
import { type Placement, placementFacts } from '../../schemas/placement.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { form2026 } from '../poitiers.ts';
import { ines, launchedCampaign, monday } from './placements.ts';
import { institution } from './stages.ts';

const now = '2026-10-12T07:00:00.000Z';
const plan = planStage({ placement: ines, campaign: launchedCampaign, institution, now: monday, done: {} });
const awaiting: Placement = { ...ines, status: 'awaiting', round: 'request', plan };
const { startedAt } = ines;

test.each([
  ['lea.le-goff@ac-exemple.fr', 'l…@ac-…'],
  ['perrin@ecole.example', 'p…@ec…'],
  ['a@b', 'a…@b…'],
])('%s is named as %s', (email, masked) => {
  expect(maskedAddress(email)).toBe(masked);
});

describe('a student’s word', () => {
  const by = 'Inès Morin';
  const said = studentSpoke(awaiting, 'Rien reçu.', { by, now });
  const decided = { by: 'Camille', now: '2026-10-12T09:00:00.000Z' };

  test('waits until somebody has seen that very word, and is told once', () => {
    expect(waitingStudentsWord(said)).toMatchObject({ text: 'Rien reçu.', saidAt: now });
    expect(said.history.at(-1)).toEqual({ at: now, what: 'studentSaid', by, why: 'Rien reçu.' });
    expect(studentSpoke(said, 'Encore', { by, now: decided.now })).toBe(said);
    expect(studentsWordSeen(said, decided.now, decided)).toBe(said);
    const seen = studentsWordSeen(said, now, decided);
    expect(seen.studentsWord).toMatchObject({ state: 'settled', settledBy: 'Camille' });
    expect(seen.history.at(-1)).toEqual({ at: decided.now, what: 'studentsWordSettled', by: 'Camille' });
    expect(studentsWordSeen(seen, now, decided)).toBe(seen);
  });

  test('may be without words, and is taken so often of one stage', () => {
    let stage = studentsWordSeen(awaiting, now, decided);
    for (let number = 1; number <= mostStudentsWords; number += 1) {
      expect(whyStudentUnheard(stage)).toBeUndefined();
      stage = studentSpoke(stage, undefined, { by, now });
      expect(whyStudentUnheard(stage)).toBe('repeated');
      stage = studentsWordSeen(stage, now, decided);
    }
    expect(whyStudentUnheard(stage)).toBe('tooMany');
    expect(stage.history.some((entry) => 'why' in entry)).toBe(false);
  });

  test('is not taken once nobody waits for the report', () => {
    const cancelled = changedCourse(
      awaiting,
      { kind: 'cancel', reason: 'gaveUp' },
      { ...decided, why: undefined },
    );
    expect(whyStudentUnheard(cancelled)).toBe('over');
    expect(whyStudentUnheard({ ...awaiting, status: 'unreturned', closedAt: now })).toBeUndefined();
  });

  test('is settled by a decision, the report, and another address of the tutor', () => {
    const isSettled = ({ studentsWord }: Placement) => studentsWord?.state === 'settled';
    expect(isSettled(changedCourse(said, { kind: 'close' }, { ...decided, why: 'Non' }))).toBe(true);
    expect(isSettled(received(said, fullReport.sent))).toBe(true);
    const facts = placementFacts.parse(said);
    const tutor = { ...facts.tutor, email: 'autre@ac.example' };
    expect(isSettled(correctedPlacement(said, { ...facts, tutor }, decided))).toBe(true);
    const student = { ...facts.student, firstName: 'Inès-Marie' };
    expect(isSettled(correctedPlacement(said, { ...facts, student }, decided))).toBe(false);
  });
});

describe('facts that are proposed', () => {
  const facts = proposableFacts(form2026, ines);

  test('are absences and what the student led, never what the tutor judges', () => {
    expect(facts.map(({ field, most }) => [field, most])).toEqual([
      ['absentHalfDays', 9],
      ['sessionsLed12', 200],
      ['sessionsDesigned34', 200],
      ['sessionsLed34', 200],
    ]);
  });

  test.each([
    [{ absentHalfDays: ' 9 ', sessionsLed12: '' }, { values: { absentHalfDays: 9 } }],
    [{ absentHalfDays: '0' }, { values: { absentHalfDays: 0 } }],
    [{ advice1: 'Oser' }, { problems: [{ field: 'absentHalfDays' }] }],
    [
      { absentHalfDays: '10', sessionsLed12: '-1', sessionsLed34: '2' },
      { problems: [{ field: 'absentHalfDays' }, { field: 'sessionsLed12' }] },
    ],
  ])('%o is %o', (typed, expected) => {
    expect(checkedProposal(facts, typed)).toMatchObject(expected);
  });

  test('from the first day on, until nobody waits for the report', () => {
    expect(whyNotProposed(awaiting, '2026-10-04T21:59:59.000Z')).toBe('early');
    expect(whyNotProposed(awaiting, '2026-10-04T22:00:00.000Z')).toBeUndefined();
    expect(whyNotProposed({ ...ines, status: 'unreturned', startedAt, closedAt: now }, now)).toBe('over');
    expect(whyNotProposed(received(awaiting, fullReport.sent), now)).toBe('over');
  });

  test('are shown to nobody as another student’s', () => {
    const { firstName, lastName, email } = ines.student;
    const { campaignId, studentNumber } = ines;
    const proposal = {
      ...{ campaignId, studentNumber, version: 1, values: {}, savedAt: now },
      proposedBy: { firstName, lastName, email },
    };
    expect(proposalOfStudent(proposal, ines)).toBe(proposal);
    const hugo = { firstName: 'Hugo', lastName: 'Petit', email: 'hugo.petit@etu.example' };
    expect(proposalOfStudent(proposal, { student: hugo })).toBeUndefined();
    expect(proposalOfStudent(undefined, ines)).toBeUndefined();
  });
});

describe('a school', () => {
  test('is known by its code, or by name and town as two people write them', () => {
    const school = { uai: '0860001A', name: 'École Jules-Ferry', town: 'Poitiers' };
    expect(isSameSchool(school, { ...school, name: 'Jules Ferry' })).toBe(true);
    expect(isSameSchool(school, { ...school, uai: '0860002B' })).toBe(false);
    expect(isSameSchool(school, { name: 'ecole jules ferry', town: 'POITIERS' })).toBe(true);
    expect(isSameSchool(school, { name: 'ecole jules ferry', town: 'Niort' })).toBe(false);
  });

  test('is judged by the reports that were due, not by what is cancelled or to come', () => {
    const reportedOn = (day: string): Placement => ({
      ...received(awaiting, { ...fullReport.sent, sentAt: `${day}T10:00:00.000Z` }),
    });
    const all: Placement[] = [
      reportedOn('2026-10-16'),
      reportedOn('2026-10-17'),
      reportedOn('2026-10-20'),
      reportedOn('2026-11-16'),
      awaiting,
      { ...awaiting, status: 'unreturned', closedAt: now },
      changedCourse(awaiting, { kind: 'cancel', reason: 'moved' }, { by: 'Camille', now, why: undefined }),
    ];
    expect(hostingRecord(all, '2026-10-16')).toEqual({
      ...{ expected: 5, returned: 4, late: 3, medianDaysLate: 4 },
    });
    expect(hostingRecord(all, '2026-10-17')).toMatchObject({ expected: 6, late: 4, medianDaysLate: 1 });
    expect(hostingRecord([], '2026-10-17')).toMatchObject({ expected: 0, medianDaysLate: 0 });
  });
});
