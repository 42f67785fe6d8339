import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { StructTreeNode, TextItem } from 'pdfjs-dist/types/src/display/api.d.ts';
import { isText, oneLine, type TaggedText, textByTag } from '../../infra/local/demo/pdf-text.ts';

export type ReadPage = TaggedText & {
  /** Runs of text that leave the page's margins. */
  outside: string[];
  /** Pairs of runs that lie on one another. */
  overlaps: string[];
};

export type ReadPdf = {
  text: string;
  pages: ReadPage[];
  info: Record<string, unknown>;
  xmp: string;
  lang: string | null | undefined;
  isTagged: boolean;
  /** The structure's tags, page by page, in reading order. */
  tags: string[];
  /** Names of the fonts used, and how many of them are in the file. */
  fonts: { names: string[]; embedded: number };
};

/** Reads a PDF as a screen reader and a typesetter would. Spaces of all kinds, and line ends, read as one space. */
export const readPdf = async (bytes: Uint8Array): Promise<ReadPdf> => {
  const document = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const { info, metadata } = await document.getMetadata();
  const pages: ReadPage[] = [];
  const tags: string[] = [];
  let language: string | null | undefined;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items, lang } = await page.getTextContent({ includeMarkedContent: true });
    language = lang;
    const [, , width = 0] = page.view;
    pages.push({ ...textByTag(items), ...misplaced(items.filter(isText), width) });
    collectTags(await page.getStructTree(), tags);
  }
  const text = oneLine(pages.map((page) => page.text).join(' '));
  const xmp = String(metadata?.getRaw() ?? '');
  return {
    text,
    pages,
    info: { ...info },
    xmp,
    lang: language,
    isTagged: /\/Marked true/.test(Buffer.from(bytes).toString('latin1')),
    tags,
    fonts: fontsOf(bytes),
  };
};

/** Read from the file itself: its dictionaries are not compressed. */
const fontsOf = (bytes: Uint8Array): ReadPdf['fonts'] => {
  const source = Buffer.from(bytes).toString('latin1');
  const names = source.match(/(?<=\/BaseFont \/)\S+/g) ?? [];
  return { names: [...new Set(names)].sort(), embedded: source.match(/\/FontFile2 /g)?.length ?? 0 };
};

const margin = 40;

const misplaced = (items: TextItem[], pageWidth: number): Pick<ReadPage, 'outside' | 'overlaps'> => {
  const boxes = items
    .filter(({ str }) => str.trim() !== '')
    .map(({ str, transform, width, height }) => {
      const [left, baseline] = [Number(transform[4]), Number(transform[5])];
      // From the foot of small letters to their head: what must not touch the line above.
      return { str, left, right: left + width, bottom: baseline, top: baseline + height * 0.6 };
    });
  const outside = boxes.filter(
    ({ left, right, bottom }) => left < margin || right > pageWidth - margin || bottom < 20,
  );
  const overlaps = boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (other) =>
          one.left < other.right - 1 &&
          other.left < one.right - 1 &&
          one.bottom < other.top &&
          other.bottom < one.top,
      )
      .map((other) => `« ${one.str} » and « ${other.str} »`),
  );
  return { outside: outside.map(({ str }) => str), overlaps };
};

const collectTags = (node: StructTreeNode | null, tags: string[]): void => {
  if (node === null) return;
  if (node.role !== 'Root') tags.push(node.role);
  for (const child of node.children) if ('role' in child) collectTags(child, tags);
};
