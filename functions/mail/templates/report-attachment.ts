import { reportFilename } from '../../documents/report-filename.ts';
import { type Block, button } from '../letter.ts';
import type { MailAttachment } from '../message.ts';
import type { SentReportFacts } from './facts.ts';

/** With the mail, unless it leads to the report. */
export const reportAttached = (
  mail: Pick<SentReportFacts, 'campaign' | 'placement' | 'reportUrl'> & { pdf: Uint8Array },
): MailAttachment[] => (mail.reportUrl === undefined ? [reportAttachment(mail)] : []);

/** The way to the report, where it is not attached. */
export const reportButton = ({ reportUrl }: Pick<SentReportFacts, 'reportUrl'>): Block[] =>
  reportUrl === undefined ? [] : [button('Lire le compte-rendu', reportUrl)];

export const reportAttachment = ({
  campaign,
  placement,
  pdf,
}: Pick<SentReportFacts, 'campaign' | 'placement'> & { pdf: Uint8Array }): MailAttachment => ({
  filename: reportFilename(campaign, placement.student),
  contentType: 'application/pdf',
  content: pdf,
});
