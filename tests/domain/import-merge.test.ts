import { expect, test } from 'vitest';
import type { ImportCheck } from '../../functions/domain/import/import-check.ts';
import {
  correctedPlacement,
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
import { defaultTimetable } from '../../schemas/campaign.ts';
import { type Placement, type PlacementFacts, placement } from '../../schemas/placement.ts';
import type { Staff } from '../../schemas/staff.ts';
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
    { at: importedBy.now, what: 'corrected', by: importedBy.by },
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
  expect(withinRights(check({ changed: [otherTutor] }), registrarOf('angouleme'), [done])).toMatchObject({
    changed: [],
    problems: [{ row: 2, column: 'tuteur_courriel' }],
  });
});

test('a row of another site is none of this registrar’s business, and no mistake', () => {
  const checked = withinRights(check({ changed: [facts] }), registrarOf('niort'), []);
  expect(checked).toMatchObject({ changed: [], problems: [], elsewhere: 1 });
});

test('a student who is placed on another site is a problem for this registrar', () => {
  const elsewhere: Placement = { ...prepared, siteId: 'poitiers' };
  const checked = withinRights(check({ changed: [facts] }), registrarOf('angouleme'), [elsewhere]);
  expect(checked.changed).toEqual([]);
  expect(checked.problems).toMatchObject([{ row: 2, column: 'site' }]);
});

const registrarOf = (site: string): Staff => ({ subject: 'r', name: 'R', role: 'registrar', sites: [site] });

const check = ({ changed }: { changed: PlacementFacts[] }): ImportCheck => ({
  added: [],
  changed: changed.map((one) => ({ row: 2, facts: one, changes: [] })),
  unchanged: [],
  problems: [],
  warnings: [],
  ...{ titles: new Map(), sitesOfProblems: new Map(), elsewhere: 0, reassigned: [], otherDates: [] },
});
