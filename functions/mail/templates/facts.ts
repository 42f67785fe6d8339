import type { Campaign } from '../../../schemas/campaign.ts';
import type { Placement } from '../../../schemas/placement.ts';
import type { Institute } from '../../../schemas/programme.ts';
import type { SentReport } from '../../../schemas/report.ts';
import type { IsoDate, IsoInstant } from '../../../schemas/time.ts';
import type { WordingTexts } from '../../../schemas/wording.ts';

/** What every letter stands on. `now` is the moment of the event that sends it. */
export type CampaignFacts = Worded & { institution: Institute; campaign: Campaign; now: IsoInstant };

/** How the institute words that kind of mail; absent, by its original. */
export type Worded = { wording?: WordingTexts | undefined };

/** A mail to one tutor: `placements` are that tutor's in this campaign, or those of them that the mail is about. */
export type TutorFacts = CampaignFacts & { placements: Placement[]; dueDate: IsoDate };

/** A mail that asks for reports: `placements` are those whose report is missing, `link` the tutor's own. */
export type ReportLinkFacts = TutorFacts & { link: string };

/** Where a letter leads that the institute's pages continue: `https://…`, without a path. */
export type PublicFacts = { publicUrl: string };

/** In a student's own mails: the address of their stages of the year. */
export type StudentDoorFacts = { door: string };

export type StudentFacts = CampaignFacts & { placement: Placement };

/** A mail about one report that is in. `reportUrl`: where its reader finds it, where the institution attaches none. */
export type SentReportFacts = CampaignFacts & {
  placement: Placement;
  sent: SentReport;
  reportUrl?: string | undefined;
};
