import { describe, expect, test } from 'vitest';
import { drafterOf, isSamePerson, reportForTutor } from '../../functions/domain/placement/same-person.ts';
import type { Report } from '../../schemas/report.ts';
import { clemence, ines, monday } from './placements.ts';

describe('a person', () => {
  const { tutor } = ines;
  test('stays the same with another address, or with another spelling, not with both', () => {
    const readdressed = { ...tutor, email: 'lea.legoff@ac.example' };
    expect(isSamePerson(tutor, { ...tutor, lastName: 'Martin' })).toBe(true);
    expect(isSamePerson(tutor, { ...readdressed, firstName: 'Lea', lastName: 'LE GOFF' })).toBe(true);
    expect(isSamePerson(tutor, { ...readdressed, lastName: 'Martin' })).toBe(false);
  });
});

describe('what was typed of a report', () => {
  const draft: Report = {
    status: 'draft',
    campaignId: ines.campaignId,
    studentNumber: ines.studentNumber,
    version: 3,
    values: { advice1: 'Oser.' },
    savedAt: monday,
    draftedBy: drafterOf(ines),
  };
  const replaced = { firstName: 'Paul', lastName: 'Sicard', email: 'paul.sicard@ac.example' };
  const emptied = { ...draft, values: {}, savedAt: undefined };

  test('is known by who typed it, and about whom: names and addresses, no more', () => {
    expect(drafterOf(ines)).toEqual({
      tutor: { firstName: 'Léa', lastName: 'Le Goff', email: 'lea.le-goff@ac.example' },
      student: { firstName: 'Inès', lastName: 'Morin', email: 'ines.morin@etu.example' },
    });
  });

  test('is shown to whoever typed it', () => {
    expect(reportForTutor(draft, ines)).toBe(draft);
    const { draftedBy, ...unknown } = draft;
    expect(reportForTutor(unknown, ines)).toBe(unknown);
  });

  test('is not shown to another tutor, nor to the same tutor of another student', () => {
    expect(reportForTutor(draft, { ...ines, tutor: replaced })).toEqual(emptied);
    expect(reportForTutor(draft, clemence)).toEqual(emptied);
  });

  test('is shown as it was sent once it is sent, which the pages hold to its sender', () => {
    const sent = { ...draft, status: 'sent' as const, sent: { number: 1 } } as Report;
    expect(reportForTutor(sent, { ...ines, tutor: replaced })).toBe(sent);
  });
});
