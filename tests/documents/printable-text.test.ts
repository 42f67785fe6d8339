import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawableLetters } from '../../functions/documents/fonts/drawable-letters.ts';
import { fonts } from '../../functions/documents/fonts/report-fonts.ts';
import { printable, substitute, unprintable } from '../../functions/documents/pdf/printable-text.ts';

const segmenter = new Intl.Segmenter('fr', { granularity: 'grapheme' });
/** The letters and signs of a text as they are seen; blanks are not. */
const seen = (text: string): string[] =>
  Array.from(segmenter.segment(text), ({ segment }) => segment).filter((segment) => segment.trim() !== '');
const standIns = (text: string): number => seen(text).filter((letter) => letter === substitute).length;

const anyText = fc
  .string({ unit: 'grapheme' })
  // Ligatures become the letters that they are made of: two for one.
  .filter((text) => !/[\p{Cc}\p{Cf}\p{Variation_Selector}\ufb00-\ufb06]/u.test(text));

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

  test('that is dressed up is shown plain', () => {
    expect(unprintable('𝓑𝓻𝓪𝓿𝓸 Ａ')).toEqual([]);
    expect(printable('𝓑𝓻𝓪𝓿𝓸 Ａ')).toBe('Bravo A');
  });

  test('can be shown when, and only when, both fonts have its letters', () => {
    for (const { characterSet } of [fonts.regular, fonts.semiBold]) {
      // The last is no letter: a font's table ends with it.
      const every = Array.from({ length: 0xffff }, (_, point) => point);
      expect(every.filter((point) => drawableLetters.test(String.fromCharCode(point)))).toEqual(
        characterSet.filter((point) => point !== 0xffff),
      );
    }
  });

  test('names an emoji of several parts once, as it is seen', () => {
    expect(unprintable('👩🏽‍🏫 et 👩🏽‍🏫, ❤️, 🇫🇷')).toEqual(['👩🏽‍🏫', '🇫🇷']);
    expect(printable('👩🏽‍🏫 et 🇫🇷')).toBe('□ et □');
  });
});
