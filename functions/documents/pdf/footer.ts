import { academicYear } from '../../../schemas/campaign.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { studentName } from '../../domain/wording/people.ts';
import { colors, contentWidth, page, styles } from './appearance.ts';
import { printable } from './printable-text.ts';
import type { ReportFacts } from './report-facts.ts';
import type { Fragment, TaggedPages } from './tagged-pages.ts';

const top = page.height - 40;
const roomForNumber = 70;

/** Which report a loose sheet belongs to, and which sheet it is. Decoration to a screen reader, which has no sheets. */
export const drawFooter = (
  pages: TaggedPages,
  { institution, placement, campaign, sent }: ReportFacts,
  pageNumber: number,
  pageCount: number,
): void => {
  const stage = `${stageLabel(institution, campaign)}, ${academicYear(campaign.year)}`;
  numberPages(pages, `${sent.reference} – ${studentName(placement)} – ${stage}`, pageNumber, pageCount);
};

/** What a loose sheet belongs to, and which one it is. */
export const numberPages = (
  pages: TaggedPages,
  belongsTo: string,
  pageNumber: number,
  pageCount: number,
): void => {
  const style = styles.small;
  const text = shortened(pages, printable(belongsTo));
  const number = `page ${pageNumber}/${pageCount}`;
  const fragments: Fragment[] = [
    { text, x: 0, style },
    { text: number, x: contentWidth - pages.widthOf(number, style), style },
  ];
  pages.artifact(
    (document) => document.rect(page.left, top, contentWidth, 0.6).fill(colors.rule),
    'Pagination',
  );
  pages.line({ height: 14, fragments }, page.left, top + 2);
};

/** A name may be longer than the foot of a page is wide. */
const shortened = (pages: TaggedPages, text: string): string => {
  const width = contentWidth - roomForNumber;
  if (pages.widthOf(text, styles.small) <= width) return text;
  let kept = Array.from(text).slice(0, 200);
  while (kept.length > 0 && pages.widthOf(`${kept.join('')}…`, styles.small) > width)
    kept = kept.slice(0, -1);
  return `${kept.join('')}…`;
};
