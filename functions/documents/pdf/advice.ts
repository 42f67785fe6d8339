import { dateTime } from '../../domain/french-dates.ts';
import { colors, contentWidth, page, styles } from './appearance.ts';
import { type ReportFacts, unanswered } from './report-facts.ts';
import { drawRow, innerWidth } from './rows.ts';
import { startSection } from './section-heading.ts';
import type { TaggedPages } from './tagged-pages.ts';
import { setText } from './typesetting.ts';

/** "5 – Quels sont les 2 conseils que vous donneriez à cet étudiant ?" */
export const drawAdvice = (pages: TaggedPages, { form, sent }: ReportFacts): void => {
  const section = startSection(pages, form.advice.title);
  const list = pages.element(section, 'L');
  const indent = 16;
  for (const [index, advice] of [sent.answers.advice1, sent.answers.advice2].entries()) {
    const item = pages.element(list, 'LI');
    const label = pages.element(item, 'Lbl');
    const written = advice !== undefined && advice.trim() !== '';
    const [first, ...others] = setText(pages, {
      text: written ? advice : unanswered,
      style: written ? styles.answer : { ...styles.answer, color: colors.quiet },
      width: innerWidth(contentWidth),
      element: pages.element(item, 'LBody'),
      indent,
    });
    if (first === undefined) continue;
    const number = { text: `${index + 1}. `, x: 0, style: styles.answerStrong, element: label };
    const lines = [{ ...first, fragments: [number, ...first.fragments] }, ...others];
    drawRow(pages, [{ width: contentWidth, lines }]);
  }
};

/** Whether the student was there, and who sent this when: stands for the signature of the paper form. */
export const drawClosing = (pages: TaggedPages, { form, sent }: ReportFacts): void => {
  const { answers } = sent;
  const statements = [
    {
      text: `${answers.completedWithStudent ? '☑' : '☐'} ${form.completedWithStudent}`,
      style: answers.completedWithStudent ? styles.answerStrong : styles.answer,
    },
    {
      text: `Envoyé par ${answers.tutorName}, le ${dateTime(sent.sentAt)}. Référence : ${sent.reference}.`,
      style: styles.body,
    },
  ];
  pages.y += 12;
  pages.keep(40);
  for (const { text, style } of statements) {
    const element = pages.element(pages.root, 'P');
    for (const line of setText(pages, { text, style, width: contentWidth, element })) {
      pages.keep(line.height);
      pages.line(line, page.left, pages.y);
      pages.y += line.height;
    }
    pages.y += 2;
  }
};
