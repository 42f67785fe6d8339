import regularBytes from '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf';
import semiBoldBytes from '@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf';
import { create, type Font } from 'fontkit';

/**
 * Source Sans 3, © Adobe, SIL Open Font License 1.1 (LICENSE_FONT in its package). The whole fonts, not their Latin parts:
 * families’ names come from everywhere. A report embeds only the glyphs that it uses.
 */
export type ReportFonts = { regular: Font; semiBold: Font };

/** Typographic ligatures that are characters too: text is made of the letters. */
export const ligatureCharacters = /[\ufb00-\ufb06]/g;

const open = (bytes: Uint8Array): Font => {
  const font = create(Buffer.from(bytes));
  if (!('layout' in font)) throw new TypeError('A collection of fonts where one font was expected');
  // A glyph keeps the character that it was first asked for, and is copied as that one: a space as a non-breaking space, if
  // that came first. Asked for in the order of Unicode, every glyph means the same in every document.
  for (const codePoint of font.characterSet) {
    if (!String.fromCodePoint(codePoint).match(ligatureCharacters)) font.glyphForCodePoint(codePoint);
  }
  return font;
};

export const openFonts = (): ReportFonts => ({ regular: open(regularBytes), semiBold: open(semiBoldBytes) });

/** Opened once: reading their layout tables takes longer than the rest of a report. */
export const fonts: ReportFonts = openFonts();
