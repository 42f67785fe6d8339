import { academicYear } from '../../../schemas/campaign.ts';
import type { Institute } from '../../../schemas/programme.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import {
  formIn,
  type JuryPeriod,
  type JuryRow,
  type JuryStage,
  resultLabel,
  type StageResult,
  stepsReached,
} from '../../domain/jury/semester-results.ts';
import { siteOf } from '../../domain/placement/site-of.ts';
import { dateTime, periodsLabel } from '../../domain/wording/french-dates.ts';
import { studentName } from '../../domain/wording/people.ts';
import { fontsFor } from '../fonts/report-fonts.ts';
import { drawAdvice } from './advice.ts';
import { contentWidth, page, styles, type TextStyle } from './appearance.ts';
import { drawComments } from './comments.ts';
import { numberPages } from './footer.ts';
import { inMetadata } from './metadata.ts';
import { isWritten, type ReportFacts } from './report-facts.ts';
import { drawLogo, drawPairs } from './report-head.ts';
import { openSection } from './section-heading.ts';
import { TaggedPages } from './tagged-pages.ts';
import { setText } from './typesetting.ts';

export type JurySheetFacts = {
  institution: Pick<Institute, 'name' | 'sites' | 'programme'>;
  period: JuryPeriod;
  stages: readonly JuryStage[];
  row: JuryRow;
  now: IsoInstant;
};

/** A stage's heading keeps at least its first facts on its page, in points. */
const company = 80;
/** Between the line that says how it stands and its facts. */
const gap = 5;

/** What the reports of a semester say of one student, stage by stage; a report that is missing is said to be. */
export const jurySheet = async (facts: JurySheetFacts): Promise<Uint8Array> => {
  const { institution, period, stages, row, now } = facts;
  const name = studentName(row.student);
  const semester = `Semestre ${period.semester} – ${academicYear(period.year)}`;
  const pages = new TaggedPages(
    {
      title: inMetadata(`${name} – ${semester}`),
      author: inMetadata(institution.name),
      subject: inMetadata(row.student.studentNumber),
      createdAt: new Date(now),
    },
    fontsFor([row, institution.name]),
  );
  pages.breakPage();
  pages.y += drawLogo(pages, { institution }, pages.y);
  const write = (tag: string, text: string, style: TextStyle): void =>
    pages.lines(
      setText(pages, { text, style, width: contentWidth, element: pages.element(pages.root, tag) }),
      page.left,
    );
  write('P', institution.name, styles.small);
  write('H1', `${name} (n° ${row.student.studentNumber})`, styles.title);
  write('P', `${semester}, ${siteOf(institution, row.student.siteId).name}`, styles.subtitle);
  write('P', `Ce que disent les comptes-rendus des tuteurs au ${dateTime(now)}.`, styles.small);
  stages.forEach((stage, at) => {
    drawStage(pages, facts, stage, row.results[at] ?? { kind: 'none' });
  });
  return pages.finish((pageNumber, pageCount) =>
    numberPages(pages, `${name} – ${semester}`, pageNumber, pageCount),
  );
};

const drawStage = (
  pages: TaggedPages,
  { institution }: JurySheetFacts,
  stage: JuryStage,
  result: StageResult,
): void => {
  const { label } = stage.stage;
  const section = openSection(
    pages,
    result.kind === 'none' ? label : `${label} – ${periodsLabel(result.placement.periods)}`,
  );
  section.draw(company);
  const element = pages.element(section.element, 'P');
  pages.lines(
    setText(pages, { text: stateOf(result), style: styles.strong, width: contentWidth, element }),
    page.left,
  );
  if (result.kind !== 'report') return;
  pages.y += gap;
  const { placement, sent } = result;
  const campaign = stage.campaigns.find(({ campaignId }) => campaignId === placement.campaignId);
  if (!campaign) return;
  const facts: ReportFacts = {
    ...{ institution, campaign, placement, sent },
    form: formIn(stage, sent),
  };
  drawPairs(pages, pairsOf(facts));
  drawComments(pages, facts);
  drawAdvice(pages, facts);
};

/** How the stage stands, as a line of its own. */
const stateOf = (result: StageResult): string => {
  const label = resultLabel(result);
  if (result.kind === 'none' || result.placement.status === 'cancelled') return label;
  if (result.placement.status === 'prepared') return `Stage ${label.toLowerCase()}`;
  const state = `Compte-rendu : ${label.toLowerCase()}`;
  return result.placement.status === 'givenBack'
    ? `${state} (cette version compte, tant que son tuteur n’en envoie pas une autre)`
    : state;
};

const pairsOf = ({ placement, form, sent }: ReportFacts): [string, string][] => {
  const { answers, reference } = sent;
  const { ethics } = form;
  const details = ethics.criteria.flatMap(({ criterionId }): [string, string][] => {
    const answer = answers.ethics[criterionId];
    if (!answer) return [];
    const said = isWritten(answer.details) ? ` – ${answer.details}` : '';
    return [[criterionId, `${ethics.levels[answer.level]}${said}`]];
  });
  return [
    [form.header.school, `${placement.school.name}, ${placement.school.town}`],
    [form.header.tutor, answers.tutorName],
    [form.header.absentHalfDays, String(answers.absentHalfDays)],
    ['Étapes', stepsReached(form, answers).join(', ')],
    ...details,
    ['Référence', reference],
  ];
};
