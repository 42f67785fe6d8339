import { reportFilename } from '../../documents/report-filename.ts';
import { reportPdf } from '../../documents/report-pdf.ts';
import { isIn } from '../../domain/report/report-meanings.ts';
import { notFoundPage } from '../outcome-pages.tsx';
import { file, type PageResponse } from '../responses.ts';
import type { Desk } from './door.tsx';

/** The official document, made anew from the record each time. */
export const reportPdfPage = async ({
  campaign,
  institution,
  placement,
  report,
  store,
}: Desk): Promise<PageResponse> => {
  if (!isIn(report)) return notFoundPage();
  const { sent } = report;
  const form = await store.forms.ofVersion(institution, sent.formVersion);
  return file({
    bytes: await reportPdf({ institution, campaign, placement, form, sent }),
    contentType: 'application/pdf',
    filename: reportFilename(campaign, placement.student),
    inline: true,
  });
};
