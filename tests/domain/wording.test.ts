import { expect, test } from 'vitest';
import { siteOf } from '../../functions/domain/placement/site-of.ts';
import { of } from '../../functions/domain/wording/elision.ts';
import { listed, studentName, tutorName } from '../../functions/domain/wording/people.ts';
import { siteExamples } from '../../functions/domain/wording/site-examples.ts';
import { ines } from './placements.ts';
import { institution } from './stages.ts';

test('a student goes by first and last name, a tutor by title too where one is known', () => {
  expect(studentName(ines)).toBe('Inès Morin');
  expect(tutorName(ines)).toBe('Mme Léa Le Goff');
  const { title, ...untitled } = ines.tutor;
  expect(tutorName({ tutor: untitled })).toBe('Léa Le Goff');
});

test.each([
  [[], ''],
  [['lundi'], 'lundi'],
  [['lundi', 'mardi'], 'lundi et mardi'],
  [['lundi', 'mardi', 'jeudi'], 'lundi, mardi et jeudi'],
])('%j are listed as « %s »', (words, text) => {
  expect(listed(words)).toBe(text);
});

test.each([
  ['Inès Morin', 'd’Inès Morin'],
  ['Élodie', 'd’Élodie'],
  ['Œdipe', 'd’Œdipe'],
  ['Yves', 'd’Yves'],
  ['Yann', 'de Yann'],
  ['Clémence', 'de Clémence'],
])('of %s is « %s »', (name, text) => {
  expect(of(name)).toBe(text);
});

test('sites are named as far as they are shown, with a sign that there are more', () => {
  expect(siteExamples(institution.sites, 2)).toBe('Poitiers, Niort…');
  expect(siteExamples(institution.sites.slice(0, 2), 2)).toBe('Poitiers, Niort');
});

test('a site is found by its name for the machine, and one that is gone is an error of ours', () => {
  expect(siteOf(institution, 'niort').name).toBe('Niort');
  expect(() => siteOf(institution, 'rochefort')).toThrow('the institution has no site rochefort');
});
