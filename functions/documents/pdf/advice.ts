import { howSent } from '../../domain/report/entered-report.ts';
import { dateTime } from '../../domain/wording/french-dates.ts';
import { colors, contentWidth, page, styles } from './appearance.ts';
import { isWritten, type ReportFacts, unanswered } from './report-facts.ts';
import { type Cell, drawRow, heightOfRow, innerWidth } from './rows.ts';
import { openSection } from './section-heading.ts';
import type { Fragment, TaggedPages } from './tagged-pages.ts';
import { setText, withLabel } from './typesetting.ts';

const indent = 16;
/** As much of an advice as stands with the heading at least. */
const beginning = 60;

/** The tutor's two pieces of advice. */
export const drawAdvice = (pages: TaggedPages, { form, sent }: ReportFacts): void => {
  const section = openSection(pages, form.advice.title);
  const list = pages.element(section.element, 'L');
  const pieces = [sent.answers.advice1, sent.answers.advice2].map((advice, index): Cell => {
    const item = pages.element(list, 'LI');
    const label = pages.element(item, 'Lbl');
    const number: Fragment = { text: `${index + 1}. `, x: 0, style: styles.answerStrong, element: label };
    const lines = setText(pages, {
      text: isWritten(advice) ? advice : unanswered,
      style: isWritten(advice) ? styles.answer : { ...styles.answer, color: colors.quiet },
      width: innerWidth(contentWidth),
      element: pages.element(item, 'LBody'),
      indent,
    });
    return { width: contentWidth, lines: withLabel(lines, number) };
  });
  section.draw(Math.min(heightOfRow(pieces), beginning));
  for (const piece of pieces) drawRow(pages, [piece], { mayBreak: true });
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
      text: `${sent.entered ? howSent(sent) : `Envoyé par ${answers.tutorName}, le ${dateTime(sent.sentAt)}`}. Référence : ${sent.reference}.`,
      style: styles.body,
    },
  ];
  pages.y += 12;
  pages.keep(40);
  for (const { text, style } of statements) {
    const element = pages.element(pages.root, 'P');
    pages.lines(setText(pages, { text, style, width: contentWidth, element }), page.left);
    pages.y += 2;
  }
};
