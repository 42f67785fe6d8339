import type { ReportFacts } from './pdf/report-facts.ts';

/**
 * The report as the university files it: the guide's form, A4, tagged for screen readers, with its fonts. The same report
 * always gives the same bytes, so it is made anew whenever somebody asks, and never kept. Layout and fonts are loaded with the
 * first report: most of what these functions are called for prints none (infra/decisions/0031-cold-starts.md).
 */
export const reportPdf = async (facts: ReportFacts): Promise<Uint8Array> => {
  const { reportDocument } = await import('./pdf/report-document.ts');
  return reportDocument(facts);
};
