import { countedIn, writtenIn } from '../../domain/report/report-fields.ts';
import { colors, contentWidth, styles } from './appearance.ts';
import { isWritten, type ReportFacts, unanswered } from './report-facts.ts';
import { type Cell, drawRow, headPadding, heightOfRow, innerWidth } from './rows.ts';
import { openSection } from './section-heading.ts';
import type { TaggedPages } from './tagged-pages.ts';
import { setText } from './typesetting.ts';

type Comment = {
  title: string;
  text: string | undefined;
  sessions: { label: string; count: number | undefined }[];
  /** Whether the student did anything that this comment could be about. */
  concerned: boolean;
};

/** As much of a comment as stands with its heading at least. */
const beginning = 96;

const notConcerned = 'Sans objet : aucune activité de ces étapes pendant ce stage.';

/** What the tutor says of the steps, a box for each of the form's blocks, with its numbers of sessions. */
export const drawComments = (pages: TaggedPages, facts: ReportFacts): void => {
  const { answers } = facts.sent;
  for (const { title, field, counts, stepIds } of facts.form.comments)
    drawComment(pages, {
      title,
      text: writtenIn(answers, field),
      sessions: counts.map((count) => ({ label: count.label, count: countedIn(answers, count.field) })),
      concerned: didAnyOf(facts, stepIds),
    });
};

const didAnyOf = ({ form, sent }: ReportFacts, stepIds: string[]): boolean =>
  form.progression.steps
    .filter(({ stepId }) => stepIds.includes(stepId))
    .some(({ activities }) =>
      activities.some(({ activityId }) => sent.answers.activities.includes(activityId)),
    );

const drawComment = (pages: TaggedPages, { title, text, sessions, concerned }: Comment): void => {
  const section = openSection(pages, title);
  const placeholder = concerned ? unanswered : notConcerned;
  const comment: Cell = {
    width: contentWidth,
    lines: setText(pages, {
      text: isWritten(text) ? text : placeholder,
      style: isWritten(text) ? styles.answer : { ...styles.answer, color: colors.quiet },
      width: innerWidth(contentWidth),
      element: pages.element(section.element, 'P'),
    }),
  };
  const counted = sessions.some(({ count }) => count !== undefined);
  const width = contentWidth / Math.max(1, sessions.length);
  const counts =
    concerned || counted
      ? sessions.map(({ label, count }): Cell => {
          const element = pages.element(section.element, 'P');
          const counting = `${label} : ${count ?? unanswered.toLowerCase()}`;
          const style = styles.strong;
          return {
            width,
            lines: setText(pages, { text: counting, style, width: innerWidth(width), element }),
          };
        })
      : [];
  section.draw(Math.min(heightOfRow([comment]) + 21, beginning));
  drawRow(pages, [comment], { mayBreak: true });
  if (counts.length > 0) drawRow(pages, counts, { paddingY: headPadding });
};
