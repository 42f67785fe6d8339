import { colors, contentBottom, contentWidth, page, styles } from './appearance.ts';
import type { Element, Line, TaggedPages } from './tagged-pages.ts';
import { heightOf, setText } from './typesetting.ts';

/** A section whose heading waits to be drawn until what follows it is known, so that it never ends a page alone. */
export type Section = {
  element: Element;
  /** @param company height of what must stand on the same page as the heading, in points. */
  draw: (company: number) => void;
};

const above = 12;
const barPadding = 3;

/** A section of the form: its title, and the guide's explanations under it. */
export const openSection = (pages: TaggedPages, title: string, explanations: string[] = []): Section => {
  const element = pages.element(pages.root, 'Sect');
  const heading = setText(pages, {
    text: title,
    style: styles.section,
    width: contentWidth - 16,
    element: pages.element(element, 'H2'),
  });
  const explained = explanations.flatMap((text) =>
    setText(pages, { text, style: styles.small, width: contentWidth, element: pages.element(element, 'P') }),
  );
  const draw = (company: number): void => {
    const height = heightOf(heading) + heightOf(explained) + 2 * barPadding + 9;
    pages.y += above;
    pages.keep(Math.min(height + company, contentBottom - page.top));
    drawBar(pages, heading);
    pages.y += 5;
    pages.lines(explained, page.left);
    if (explained.length > 0) pages.y += 4;
  };
  return { element, draw };
};

const drawBar = (pages: TaggedPages, heading: Line[]): void => {
  const top = pages.y;
  const height = heightOf(heading) + 2 * barPadding;
  pages.artifact((document) => {
    document.rect(page.left, top, contentWidth, height).fill(colors.tint);
    document.rect(page.left, top, 3, height).fill(colors.accent);
  });
  pages.y += barPadding;
  pages.lines(heading, page.left + 10);
  pages.y += barPadding;
};
