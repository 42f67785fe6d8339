const invisible = /[\p{Cc}\p{Cf}]/gu;

/** The lines of what was typed: composed, without what cannot be seen, and nothing around each. */
export const typedLines = (typed: string): string[] =>
  typed
    .toWellFormed()
    .normalize('NFC')
    .split(/\r\n?|\n/)
    .map((line) => line.replaceAll('\t', ' ').replace(invisible, '').trim());
