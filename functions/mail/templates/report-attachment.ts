import type { SentReport } from '../../../schemas/report.ts';
import { reportFilename } from '../../documents/report-filename.ts';
import { enteredBy } from '../../domain/report/entered-report.ts';
import { dateTime } from '../../domain/wording/french-dates.ts';
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

/** When it was sent, or who typed it from what: whoever reads a report knows whose hand it is in. */
export const sentRow = (
  sent: Pick<SentReport, 'sentAt' | 'entered'>,
  label: string,
): { label: string; value: string } => {
  const value = enteredBy(sent);
  return value === undefined ? { label, value: dateTime(sent.sentAt) } : { label: 'Saisi', value };
};

export const reportAttachment = ({
  campaign,
  placement,
  pdf,
}: Pick<SentReportFacts, 'campaign' | 'placement'> & { pdf: Uint8Array }): MailAttachment => ({
  filename: reportFilename(campaign, placement.student),
  contentType: 'application/pdf',
  content: pdf,
});
