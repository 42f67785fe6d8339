import type { Campaign } from '../../../schemas/campaign.ts';
import type { PlacementFacts } from '../../../schemas/placement.ts';
import type { Institute } from '../../../schemas/programme.ts';
import type { SentReport } from '../../../schemas/report.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';

/** Everything that a printed report says. `form` is the definition that the campaign was launched with. */
export type ReportFacts = {
  institution: Pick<Institute, 'name' | 'sites' | 'programme'>;
  campaign: Pick<Campaign, 'stage' | 'year'>;
  placement: PlacementFacts;
  form: ReportForm;
  sent: SentReport;
};

/** Stands where nothing was answered, so that an empty box is not taken for a fault of the document. */
export const unanswered = 'Non renseigné';

/** Whether there is more than blanks in an optional text. */
export const isWritten = (text: string | undefined): text is string =>
  text !== undefined && text.trim() !== '';
