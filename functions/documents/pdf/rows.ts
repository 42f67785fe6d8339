import { colors, contentBottom, page } from './appearance.ts';
import type { Line, TaggedPages } from './tagged-pages.ts';
import { heightOf } from './typesetting.ts';

export type Cell = { width: number; lines: Line[]; fill?: string };

export type RowOptions = {
  padding?: number;
  /** Drawn again, as decoration, where the row or a part of it goes to a new page. */
  repeatedHead?: Cell[];
};

export const cellPadding = 6;

/** The room for text in a cell of this width. */
export const innerWidth = (cellWidth: number, padding = cellPadding): number => cellWidth - 2 * padding;

/** How many of the lines fit into this height. */
const fitting = (lines: readonly Line[], height: number): number => {
  let used = 0;
  const firstTooMany = lines.findIndex((line) => {
    used += line.height;
    return used > height;
  });
  return firstTooMany === -1 ? lines.length : firstTooMany;
};

/**
 * Draws cells side by side in boxes of one height. A row that fits on a page is not broken; a longer one goes on, cell by
 * cell, on as many pages as it takes.
 */
export const drawRow = (pages: TaggedPages, cells: Cell[], options: RowOptions = {}): void => {
  const { padding = cellPadding, repeatedHead } = options;
  const breakPage = (): void => {
    pages.breakPage();
    if (repeatedHead !== undefined) drawRow(pages, repeatedHead.map(asDecoration), { padding });
  };
  const wholeHeight = Math.max(...cells.map(({ lines }) => heightOf(lines))) + 2 * padding;
  const headHeight =
    repeatedHead === undefined
      ? 0
      : Math.max(...repeatedHead.map(({ lines }) => heightOf(lines))) + 2 * padding;
  const pageHeight = contentBottom - page.top - headHeight;
  if (wholeHeight > pages.room && wholeHeight <= pageHeight) breakPage();

  let rest = cells;
  do {
    const room = pages.room - 2 * padding;
    const parts = rest.map((cell) => ({ ...cell, lines: cell.lines.slice(0, fitting(cell.lines, room)) }));
    const nothingFits =
      parts.every(({ lines }) => lines.length === 0) && rest.some(({ lines }) => lines.length > 0);
    if (!nothingFits) {
      drawBoxes(pages, parts, padding);
      rest = rest.map((cell, index) => ({ ...cell, lines: cell.lines.slice(parts[index]?.lines.length) }));
    }
    if (rest.some(({ lines }) => lines.length > 0)) breakPage();
  } while (rest.some(({ lines }) => lines.length > 0));
};

const drawBoxes = (pages: TaggedPages, cells: Cell[], padding: number): void => {
  const height = Math.max(...cells.map(({ lines }) => heightOf(lines))) + 2 * padding;
  const top = pages.y;
  let x = page.left;
  for (const { width, lines, fill } of cells) {
    pages.artifact((document) => {
      if (fill !== undefined) document.rect(x, top, width, height).fill(fill);
      document.lineWidth(0.6).rect(x, top, width, height).stroke(colors.rule);
    });
    let y = top + padding;
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
