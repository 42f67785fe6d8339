import { colors, contentWidth, page, styles } from './appearance.ts';
import type { Element, TaggedPages } from './tagged-pages.ts';
import { heightOf, setText } from './typesetting.ts';

/** What stays under a heading at least, so that none stands alone at the foot of a page. */
const company = 70;

/** A section's element with its heading drawn. */
export const startSection = (pages: TaggedPages, title: string): Element => {
  const section = pages.element(pages.root, 'Sect');
  const element = pages.element(section, 'H2');
  const lines = setText(pages, { text: title, style: styles.section, width: contentWidth - 16, element });
  const height = heightOf(lines) + 6;
  pages.y += 13;
  pages.keep(height + company);
  const top = pages.y;
  pages.artifact((document) => {
    document.rect(page.left, top, contentWidth, height).fill(colors.tint);
    document.rect(page.left, top, 3, height).fill(colors.accent);
  });
  pages.y += 3;
  for (const line of lines) {
    pages.line(line, page.left + 10, pages.y);
    pages.y += line.height;
  }
  pages.y = top + height + 5;
  return section;
};

/** The guide's explanations under a heading. */
export const explain = (pages: TaggedPages, section: Element, texts: string[]): void => {
  for (const text of texts) {
    const element = pages.element(section, 'P');
    for (const line of setText(pages, { text, style: styles.small, width: contentWidth, element })) {
      pages.keep(line.height);
      pages.line(line, page.left, pages.y);
      pages.y += line.height;
    }
  }
  pages.y += 4;
};
