import { academicYear } from '../../../schemas/campaign.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { studentName } from '../../domain/wording/people.ts';
import { fontsFor } from '../fonts/report-fonts.ts';
import { drawAdvice, drawClosing } from './advice.ts';
import { drawComments } from './comments.ts';
import { drawEthics } from './ethics.ts';
import { drawFooter } from './footer.ts';
import { inMetadata } from './metadata.ts';
import { drawObjectives } from './objectives.ts';
import { drawProgression } from './progression.ts';
import type { ReportFacts } from './report-facts.ts';
import { drawPlacement, drawReportHead } from './report-head.ts';
import { TaggedPages } from './tagged-pages.ts';

/** The report on its pages: reportPdf, with all that it takes. */
export const reportDocument = async (facts: ReportFacts): Promise<Uint8Array> => {
  const { institution, campaign, placement, form, sent } = facts;
  const stage = `${stageLabel(institution, campaign)} – ${academicYear(campaign.year)}`;
  const documentFacts = {
    title: inMetadata(`${form.title} – ${studentName(placement)} – ${stage}`),
    author: inMetadata(institution.name),
    subject: inMetadata(sent.reference),
    createdAt: new Date(sent.sentAt),
  };
  const pages = new TaggedPages(documentFacts, fontsFor([placement, sent, form, institution.name]));
  pages.breakPage();
  drawReportHead(pages, facts);
  drawPlacement(pages, facts);
  drawProgression(pages, facts);
  drawObjectives(pages, facts);
  drawComments(pages, facts);
  drawEthics(pages, facts);
  drawAdvice(pages, facts);
  drawClosing(pages, facts);
  return pages.finish((pageNumber, pageCount) => drawFooter(pages, facts, pageNumber, pageCount));
};
