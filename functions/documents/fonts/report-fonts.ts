import { create, type Font } from 'fontkit';
import regularBytes from './sopa-sans-regular.ttf';
import semiBoldBytes from './sopa-sans-semibold.ttf';

/**
 * Source Sans 3, © Adobe, SIL Open Font License 1.1 (OFL.txt), cut to the letters of Europe's languages (cut-fonts.py) and
 * therefore under a name of its own. A report embeds only the glyphs that it uses.
 */
export type ReportFonts = { regular: Font; semiBold: Font };

/** Two reports share most of their words, the guide's; so many are remembered, with room for what tutors write. */
const rememberedWords = 4_000;

/**
 * Shaping words (accents, kerning) is half the work of a report, and pdfkit forgets them with each document. It multiplies
 * what it is given by 1000 / unitsPerEm, in place: a run may be handed out again because this font's em is 1000.
 */
const rememberingWords = (font: Font): Font => {
  if (font.unitsPerEm !== 1000) throw new RangeError('The em of a report’s font is 1000 units');
  const shape = font.layout.bind(font);
  const words = new Map<string, ReturnType<typeof shape>>();
  font.layout = (word, ...more) => {
    const known = words.get(word);
    if (known) return known;
    const run = shape(word, ...more);
    if (words.size >= rememberedWords) words.clear();
    words.set(word, run);
    return run;
  };
  return font;
};

const open = (bytes: Uint8Array): Font => {
  const font = create(Buffer.from(bytes));
  if (!('layout' in font)) throw new TypeError('A collection of fonts where one font was expected');
  // A glyph keeps the character that it was first asked for, and is copied as that one: a space as a non-breaking space, if
  // that came first. Asked for in the order of Unicode, every glyph means the same in every document.
  for (const codePoint of font.characterSet) font.glyphForCodePoint(codePoint);
  return rememberingWords(font);
};

const openFonts = (): ReportFonts => ({ regular: open(regularBytes), semiBold: open(semiBoldBytes) });

/** Opened once: reading their layout tables takes longer than the rest of a report. */
export const fonts: ReportFonts = openFonts();

/**
 * Accents that no single character has (Yoruba, Lithuanian) are drawn with glyphs that have no character of their own; what
 * those are copied as depends on earlier documents. Fonts of its own keep such a document the same bytes each time.
 */
export const fontsFor = (words: unknown): ReportFonts =>
  /\p{M}/u.test(JSON.stringify(words).normalize('NFC')) ? openFonts() : fonts;
