const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });

/** Cuts a word that is wider than a whole line; the pieces are as wide as fits. */
const pieces = (word: string, width: number, widthOf: (text: string) => number): string[] => {
  const found: string[] = [];
  let piece = '';
  let used = 0;
  for (const { segment } of graphemes.segment(word)) {
    const wide = widthOf(segment);
    if (piece !== '' && used + wide > width) {
      found.push(piece);
      piece = '';
      used = 0;
    }
    piece += segment;
    used += wide;
  }
  return piece === '' ? found : [...found, piece];
};

const breakParagraph = (paragraph: string, width: number, widthOf: (text: string) => number): string[] => {
  const space = widthOf(' ');
  const lines: string[] = [];
  let line = '';
  let used = 0;
  // A non-breaking space is not a place to break: only plain spaces end a word.
  for (const word of paragraph.match(/[^ ]+ */g) ?? []) {
    const wide = widthOf(word);
    const inked = word.endsWith(' ') ? wide - space : wide;
    if (line !== '' && used + inked > width) {
      lines.push(line);
      line = '';
      used = 0;
    }
    if (inked <= width) {
      line += word;
      used += wide;
      continue;
    }
    const cut = pieces(word, width, widthOf);
    lines.push(...cut.slice(0, -1));
    line = cut.at(-1) ?? '';
    used = widthOf(line);
  }
  return [...lines, line];
};

/**
 * Breaks a text into lines no wider than `width`. The space at a line's end is kept, since a reader's software joins lines by
 * it; `\n` always breaks, and an empty line stays as ''.
 */
export const breakLines = (text: string, width: number, widthOf: (text: string) => number): string[] =>
  text.split('\n').flatMap((paragraph) => breakParagraph(paragraph, width, widthOf));
