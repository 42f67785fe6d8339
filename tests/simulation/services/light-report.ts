import type { ReportFacts } from '../../../functions/documents/pdf/report-facts.ts';

/** Stands in for functions/documents/report-pdf.ts: what the report says, without its layout, which tests/documents reads. */
export const reportPdf = async ({ placement, sent }: ReportFacts): Promise<Uint8Array> =>
  Buffer.from(JSON.stringify({ studentNumber: placement.studentNumber, reference: sent.reference }));
