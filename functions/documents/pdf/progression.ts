import { colors, contentWidth, styles } from './appearance.ts';
import { headCell } from './head-cell.ts';
import type { ReportFacts } from './report-facts.ts';
import { type Cell, drawRow, headPadding, heightOfRow, innerWidth } from './rows.ts';
import { openSection } from './section-heading.ts';
import type { TaggedPages } from './tagged-pages.ts';
import { type ItemToSet, setList } from './typesetting.ts';

/** What the student did: all activities of all steps, the student's highlighted. */
export const drawProgression = (pages: TaggedPages, { form, sent }: ReportFacts): void => {
  const { title, instruction, caution, steps } = form.progression;
  const section = openSection(pages, title, [instruction, caution]);

  const width = contentWidth / steps.length;
  const table = pages.element(section.element, 'Table');
  const headRow = pages.element(table, 'TR');
  const heads = steps.map(({ label }) => headCell(pages, headRow, label, width));
  const bodyRow = pages.element(table, 'TR');
  const bodies = steps.map(({ activities }): Cell => {
    const items = activities.map(
      ({ activityId, label }): ItemToSet =>
        // The mark and the bold letters say it where the yellow is not seen.
        sent.answers.activities.includes(activityId)
          ? { label: '☑', text: label, style: styles.strong, marked: true }
          : { label: '☐', text: label, style: { ...styles.body, color: colors.quiet } },
    );
    const parent = pages.element(bodyRow, 'TD');
    return { width, lines: setList(pages, { items, parent, width: innerWidth(width), gap: 3 }) };
  });
  section.draw(heightOfRow(heads, headPadding) + heightOfRow(bodies));
  drawRow(pages, heads, { paddingY: headPadding });
  drawRow(pages, bodies);
};
