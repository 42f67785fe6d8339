import type { ReportForm } from '../../../schemas/report-form.ts';
import { colors, contentWidth, styles } from './appearance.ts';
import { isWritten, type ReportFacts, unanswered } from './report-facts.ts';
import { type Cell, drawRow, headPadding, heightOfRow, innerWidth } from './rows.ts';
import { openSection } from './section-heading.ts';
import type { TaggedPages } from './tagged-pages.ts';
import { setText } from './typesetting.ts';

type StepId = ReportForm['progression']['steps'][number]['stepId'];

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

/** "3 – Commentaires": one box for steps 1 and 2, one for steps 3 and 4, each with its numbers of sessions. */
export const drawComments = (pages: TaggedPages, facts: ReportFacts): void => {
  const { steps12, steps34 } = facts.form.comments;
  const { answers } = facts.sent;
  drawComment(pages, {
    title: steps12.title,
    text: answers.commentsSteps12,
    sessions: [{ label: steps12.sessionsLed, count: answers.sessionsLed12 }],
    concerned: didAnyOf(facts, ['step1', 'step2']),
  });
  drawComment(pages, {
    title: steps34.title,
    text: answers.commentsSteps34,
    sessions: [
      { label: steps34.sessionsDesigned, count: answers.sessionsDesigned34 },
      { label: steps34.sessionsLed, count: answers.sessionsLed34 },
    ],
    concerned: didAnyOf(facts, ['step3', 'step4']),
  });
};

const didAnyOf = ({ form, sent }: ReportFacts, stepIds: StepId[]): boolean =>
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
  const width = contentWidth / sessions.length;
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
