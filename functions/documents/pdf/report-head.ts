import { academicYear } from '../../../schemas/campaign.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { howSent } from '../../domain/report/entered-report.ts';
import { replacedVersion } from '../../domain/report/report-reference.ts';
import { periodsLabel } from '../../domain/wording/french-dates.ts';
import { studentName } from '../../domain/wording/people.ts';
import { colors, contentWidth, page, styles, type TextStyle } from './appearance.ts';
import type { ReportFacts } from './report-facts.ts';
import { drawRow, innerWidth } from './rows.ts';
import type { Element, Line, TaggedPages } from './tagged-pages.ts';
import { heightOf, setText } from './typesetting.ts';

const titleWidth = 318;
const gutter = 10;
const referenceWidth = contentWidth - titleWidth - gutter;

/** As on the pages: 40 pixels high and 160 wide at most. */
const logoBox = { width: 120, height: 30 };
const belowLogo = 6;

/** The institute's picture; decoration to a screen reader, since its name is printed below. @returns its height, with the space below it */
export const drawLogo = (
  pages: TaggedPages,
  { institution }: { institution: Pick<ReportFacts['institution'], 'programme'> },
  y: number,
): number => {
  const { logo } = institution.programme;
  if (!logo) return 0;
  const scale = Math.min(logoBox.width / logo.width, logoBox.height / logo.height);
  const size = { width: logo.width * scale, height: logo.height * scale };
  pages.artifact((document) => document.image(Buffer.from(logo.png, 'base64'), page.left, y, size));
  return size.height + belowLogo;
};

/** Institution, title and reference: what the report is, and which. */
export const drawReportHead = (pages: TaggedPages, facts: ReportFacts): void => {
  const { institution, campaign, placement, form, sent } = facts;
  const site = institution.sites.find(({ siteId }) => siteId === placement.siteId);
  pages.artifact((document) => {
    document.rect(page.left, page.top, contentWidth, 3).fill(colors.accent);
  });
  const top = page.top + 12;

  const left = linesOf(pages, pages.root, titleWidth, [
    ['P', [institution.name, site?.university].filter(Boolean).join(' – '), styles.small],
    ['H1', form.title, styles.title],
    ['P', form.subtitle, styles.subtitle],
  ]);
  const right = linesOf(pages, pages.root, referenceWidth - 12, [
    ['P', `${stageLabel(institution, campaign)} – ${academicYear(campaign.year)}`, styles.section],
    ['P', site?.campus ?? '', styles.body],
    ['P', `Référence : ${sent.reference}`, styles.smallStrong],
    ['P', howSent(sent), styles.small],
    ...(sent.number > 1
      ? [['P', `Version ${sent.number}, remplace ${replacedVersion(sent)}`, styles.small] as const]
      : []),
  ]);
  const logoHeight = drawLogo(pages, facts, top);
  const height = Math.max(logoHeight + heightOf(left), heightOf(right));
  pages.y = top + logoHeight;
  pages.lines(left, page.left);
  const x = page.left + titleWidth + gutter;
  pages.artifact((document) => document.rect(x, top + 2, 1, height).fill(colors.margin));
  pages.y = top;
  pages.lines(right, x + 12);
  pages.y = top + height + 14;
};

/** The form's own header: who, where, when. */
export const drawPlacement = (pages: TaggedPages, facts: ReportFacts): void => {
  const { placement, form, sent } = facts;
  const { answers } = sent;
  const pupils = `${answers.pupilCount} ${answers.pupilCount > 1 ? 'élèves' : 'élève'}`;
  const context = [answers.classLevel, pupils].filter((part) => part !== '').join(', ');
  const pairs: [string, string][] = [
    [form.header.student, `${studentName(placement)} (n° ${placement.studentNumber})`],
    [form.header.tutor, answers.tutorName],
    [form.header.school, answers.schoolName],
    [form.header.context, context],
    [form.header.period, periodsLabel(placement.periods)],
    [form.header.absentHalfDays, String(answers.absentHalfDays)],
  ];
  drawPairs(pages, pairs);
};

/** What is known, by its label, two beside each other. */
export const drawPairs = (pages: TaggedPages, pairs: readonly (readonly [string, string])[]): void => {
  const list = pages.element(pages.root, 'L');
  const width = contentWidth / 2;
  const cells = pairs.map(([label, value]) => {
    const item = pages.element(list, 'LI');
    const lines = [
      ...setText(pages, {
        text: `${label} :`,
        style: styles.small,
        width: innerWidth(width),
        element: pages.element(item, 'Lbl'),
      }),
      ...setText(pages, {
        text: value,
        style: styles.answerStrong,
        width: innerWidth(width),
        element: pages.element(item, 'LBody'),
      }),
    ];
    return { width, lines };
  });
  for (let index = 0; index < cells.length; index += 2) {
    drawRow(pages, cells.slice(index, index + 2), { paddingY: 4.5 });
  }
};

const linesOf = (
  pages: TaggedPages,
  parent: Element,
  width: number,
  parts: (readonly [tag: string, text: string, style: TextStyle])[],
): Line[] =>
  parts
    .filter(([, text]) => text !== '')
    .flatMap(([tag, text, style]) =>
      setText(pages, { text, style, width, element: pages.element(parent, tag) }),
    );
