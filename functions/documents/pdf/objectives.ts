import { contentWidth, styles } from './appearance.ts';
import { headCell } from './head-cell.ts';
import type { ReportFacts } from './report-facts.ts';
import { type Cell, drawRow, headPadding, heightOfRow, innerWidth } from './rows.ts';
import { openSection } from './section-heading.ts';
import type { TaggedPages } from './tagged-pages.ts';
import { setList } from './typesetting.ts';

/** What the internship aims at: the guide's lists, side by side. */
export const drawObjectives = (pages: TaggedPages, { form }: ReportFacts): void => {
  const { title, instruction } = form.objectives;
  const section = openSection(pages, title, [instruction]);
  const objectives = form.comments.map((block) => block.objectives);
  const width = contentWidth / objectives.length;
  const table = pages.element(section.element, 'Table');
  const headRow = pages.element(table, 'TR');
  const heads = objectives.map(({ label }) => headCell(pages, headRow, label, width));
  const bodyRow = pages.element(table, 'TR');
  const bodies = objectives.map(({ items }): Cell => {
    const parent = pages.element(bodyRow, 'TD');
    const listed = items.map((text) => ({ label: '•', text, style: styles.body }));
    return { width, lines: setList(pages, { items: listed, parent, width: innerWidth(width) }) };
  });
  section.draw(heightOfRow(heads, headPadding) + heightOfRow(bodies));
  drawRow(pages, heads, { paddingY: headPadding });
  drawRow(pages, bodies);
};
