import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isColumn } from '../../functions/domain/import/import-columns.ts';
import { comparable, editDistance, likelyMeant } from '../../functions/domain/import/likeness.ts';

/** The definition, word for word: what is left of both after one edit. Exponential, for short words. */
const definition = (a: string, b: string): number => {
  if (a === '' || b === '') return a.length + b.length;
  const swapped = a[0] === b[1] && a[1] === b[0] && a.length > 1 && b.length > 1;
  return Math.min(
    definition(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
    definition(a.slice(1), b) + 1,
    definition(a, b.slice(1)) + 1,
    ...(swapped ? [definition(a.slice(2), b.slice(2)) + 1] : []),
  );
};

describe('the distance of two words', () => {
  test.each([
    ['', '', 0],
    ['', 'niort', 5],
    ['niort', '', 5],
    ['niort', 'niort', 0],
    ['niort', 'niotr', 1],
    ['inort', 'niort', 1],
    ['poitier', 'poitiers', 1],
    ['angouleme', 'angoulmee', 1],
    ['abcd', 'badc', 2],
    ['ca', 'abc', 3],
  ])('%s and %s: %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  test('is what its definition says', () => {
    const anyWord = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(anyWord, anyWord, (a, b) => {
        expect(editDistance(a, b)).toBe(definition(a, b));
      }),
    );
  });
});

describe('what was probably meant', () => {
  test('is one error away, or two in a word of nine letters', () => {
    expect(likelyMeant('nirot', ['niort'])).toBe('niort');
    expect(likelyMeant('nirott', ['niort'])).toBeUndefined();
    expect(likelyMeant('abcdefXX', ['abcdefgh'])).toBeUndefined();
    expect(likelyMeant('abcdefgXX', ['abcdefghi'])).toBe('abcdefghi');
    expect(likelyMeant('abcdefXXX', ['abcdefghi'])).toBeUndefined();
  });

  test('is the nearest, and of several the first', () => {
    expect(likelyMeant('larochelXX', ['larochelle', 'larochelX'])).toBe('larochelX');
    expect(likelyMeant('larochelX', ['larochelYY', 'larochelle', 'larochelY'])).toBe('larochelY');
    expect(likelyMeant('free.f', ['free.fr', 'fre.f'])).toBe('free.fr');
  });

  test('is nothing where it is what was typed', () => {
    expect(likelyMeant('niort', ['niort'])).toBeUndefined();
  });
});

test('words are compared without accents, case, spaces and hyphens', () => {
  expect(comparable('La_Rochelle – Élan-Été')).toBe('larochelle–elanete');
});

test('a column is one of ours by its own name', () => {
  expect(['fin_2', 'remarques'].map(isColumn)).toEqual([true, false]);
});
