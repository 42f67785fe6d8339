import { expect, test } from 'vitest';
import { addressDoubts, privateTutors } from '../../functions/domain/import/address-doubts.ts';
import type { PlacementLine } from '../../schemas/placement.ts';
import { ines } from './placements.ts';

const own = ['ac-poitiers.fr'];
const line = (studentNumber: string, tutor: string, changes: Partial<PlacementLine> = {}): PlacementLine => ({
  ...ines,
  studentNumber,
  student: { ...ines.student, email: `e${studentNumber}@etu.example` },
  tutor: { ...ines.tutor, email: tutor },
  ...changes,
});
const row = (number: number, tutor: string) => ({ row: number, facts: line(String(number), tutor) });

test('a private address of a tutor is named once, unless the campaign has it or it is the institute’s', () => {
  const rows = [
    row(5, 'b@orange.fr'),
    row(2, 'a@gmail.com'),
    row(3, 'a@gmail.com'),
    row(4, 'x@ac-poitiers.fr'),
  ];
  const changed = [{ ...row(6, 'c@yahoo.fr'), changes: [] }];
  expect(privateTutors({ added: rows, changed }, [line('9', 'c@yahoo.fr')], own)).toEqual([
    { email: 'a@gmail.com', row: 2 },
    { email: 'b@orange.fr', row: 5 },
  ]);
  expect(privateTutors({ added: rows, changed: [] }, [], ['gmail.com', 'orange.fr'])).toEqual([]);
});

test('before a launch, addresses that look wrong are named again, the most doubtful first', () => {
  const refused = (reason: 'returned' | 'delayed', recipient: string) => ({
    undelivered: [{ recipient, at: '2026-09-14T08:00:00.000Z', reason }],
  });
  const doubts = addressDoubts(
    [
      line('1', 'lea@gmail.com'),
      line('2', 'lea@gmial.com'),
      line('3', 'e3@etu.example'),
      line('4', 'lea@ac-poitiers.fr', refused('returned', 'lea@ac-poitiers.fr')),
      line('5', 'max@ac-poitiers.fr', refused('delayed', 'max@ac-poitiers.fr')),
      line('6', 'lea@gmail.com', { student: { ...ines.student, email: 'moi@gmail.com' } }),
      line('7', 'zoe@ac-poitier.fr'),
    ],
    own,
  );
  expect(doubts.map(({ studentNumber, reader, why }) => [studentNumber, reader, why])).toEqual([
    ['4', 'tutor', 'refused'],
    ['3', 'tutor', 'shared'],
    ['2', 'tutor', 'slip'],
    ['7', 'tutor', 'slip'],
    ['1', 'tutor', 'private'],
  ]);
  expect(doubts.find(({ why }) => why === 'slip')).toMatchObject({ suggestion: 'lea@gmail.com' });
});
