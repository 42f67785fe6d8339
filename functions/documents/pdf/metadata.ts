import { printable } from './printable-text.ts';

/** pdfkit writes these into XML as they are. */
export const inMetadata = (text: string): string =>
  printable(text).replace(/\s+/g, ' ').replace(/</g, '‹').replace(/>/g, '›').replace(/&/g, '+');
