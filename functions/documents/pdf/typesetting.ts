import type { TextStyle } from './appearance.ts';
import { breakLines } from './line-breaking.ts';
import { printable } from './printable-text.ts';
import type { Element, Fragment, Line, TaggedPages } from './tagged-pages.ts';

/** Sets a text into lines; nothing is drawn yet. */
export const setText = (
  pages: TaggedPages,
  { text, style, width, element, indent = 0, marked = false }: TextToSet,
): Line[] =>
  breakLines(printable(text), width - indent, (piece) => pages.widthOf(piece, style)).map((line) =>
    line === ''
      ? { height: style.leading / 2, fragments: [] }
      : { height: style.leading, fragments: [{ text: line, x: indent, style, element, marked }] },
  );

type TextToSet = {
  text: string;
  style: TextStyle;
  width: number;
  element?: Element;
  indent?: number;
  /** As with a text marker. */
  marked?: boolean;
};

export type ItemToSet = { label: string; text: string; style: TextStyle; marked?: boolean };

/** Sets a list: each item's label stands beside its first line. */
export const setList = (
  pages: TaggedPages,
  { items, parent, width, gap = 2 }: { items: ItemToSet[]; parent: Element; width: number; gap?: number },
): Line[] => {
  const list = pages.element(parent, 'L');
  return items.flatMap((item, index) => {
    const lines = setItem(pages, item, pages.element(list, 'LI'), width);
    return index === 0 ? lines : [spacer(gap), ...lines];
  });
};

const setItem = (pages: TaggedPages, item: ItemToSet, parent: Element, width: number): Line[] => {
  const { label, text, style, marked = false } = item;
  const labelElement = pages.element(parent, 'Lbl');
  const element = pages.element(parent, 'LBody');
  const indent = pages.widthOf(`${label}  `, style);
  const lines = setText(pages, { text, style, width, element, indent, marked });
  return withLabel(lines, { text: `${label} `, x: 0, style, element: labelElement });
};

/** The lines with a label on the first of them. */
export const withLabel = ([first, ...others]: Line[], label: Fragment): Line[] =>
  first === undefined ? [] : [{ ...first, fragments: [label, ...first.fragments] }, ...others];

export const spacer = (height: number): Line => ({ height, fragments: [] });

export const heightOf = (lines: readonly Line[]): number =>
  lines.reduce((total, line) => total + line.height, 0);
