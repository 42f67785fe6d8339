import { colors, styles } from './appearance.ts';
import { type Cell, innerWidth } from './rows.ts';
import type { Element, TaggedPages } from './tagged-pages.ts';
import { setText } from './typesetting.ts';

/** The head of a table's column. @param row the tagged row that it belongs to */
export const headCell = (pages: TaggedPages, row: Element, text: string, width: number): Cell => {
  const element = pages.element(row, 'TH', { scope: 'Column' });
  const lines = setText(pages, { text, style: styles.columnHead, width: innerWidth(width), element });
  return { width, lines, fill: colors.tint };
};
