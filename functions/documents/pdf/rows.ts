import { colors, contentBottom, page } from './appearance.ts';
import type { Line, TaggedPages } from './tagged-pages.ts';
import { heightOf } from './typesetting.ts';

export type Cell = { width: number; lines: Line[]; fill?: string };

export type RowOptions = {
  /** Above and below the text, in points. */
  paddingY?: number;
  /** Prose may be broken wherever a page ends; what is read across should not. */
  mayBreak?: boolean;
  /** Drawn again, as decoration, where the row or a part of it goes to a new page. */
  repeatedHead?: Cell[];
};

const padding = 6;
/** Of a table's head row. */
export const headPadding = 4;
/** The least height of a part of a broken row: three lines and the paddings. */
const leastPart = 54;

/** The room for text in a cell of this width. */
export const innerWidth = (cellWidth: number): number => cellWidth - 2 * padding;

/** How many of the lines fit into this height. */
const fitting = (lines: readonly Line[], height: number): number => {
  let used = 0;
  const firstTooMany = lines.findIndex((line) => {
    used += line.height;
    return used > height;
  });
  return firstTooMany === -1 ? lines.length : firstTooMany;
};

export const heightOfRow = (cells: readonly Cell[], paddingY = padding): number =>
  Math.max(...cells.map(({ lines }) => heightOf(lines))) + 2 * paddingY;

const isUnfinished = (cells: readonly Cell[]): boolean => cells.some(({ lines }) => lines.length > 0);

/**
 * Draws cells side by side in boxes of one height. A row that fits on a page is not broken, unless it may; a longer one
 * goes on, cell by cell, on as many pages as it takes.
 */
export const drawRow = (pages: TaggedPages, cells: Cell[], options: RowOptions = {}): void => {
  const { paddingY = padding, mayBreak = false, repeatedHead } = options;
  const breakPage = (): void => {
    pages.breakPage();
    if (repeatedHead !== undefined) drawRow(pages, repeatedHead.map(asDecoration), { paddingY: headPadding });
  };
  const headHeight = repeatedHead === undefined ? 0 : heightOfRow(repeatedHead, headPadding);
  const height = heightOfRow(cells, paddingY);
  const isLong = height > contentBottom - page.top - headHeight;
  const needed = isLong || mayBreak ? Math.min(height, leastPart) : height;
  if (needed > pages.room) breakPage();

  let rest = cells;
  for (;;) {
    const room = pages.room - 2 * paddingY;
    const parts = rest.map((cell) => ({ ...cell, lines: cell.lines.slice(0, fitting(cell.lines, room)) }));
    drawBoxes(pages, parts, paddingY);
    rest = rest.map((cell, index) => ({ ...cell, lines: cell.lines.slice(parts[index]?.lines.length) }));
    if (!isUnfinished(rest)) return;
    breakPage();
  }
};

const drawBoxes = (pages: TaggedPages, cells: Cell[], paddingY: number): void => {
  const height = Math.max(...cells.map(({ lines }) => heightOf(lines))) + 2 * paddingY;
  const top = pages.y;
  let x = page.left;
  for (const { width, lines, fill } of cells) {
    pages.artifact((document) => {
      if (fill !== undefined) document.rect(x, top, width, height).fill(fill);
      document.lineWidth(0.6).rect(x, top, width, height).stroke(colors.rule);
    });
    let y = top + paddingY;
    for (const line of lines) {
      pages.line(line, x + padding, y);
      y += line.height;
    }
    x += width;
  }
  pages.y = top + height;
};

const asDecoration = (cell: Cell): Cell => ({
  ...cell,
  lines: cell.lines.map((line) => ({
    ...line,
    fragments: line.fragments.map(({ element: _, ...fragment }) => fragment),
  })),
});
