import { drawableLetters } from '../fonts/drawable-letters.ts';

const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });

/** Stands for what the font has no glyph for: an emoji, a script that it does not know. */
export const substitute = '□';

const isDrawable = (text: string): boolean => drawableLetters.test(text.replaceAll('\n', ''));

/** Typographic ligatures that are characters too: text is made of the letters. */
const ligatureCharacters = /[\ufb00-\ufb06]/g;

const withoutInvisibles = (text: string): string =>
  text.replace(/\p{Variation_Selector}|(?!\n)[\p{Cc}\p{Cf}]/gu, '');

/** A letter as it is seen, or the plain letter that it is dressed up from (𝓑, Ａ, ⓐ), or nothing that the font has. */
const readable = (segment: string): string | undefined => {
  const visible = withoutInvisibles(segment);
  if (isDrawable(visible)) return visible;
  const plain = visible.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.length === 1 && plain !== ' ' && isDrawable(plain) ? plain : undefined;
};

/** An emoji made of several code points (a family, a flag) becomes one substitute, not one for each part. */
const drawableOnly = (text: string): string =>
  Array.from(graphemes.segment(text), ({ segment }) => readable(segment) ?? substitute).join('');

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
  return [...new Set(seen)].filter((segment) => readable(segment) === undefined);
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
