import type { SentReport } from '../../../schemas/report.ts';
import { type Descriptor, type LevelId, levelId, type ReportForm } from '../../../schemas/report-form.ts';
import { type Criterion, descriptorOf, stageOf } from '../../domain/guide/programme.ts';
import { colors, contentWidth, styles } from './appearance.ts';
import { headCell } from './head-cell.ts';
import { isWritten, type ReportFacts } from './report-facts.ts';
import { type Cell, drawRow, headPadding, heightOfRow, innerWidth } from './rows.ts';
import { openSection } from './section-heading.ts';
import type { Element, Line, TaggedPages } from './tagged-pages.ts';
import { setList, setText, spacer } from './typesetting.ts';

type Answer = NonNullable<SentReport['answers']['ethics'][string]>;

const widths = { criterion: 160, level: 118, descriptor: contentWidth - 160 - 118 };

/** The ethics grid: its criteria, the level chosen for each, and what the guide says of that level. */
export const drawEthics = (pages: TaggedPages, { institution, form, campaign, sent }: ReportFacts): void => {
  const { title, instruction, weight, criteria } = form.ethics;
  const { semester } = stageOf(institution.programme, campaign);
  const section = openSection(pages, title, [instruction, weight]);
  const table = pages.element(section.element, 'Table');
  const heads = headCells(pages, pages.element(table, 'TR'));
  const rows = criteria.flatMap((criterion): Cell[][] => {
    const answer = sent.answers.ethics[criterion.criterionId];
    if (!answer) return [];
    const row = pages.element(table, 'TR');
    const descriptor = descriptorOf(criterion, answer.level, semester);
    return [
      [
        criterionCell(pages, row, criterion),
        levelCell(pages, row, form, answer.level),
        descriptorCell(pages, row, { form, answer, descriptor }),
      ],
    ];
  });
  section.draw(heightOfRow(heads, headPadding) + heightOfRow(rows[0] ?? heads));
  drawRow(pages, heads, { paddingY: headPadding });
  for (const row of rows) drawRow(pages, row, { repeatedHead: heads });
};

const headCells = (pages: TaggedPages, row: Element): Cell[] => {
  const head = (text: string, width: number) => headCell(pages, row, text, width);
  return [
    head('Compétences', widths.criterion),
    head('Évaluation', widths.level),
    head('Grille d’évaluation', widths.descriptor),
  ];
};

const criterionCell = (pages: TaggedPages, row: Element, criterion: Criterion): Cell => ({
  width: widths.criterion,
  lines: setText(pages, {
    text: `${criterion.criterionId}. ${criterion.heading}`,
    style: styles.strong,
    width: innerWidth(widths.criterion),
    element: pages.element(row, 'TH', { scope: 'Row' }),
  }),
});

const levelCell = (pages: TaggedPages, row: Element, form: ReportForm, chosen: LevelId): Cell => {
  const items = levelId.options.map((level) =>
    level === chosen
      ? { label: '☑', text: form.ethics.levels[level], style: styles.strong, marked: true }
      : { label: '☐', text: form.ethics.levels[level], style: { ...styles.body, color: colors.quiet } },
  );
  const parent = pages.element(row, 'TD');
  const width = widths.level;
  return { width, lines: setList(pages, { items, parent, width: innerWidth(width), gap: 3 }) };
};

const descriptorCell = (
  pages: TaggedPages,
  row: Element,
  { form, answer, descriptor }: { form: ReportForm; answer: Answer; descriptor: Descriptor },
): Cell => {
  const parent = pages.element(row, 'TD');
  const width = innerWidth(widths.descriptor);
  const lines = describe(pages, parent, descriptor, width);
  if (isWritten(answer.details)) {
    const label = setText(pages, {
      text: `${form.ethics.detailsLabel} :`,
      style: styles.strong,
      width,
      element: pages.element(parent, 'P'),
    });
    const details = setText(pages, {
      text: answer.details,
      style: styles.body,
      width,
      element: pages.element(parent, 'P'),
    });
    lines.push(spacer(5), ...label, ...details);
  }
  return { width: widths.descriptor, lines };
};

const describe = (pages: TaggedPages, parent: Element, descriptor: Descriptor, width: number): Line[] => {
  const { lead, lines } = descriptor;
  const intro =
    lead === undefined
      ? []
      : setText(pages, { text: lead, style: styles.body, width, element: pages.element(parent, 'P') });
  const [only, ...others] = lines;
  if (lead === undefined && only !== undefined && others.length === 0) {
    return setText(pages, { text: only, style: styles.body, width, element: pages.element(parent, 'P') });
  }
  const items = lines.map((text) => ({ label: '•', text, style: styles.body }));
  return [...intro, ...setList(pages, { items, parent, width, gap: 1 })];
};
