import { contentWidth, styles } from './appearance.ts';
import { headCell } from './head-cell.ts';
import type { ReportFacts } from './report-facts.ts';
import { type Cell, drawRow, headPadding, heightOfRow, innerWidth } from './rows.ts';
import { openSection } from './section-heading.ts';
import type { TaggedPages } from './tagged-pages.ts';
import { setList } from './typesetting.ts';

/** "2 – Objectifs de formation": the guide's lists, for steps 1 and 2 beside those for steps 3 and 4. */
export const drawObjectives = (pages: TaggedPages, { form }: ReportFacts): void => {
  const { title, instruction, steps12, steps34 } = form.objectives;
  const section = openSection(pages, title, [instruction]);
  const width = contentWidth / 2;
  const table = pages.element(section.element, 'Table');
  const headRow = pages.element(table, 'TR');
  const heads = [steps12, steps34].map(({ label }) => headCell(pages, headRow, label, width));
  const bodyRow = pages.element(table, 'TR');
  const bodies = [steps12, steps34].map(({ items }): Cell => {
    const parent = pages.element(bodyRow, 'TD');
    const listed = items.map((text) => ({ label: '•', text, style: styles.body }));
    return { width, lines: setList(pages, { items: listed, parent, width: innerWidth(width) }) };
  });
  section.draw(heightOfRow(heads, headPadding) + heightOfRow(bodies));
  drawRow(pages, heads, { paddingY: headPadding });
  drawRow(pages, bodies);
};
