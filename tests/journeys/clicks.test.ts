import { expect, inject, test } from 'vitest';
import { clicks, mostClicks } from '../bench/clicks.ts';
import { isMissed } from '../bench/figure.ts';

test('each of the ten most frequent tasks takes a registrar four clicks at the most from the first page', async () => {
  const figures = await clicks(inject('assembly'));
  expect(figures).toHaveLength(10);
  expect(figures.filter(isMissed).map(({ name, value }) => `${name}: ${value} > ${mostClicks}`)).toEqual([]);
});
