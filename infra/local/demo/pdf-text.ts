import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api.d.ts';

type PdfItem = TextItem | TextMarkedContent;
export const isText = (item: PdfItem): item is TextItem => 'str' in item;

/** A PDF’s text by what its tags say of it. */
export type TaggedText = {
  /** What a screen reader reads. */
  text: string;
  /** What it passes over: footers, heads repeated on a new page. */
  artifacts: string;
  /** What is neither: there should be none. */
  untagged: string;
};

/** Spaces of all kinds, and line ends, as one space. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** @param items of one page, with its marked content */
export const textByTag = (items: readonly PdfItem[]): TaggedText => {
  const found = { text: '', artifacts: '', untagged: '' };
  const open: ('text' | 'artifacts')[] = [];
  for (const item of items) {
    if (isText(item)) found[open.at(-1) ?? 'untagged'] += item.str + (item.hasEOL ? '\n' : '');
    else if (item.type === 'endMarkedContent') {
      const closed = open.pop();
      if (closed !== undefined) found[closed] += '\n';
    } else open.push('tag' in item && item.tag === 'Artifact' ? 'artifacts' : 'text');
  }
  return {
    text: oneLine(found.text),
    artifacts: oneLine(found.artifacts),
    untagged: oneLine(found.untagged),
  };
};

/** What a screen reader reads of a PDF, as one line. */
export const pdfText = async (bytes: Uint8Array): Promise<string> => {
  const loading = getDocument({ data: bytes.slice(), verbosity: 0 });
  const document = await loading.promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    pages.push(textByTag((await page.getTextContent({ includeMarkedContent: true })).items).text);
  }
  await loading.destroy();
  return pages.join(' ');
};
