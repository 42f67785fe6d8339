import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printable, substitute, unprintable } from '../../functions/documents/pdf/printable-text.ts';

const segmenter = new Intl.Segmenter('fr', { granularity: 'grapheme' });
/** The letters and signs of a text as they are seen; blanks are not. */
const seen = (text: string): string[] =>
  Array.from(segmenter.segment(text), ({ segment }) => segment).filter((segment) => segment.trim() !== '');
const standIns = (text: string): number => seen(text).filter((letter) => letter === substitute).length;

const anyText = fc
  .string({ unit: 'grapheme' })
  .filter((text) => !/[\p{Cc}\p{Cf}\p{Variation_Selector}]/u.test(text));

describe('a text in the PDF', () => {
  test('shows something for every letter that was typed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(seen(printable(text))).toHaveLength(seen(text.normalize('NFC')).length);
      }),
    );
  });

  test('has a stand-in where, and only where, letters are named that it cannot show', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const missing = seen(text.normalize('NFC')).filter((letter) => unprintable(text).includes(letter));
        expect(standIns(printable(text)) - standIns(text)).toBe(missing.length);
      }),
    );
  });

  test('that French, Greek or Cyrillic letters make lacks none', () => {
    for (const text of ['Œuvre, « ½ » — l’été à Noël…', 'Ελλάδα', 'Наталья', 'Nguyễn', 'e\u0301te\u0301'])
      expect(unprintable(text)).toEqual([]);
  });

  test('names an emoji of several parts once, as it is seen', () => {
    expect(unprintable('👩🏽‍🏫 et 👩🏽‍🏫, ❤️, 🇫🇷')).toEqual(['👩🏽‍🏫', '🇫🇷']);
    expect(printable('👩🏽‍🏫 et 🇫🇷')).toBe('□ et □');
  });
});
