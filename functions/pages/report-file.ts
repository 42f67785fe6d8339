import type { Campaign } from '../../schemas/campaign.ts';
import type { Placement } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { SentReport } from '../../schemas/report.ts';
import { reportFilename } from '../documents/report-filename.ts';
import { reportPdf } from '../documents/report-pdf.ts';
import type { Store } from '../store/store.ts';
import { file, type PageResponse } from './responses.ts';

type Read = {
  store: Pick<Store, 'forms'>;
  institution: Institute;
  campaign: Campaign;
  placement: Placement;
  sent: SentReport;
};

/** The official document of a report, by the form that it was written for, made anew from the record each time. */
export const reportFile = async (
  { store, institution, campaign, placement, sent }: Read,
  { inline = true }: { inline?: boolean } = {},
): Promise<PageResponse> => {
  const form = await store.forms.ofVersion(institution, sent.formVersion);
  return file({
    bytes: await reportPdf({ institution, campaign, placement, form, sent }),
    contentType: 'application/pdf',
    filename: reportFilename(campaign, placement.student),
    inline,
  });
};
