import { colors, contentWidth, styles } from './appearance.ts';
import { type ReportFacts, unanswered } from './report-facts.ts';
import { type Cell, drawRow, innerWidth } from './rows.ts';
import { explain, startSection } from './section-heading.ts';
import type { TaggedPages } from './tagged-pages.ts';
import { setList, setText } from './typesetting.ts';

/** "2 – Objectifs de formation": the guide's lists, for steps 1 and 2 beside those for steps 3 and 4. */
export const drawObjectives = (pages: TaggedPages, { form }: ReportFacts): void => {
  const { title, instruction, steps12, steps34 } = form.objectives;
  const section = startSection(pages, title);
  explain(pages, section, [instruction]);
  const width = contentWidth / 2;
  const table = pages.element(section, 'Table');
  const headRow = pages.element(table, 'TR');
  const heads = [steps12, steps34].map(({ label }): Cell => {
    const element = pages.element(headRow, 'TH', { scope: 'Column' });
    const lines = setText(pages, {
      text: label,
      style: styles.columnHead,
      width: innerWidth(width),
      element,
    });
    return { width, lines, fill: colors.tint };
  });
  const bodyRow = pages.element(table, 'TR');
  const bodies = [steps12, steps34].map(({ items }): Cell => {
    const parent = pages.element(bodyRow, 'TD');
    const listed = items.map((text) => ({ label: '•', text, style: styles.body }));
    return { width, lines: setList(pages, { items: listed, parent, width: innerWidth(width) }) };
  });
  pages.keep(120);
  drawRow(pages, heads, { padding: 4 });
  drawRow(pages, bodies);
};

/** "3 – Commentaires": one box for steps 1 and 2, one for steps 3 and 4, each with its numbers of sessions. */
export const drawComments = (pages: TaggedPages, { form, sent }: ReportFacts): void => {
  const { steps12, steps34 } = form.comments;
  const { answers } = sent;
  drawComment(pages, steps12.title, answers.commentsSteps12, [[steps12.sessionsLed, answers.sessionsLed12]]);
  drawComment(pages, steps34.title, answers.commentsSteps34, [
    [steps34.sessionsDesigned, answers.sessionsDesigned34],
    [steps34.sessionsLed, answers.sessionsLed34],
  ]);
};

const drawComment = (
  pages: TaggedPages,
  title: string,
  comment: string | undefined,
  sessions: [label: string, count: number | undefined][],
): void => {
  const section = startSection(pages, title);
  const written = comment !== undefined && comment.trim() !== '';
  const lines = setText(pages, {
    text: written ? comment : unanswered,
    style: written ? styles.answer : { ...styles.answer, color: colors.quiet },
    width: innerWidth(contentWidth),
    element: pages.element(section, 'P'),
  });
  drawRow(pages, [{ width: contentWidth, lines }]);

  const width = contentWidth / sessions.length;
  const counts = sessions.map(([label, count]): Cell => {
    const text = `${label} : ${count ?? unanswered.toLowerCase()}`;
    const element = pages.element(section, 'P');
    return {
      width,
      lines: setText(pages, { text, style: styles.strong, width: innerWidth(width), element }),
    };
  });
  drawRow(pages, counts, { padding: 4 });
};
