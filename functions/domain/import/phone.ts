/**
 * A telephone number as people write it, with or without spaces, dots and the zero that a spreadsheet drops.
 *
 * @returns "05 49 00 00 00", or "+377 93 15 00 00" for one of another country; undefined when it is none
 */
export const readPhone = (text: string): string | undefined => {
  // Stryker disable next-line StringLiteral: what is left of any other replacement is no digit.
  const dialled = text.replace(/[\s./-]/g, '').replace(/\(0\)/, '');
  const [, national] = /^(?:(?:\+|00)33|0)?([1-9]\d{8})$/.exec(dialled) ?? [];
  if (national) return inPairs(`0${national}`);
  return /^\+[1-9]\d{7,14}$/.test(dialled) ? text.replace(/[\s./-]+/g, ' ').slice(0, 30) : undefined;
};

const inPairs = (digits: string): string => digits.replace(/\d{2}(?=\d)/g, '$& ');
