import { reportFilename } from '../../documents/report-filename.ts';
import type { MailAttachment } from '../message.ts';
import type { SentReportFacts } from './facts.ts';

export const reportAttachment = ({
  campaign,
  placement,
  pdf,
}: Pick<SentReportFacts, 'campaign' | 'placement'> & { pdf: Uint8Array }): MailAttachment => ({
  filename: reportFilename(campaign, placement.student),
  contentType: 'application/pdf',
  content: pdf,
});
