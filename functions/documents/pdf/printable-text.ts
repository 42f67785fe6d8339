import { fonts, ligatureCharacters } from '../fonts/source-sans-3.ts';

const drawable = new Set(
  fonts.regular.characterSet.filter((point) => fonts.semiBold.hasGlyphForCodePoint(point)),
);
const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });

/** Stands for what the font has no glyph for: an emoji, a script that it does not know. */
export const substitute = '□';

const isDrawable = (text: string): boolean => {
  for (const character of text) {
    if (character !== '\n' && !drawable.has(character.codePointAt(0) ?? 0)) return false;
  }
  return true;
};

const withoutInvisibles = (text: string): string =>
  text.replace(/\p{Variation_Selector}|(?!\n)[\p{Cc}\p{Cf}]/gu, '');

/** An emoji made of several code points (a family, a flag) becomes one substitute, not one for each part. */
const drawableOnly = (text: string): string =>
  Array.from(graphemes.segment(text), ({ segment }) => {
    const visible = withoutInvisibles(segment);
    return isDrawable(visible) ? visible : substitute;
  }).join('');

/** Composed, with one kind of line end and of space. */
const composed = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(ligatureCharacters, (ligature) => ligature.normalize('NFKC'))
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(/[\t\u2000-\u2006\u2008-\u200a\u205f\u3000]/g, ' ');

/** The letters and signs, as they are seen, that `printable` puts `□` for: each once, in the order of the text. */
export const unprintable = (text: string): string[] => {
  const plain = composed(text);
  if (isDrawable(plain)) return [];
  const seen = Array.from(graphemes.segment(plain), ({ segment }) => segment);
  return [...new Set(seen)].filter((segment) => !isDrawable(withoutInvisibles(segment)));
};

/** Keeps French punctuation with its word: the guide and most people type a plain space there. */
const withFrenchSpaces = (text: string): string =>
  text
    .replace(/[\u00a0\u2007\u202f]/g, '\u00a0')
    .replace(/ +([:;?!»])/g, '\u00a0$1')
    .replace(/« +/g, '«\u00a0');

/**
 * Text that can be drawn whatever was typed: composed, without control characters, lines ended by `\n`, at most one empty
 * line in a row, and `□` for what the font lacks.
 */
export const printable = (text: string): string => {
  const plain = composed(text)
    .replace(/[ \u00a0]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return withFrenchSpaces(isDrawable(plain) ? withoutInvisibles(plain) : drawableOnly(plain));
};
