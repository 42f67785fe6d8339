import { isIn } from '../../domain/report/report-meanings.ts';
import { notFoundPage } from '../outcome-pages.tsx';
import { reportFile } from '../report-file.ts';
import type { PageResponse } from '../responses.ts';
import type { Desk } from './door.tsx';

/** What the tutor has sent, as a document. */
export const reportPdfPage = async (desk: Desk): Promise<PageResponse> =>
  isIn(desk.report) ? reportFile({ ...desk, sent: desk.report.sent }) : notFoundPage();
