import { describe, expect, test } from 'vitest';
import type { ImportCheck } from '../../functions/domain/import/import-check.ts';
import { peopleWrittenTo, readersOfCorrection } from '../../functions/domain/import/import-mails.ts';
import {
  correctedPlacement,
  correctionEffect,
  newPlacement,
  toldOfCorrection,
  withinRights,
} from '../../functions/domain/import/import-merge.ts';
import {
  distributed,
  planned,
  received,
  roundOpened,
  started,
  troubled,
} from '../../functions/domain/placement/placement-life.ts';
import { planStage } from '../../functions/domain/timetable/timetable.ts';
import { type Placement, type PlacementFacts, placement } from '../../schemas/placement.ts';
import type { Staff } from '../../schemas/staff.ts';
import { defaultTimetable } from '../../schemas/timetable.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { institution } from './stages.ts';

const facts: PlacementFacts = {
  studentNumber: '22600107',
  student: { lastName: 'Morin', firstName: 'Inès', email: 'ines.morin@etu.example' },
  siteId: 'angouleme',
  tutor: { title: 'Mme', lastName: 'Le Goff', firstName: 'Léa', email: 'lea.le-goff@ac.example' },
  school: { uai: '0169001T', name: 'École primaire Louise-Michel', town: 'Soyaux' },
  classLevel: 'PS',
  pupilCount: 18,
  periods: [{ from: '2026-10-05', to: '2026-10-09' }],
};
const otherTutor = {
  ...facts,
  tutor: { lastName: 'Bonnet', firstName: 'Zoé', email: 'autre.tutrice@ac.example' },
};
const otherAddress = { ...facts, tutor: { ...facts.tutor, email: 'lea.legoff@ac.example' } };
const importedBy = { by: 'Maëlle Desport', now: '2026-09-20T08:00:00.000Z' };
const prepared = newPlacement(facts, '2026-sopa1', importedBy);
const running = started(prepared, '2026-09-21T08:00:00.000Z');
const plan = planStage({
  placement: { ...facts, startedAt: '2026-09-21T08:00:00.000Z' },
  campaign: { timetable: defaultTimetable },
  institution,
  now: '2026-09-21T08:00:00.000Z',
  done: {},
});

test('a placement that is not started takes the corrected facts and stays where it is', () => {
  const corrected = correctedPlacement(prepared, otherTutor, importedBy);
  expect(corrected).toMatchObject({ status: 'prepared', revision: 0, tutor: otherTutor.tutor });
  expect(corrected.history.map(({ what }) => what)).toEqual(['imported', 'corrected']);
});

test('another tutor or other dates start a running stage anew, without its trouble', () => {
  const inTrouble = troubled(running, 'SendAssignment', 'MailRefused', importedBy.now);
  const corrected = correctedPlacement(inTrouble, otherTutor, importedBy);
  expect(placement.parse(corrected)).toMatchObject({
    status: 'started',
    startedAt: importedBy.now,
    revision: running.revision + 1,
  });
  expect(corrected.trouble).toBeUndefined();
});

test('a corrected school or student leaves a running stage running', () => {
  const { classLevel, ...withoutLevel } = facts;
  const corrected = correctedPlacement(running, { ...withoutLevel, pupilCount: 20 }, importedBy);
  expect(corrected).toMatchObject({ status: 'started', revision: running.revision, pupilCount: 20 });
  expect(corrected).not.toHaveProperty('classLevel');
});

test('a corrected address of the same tutor lets the stage go on where it stands, and its past stay', () => {
  const asked = roundOpened(planned(running, plan), 'request', plan, '2026-10-09T14:00:00.000Z');
  const corrected = correctedPlacement(asked, otherAddress, importedBy);
  expect(placement.parse(corrected)).toMatchObject({
    status: 'awaiting',
    round: 'request',
    startedAt: '2026-09-21T08:00:00.000Z',
    revision: asked.revision + 1,
    startDue: importedBy.now,
    formerRecipients: ['lea.le-goff@ac.example'],
  });
  expect(corrected.history).toEqual([
    ...asked.history,
    { at: importedBy.now, what: 'corrected', by: importedBy.by, changed: ['tuteur_courriel'] },
  ]);
  expect(toldOfCorrection(asked, otherAddress)).toEqual(['tutor', 'student']);
});

test('a corrected student’s address is news to both; a slip in a tutor’s name to the student alone', () => {
  const email = 'ines.morin@etu.univ.example';
  expect(toldOfCorrection(facts, { ...facts, student: { ...facts.student, email } })).toEqual([
    'tutor',
    'student',
  ]);
  const misspelt = { ...facts, tutor: { ...facts.tutor, lastName: 'Legof' } };
  expect(toldOfCorrection(misspelt, facts)).toEqual(['student']);
});

test('once the report is in, tutor and dates stay what they were', () => {
  const done = distributed(received(running, fullReport.sent), '2026-10-12T08:01:00.000Z');
  expect(correctedPlacement(done, otherTutor, importedBy)).toBe(done);
  expect(
    withinRights(check({ changed: [otherTutor] }), registrarOf('angouleme'), [done], isNotSent),
  ).toMatchObject({
    changed: [],
    problems: [
      {
        ...{ row: 2, column: 'tuteur_courriel' },
        message:
          'Le compte-rendu de ce stage est déjà reçu ou clos : le tuteur et les dates ne peuvent plus changer.',
      },
    ],
  });
});

test('a cancelled stage takes no other tutor: it is restored first, by who means that', () => {
  const cancelled: Placement = {
    ...running,
    status: 'cancelled',
    cancelledFor: 'moved',
    cancelledAt: importedBy.now,
  };
  const { problems } = withinRights(
    check({ changed: [otherTutor] }),
    registrarOf('angouleme'),
    [cancelled],
    isNotSent,
  );
  expect(problems.map(({ message }) => message)).toEqual([
    'Ce stage est annulé : rétablissez-le d’abord depuis sa page, puis importez cette ligne.',
  ]);
});

test('a row of another site is none of this registrar’s business, and no mistake', () => {
  const checked = withinRights(check({ changed: [facts] }), registrarOf('niort'), [], isNotSent);
  expect(checked).toMatchObject({ changed: [], problems: [], elsewhere: 1 });
});

test('a student who is placed on another site is a problem for this registrar', () => {
  const elsewhere: Placement = { ...prepared, siteId: 'poitiers' };
  const checked = withinRights(check({ changed: [facts] }), registrarOf('angouleme'), [elsewhere], isNotSent);
  expect(checked.changed).toEqual([]);
  expect(checked.problems).toEqual([
    {
      ...{ row: 2, column: 'site' },
      message:
        'Cet·te étudiant·e a déjà une affectation sur un site que vous ne gérez pas : demandez à l’administration.',
    },
  ]);
  expect(checked.elsewhere).toBe(0);
});

test('other dates alone begin a stage anew; a slip in what is for information does nothing', () => {
  const otherDates = { ...facts, periods: [{ from: '2026-10-05', to: '2026-10-16' }] };
  expect(correctionEffect(facts, otherDates)).toBe('anew');
  expect(correctionEffect(facts, otherAddress)).toBe('told');
  expect(correctionEffect(facts, { ...facts, classLevel: 'MS' })).toBe('quiet');
  const otherStudent = { lastName: 'Roy', firstName: 'Lou', email: 'lou.roy@etu.example' };
  expect(correctionEffect(facts, { ...facts, student: otherStudent })).toBe('anew');
});

test('once the report is in, an address may still be corrected, and nothing starts for it', () => {
  const done = received(running, fullReport.sent);
  expect(correctedPlacement(done, otherAddress, importedBy)).toMatchObject({
    ...{ status: 'received', revision: done.revision, tutor: otherAddress.tutor },
  });
});

test('a placement that takes what it had says of no former address, and no failure', () => {
  const corrected = correctedPlacement(prepared, { ...facts, classLevel: 'MS' }, importedBy);
  expect([corrected.formerRecipients, corrected.undelivered]).toEqual([undefined, undefined]);
});

test('former addresses are kept once each, the twenty newest, without those that are the stage’s again', () => {
  const former = Array.from({ length: 20 }, (_, at) => `former${at}@ac.example`);
  const known = { ...prepared, formerRecipients: [...former, otherAddress.tutor.email].slice(-20) };
  const kept = correctedPlacement(known, otherTutor, importedBy).formerRecipients;
  expect(kept).toEqual([...former.slice(2), otherAddress.tutor.email, facts.tutor.email]);
  const again = {
    ...prepared,
    formerRecipients: ['a@ac.example', otherAddress.tutor.email, facts.tutor.email],
  };
  expect(correctedPlacement(again, otherAddress, importedBy).formerRecipients).toEqual([
    ...['a@ac.example', facts.tutor.email],
  ]);
});

test('what did not arrive is forgotten with the address that it did not arrive at', () => {
  const failed = (recipient: string) => ({ recipient, at: importedBy.now, reason: 'returned' as const });
  const toBoth = { ...prepared, undelivered: [facts.tutor.email, facts.student.email].map(failed) };
  const undelivered = (after: PlacementFacts) => correctedPlacement(toBoth, after, importedBy).undelivered;
  expect(undelivered(otherAddress)).toEqual([failed(facts.student.email)]);
  const student = { ...facts.student, email: 'ines@etu.example' };
  expect(undelivered({ ...facts, student })).toEqual([failed(facts.tutor.email)]);
  expect(undelivered({ ...facts, classLevel: 'MS' })).toEqual(toBoth.undelivered);
});

describe('what a registrar may import', () => {
  const niort = { ...facts, studentNumber: '22600108', siteId: 'niort' };
  const rowOf = (row: number, one: PlacementFacts) => ({ row, facts: one, changes: [] });
  const within = (changes: Partial<ImportCheck>, existing: Placement[] = [], isSent = isNotSent) =>
    withinRights({ ...check({ changed: [] }), ...changes }, registrarOf('angouleme'), existing, isSent);

  test('are the rows of their sites, whatever the rows do', () => {
    const rows = [rowOf(2, facts), rowOf(3, niort)];
    expect(within({ added: rows, unchanged: rows, changed: rows })).toMatchObject({
      ...{ added: [{ row: 2 }], unchanged: [{ row: 2 }], changed: [{ row: 2 }], elsewhere: 3 },
    });
    expect(within({ added: rows }).added).toHaveLength(1);
    expect(within({ unchanged: rows }).unchanged).toHaveLength(1);
  });

  test('are told what is remarkable about those rows alone', () => {
    const rows = [rowOf(2, facts), rowOf(3, niort)];
    expect(within({ added: rows, reassigned: rows, otherDates: rows })).toMatchObject({
      ...{ reassigned: [{ row: 2 }], otherDates: [{ row: 2 }] },
    });
    expect(within({ unchanged: rows, reassigned: rows }).reassigned).toHaveLength(1);
  });

  test('hear of problems and warnings of their sites’ rows, and of those that name no site', () => {
    const remark = (row: number) => ({ row, column: 'fin', message: 'Faux.' });
    const remarks = [5, 4, 3, 3].map(remark);
    const sitesOfProblems = new Map([
      [3, 'niort'],
      [4, 'angouleme'],
    ]);
    const checked = within({
      problems: remarks,
      warnings: remarks,
      sitesOfProblems,
      added: [rowOf(6, niort)],
    });
    expect(checked.problems.map(({ row }) => row)).toEqual([4, 5]);
    expect(checked.warnings.map(({ row }) => row)).toEqual([5, 4]);
    // One row may have two problems.
    expect(checked.elsewhere).toBe(2);
  });

  test('find their own problems among the file’s, in the order of its rows', () => {
    const elsewhere = { ...prepared, siteId: 'niort' };
    const problems = [9, 1].map((row) => ({ row, column: 'fin', message: 'Faux.' }));
    expect(
      within({ problems, changed: [rowOf(5, facts)] }, [elsewhere]).problems.map(({ row }) => row),
    ).toEqual([...[1, 5, 9]]);
  });

  test('may begin a stage anew until its report is in, which the placement may not say yet', () => {
    const changed = [rowOf(2, otherTutor)];
    expect(within({ changed }, [running])).toMatchObject({ changed: [{ row: 2 }], problems: [] });
    expect(within({ changed }, [running], () => true)).toMatchObject({
      ...{ changed: [], problems: [{ column: 'tuteur_courriel' }] },
    });
    // What goes on, goes on.
    expect(within({ changed: [rowOf(2, otherAddress)] }, [running], () => true).problems).toEqual([]);
    const added = [rowOf(2, { ...otherTutor, studentNumber: '1' })];
    expect(within({ added }, [running], () => true).added).toHaveLength(1);
  });

  test('are told of dates that can no longer change by the column of the first day, under the file’s own title', () => {
    const otherDates = { ...facts, periods: [{ from: '2026-10-05', to: '2026-10-16' }] };
    const titles = new Map([['debut' as const, 'Du']]);
    const { problems } = within({ titles, changed: [rowOf(2, otherDates)] }, [running], () => true);
    expect(problems).toMatchObject([{ row: 2, column: 'Du' }]);
  });
});

describe('who is written to about a row that corrects', () => {
  const rowOf = (one: PlacementFacts) => ({ row: 2, facts: one });
  const asked = roundOpened(planned(running, plan), 'request', plan, '2026-10-09T14:00:00.000Z');

  test('are both when the stage begins anew, else those who hold what was wrong', () => {
    expect(readersOfCorrection(asked, rowOf(otherTutor))).toEqual(['tutor', 'student']);
    const misspelt = { ...facts, tutor: { ...facts.tutor, lastName: 'Legof' } };
    expect(readersOfCorrection(asked, rowOf(misspelt))).toEqual(['student']);
    expect(readersOfCorrection(asked, rowOf({ ...facts, classLevel: 'MS' }))).toEqual([]);
  });

  test('is nobody before the stage is started, or once its report is in', () => {
    expect(readersOfCorrection(undefined, rowOf(facts))).toEqual([]);
    expect(readersOfCorrection(prepared, rowOf(otherTutor))).toEqual([]);
    expect(readersOfCorrection(received(running, fullReport.sent), rowOf(otherTutor))).toEqual([]);
  });

  test('are counted as people: a tutor of two once', () => {
    const second = {
      ...running,
      studentNumber: '22600108',
      student: { ...facts.student, email: 'lou@etu.example' },
    };
    const rows = [running, second].map(({ studentNumber, student }) =>
      rowOf({ ...otherTutor, studentNumber, student }),
    );
    expect(peopleWrittenTo(rows, [running, second])).toBe(3);
    expect(peopleWrittenTo(rows, [running])).toBe(2);
  });
});

const isNotSent = () => false;
const registrarOf = (site: string): Staff => ({ subject: 'r', name: 'R', role: 'registrar', sites: [site] });

const check = ({ changed }: { changed: PlacementFacts[] }): ImportCheck => ({
  added: [],
  changed: changed.map((one) => ({ row: 2, facts: one, changes: [] })),
  unchanged: [],
  problems: [],
  warnings: [],
  ...{ titles: new Map(), sitesOfProblems: new Map(), elsewhere: 0, reassigned: [], otherDates: [] },
});
