import { expect, test } from 'vitest';
import { newPlacement } from '../../functions/domain/import/import-merge.ts';
import { listOrder, searchedText, searchedWords } from '../../functions/domain/placement/placement-search.ts';

const placed = (studentNumber: string, lastName: string, firstName: string, town: string) =>
  newPlacement(
    {
      studentNumber,
      student: { lastName, firstName, email: 'etudiant@etu.example' },
      siteId: 'poitiers',
      tutor: { lastName: 'Le Goff', firstName: 'Léa', email: 'lea.le-goff@ac.example' },
      school: { name: 'École Jean-Zay', town },
      periods: [{ from: '2026-10-05', to: '2026-10-09' }],
    },
    '2026-sopa1',
    { by: 'Nadège Brossard', now: '2026-09-14T07:00:00.000Z' },
  );

const ines = placed('1', 'Morin', 'Inès', 'Châtellerault');
const louise = placed('2', "N'Diaye", 'Louise', 'Soyaux');
const elodie = placed('3', 'Éluard', 'Élodie', 'Niort');
const all = [ines, louise, elodie];

const searchPlacements = (placements: typeof all, search: string) =>
  placements.filter((one) => searchedWords(search).every((word) => searchedText(one).includes(word)));

test('accents, case, hyphens and apostrophes do not matter, and words come in any order', () => {
  expect(searchPlacements(all, 'MORIN ines')).toEqual([ines]);
  expect(searchPlacements(all, 'n’diaye')).toEqual([louise]);
  expect(searchPlacements(all, 'chatellerault')).toEqual([ines]);
  expect(searchPlacements(all, 'jean zay')).toEqual(all);
  expect(searchPlacements(all, '  ')).toEqual(all);
  expect(searchPlacements(all, 'personne')).toEqual([]);
});

test('an address and a school’s code are found as well', () => {
  const withCode = { ...ines, school: { ...ines.school, uai: '0860123T' } };
  expect(searchPlacements([withCode, louise], '0860123t')).toEqual([withCode]);
  expect(searchPlacements([withCode], 'etudiant@etu.example lea.le-goff@ac.example')).toEqual([withCode]);
});

test('a search is cut into its words, eight at most', () => {
  expect(searchedWords('  Inès   MORIN ')).toEqual(['ines', 'morin']);
  expect(searchedWords('jean-zay l’île')).toEqual(['jean', 'zay', 'l', 'ile']);
  expect(searchedWords('a b c d e f g h i j')).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
});

test('what is searched are the words of all that is known of a stage, each for itself', () => {
  expect(searchedText(ines)).toBe(
    'ines morin 1 etudiant@etu.example lea le goff lea.le goff@ac.example ecole jean zay chatellerault',
  );
});

test('names are in French order: É stands with E', () => {
  expect([louise, ines, elodie].sort((a, b) => (listOrder(a) < listOrder(b) ? -1 : 1))).toEqual([
    elodie,
    ines,
    louise,
  ]);
  expect(listOrder(elodie)).toBe('eluard#elodie#3');
});
