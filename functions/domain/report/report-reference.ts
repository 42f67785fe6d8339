import type { CampaignId } from '../../../schemas/campaign.ts';
import type { PlacementKey } from '../../../schemas/placement.ts';
import type { Report, SentReport } from '../../../schemas/report.ts';
import { longDate, parisDay } from '../wording/french-dates.ts';

/** What a tutor quotes when writing about a report: `2026-a1`, `22600107`, 1 → `A1-2026-22600107-V1`. */
export const reportReference = ({
  campaignId,
  studentNumber,
  number,
}: {
  campaignId: CampaignId;
  studentNumber: string;
  number: number;
}): string => {
  const [year, stage = '', rank] = campaignId.split('-');
  return [stage.toUpperCase(), year, rank, studentNumber, `V${number}`].filter(Boolean).join('-');
};

/** The version that is sent next, and what it replaces. */
export const nextVersion = (
  { campaignId, studentNumber }: PlacementKey,
  { lastVersion }: Pick<Report, 'lastVersion'>,
): Pick<SentReport, 'number' | 'reference' | 'replaces'> => {
  const number = (lastVersion?.number ?? 0) + 1;
  return {
    ...{ number, reference: reportReference({ campaignId, studentNumber, number }) },
    ...(lastVersion && { replaces: { number: lastVersion.number, sentAt: lastVersion.sentAt } }),
  };
};

/** "la version 1 du 12 octobre 2026", of what a later version replaces. */
export const replacedVersion = ({ replaces }: Pick<SentReport, 'replaces'>): string =>
  replaces ? `la version ${replaces.number} du ${longDate(parisDay(replaces.sentAt))}` : 'la précédente';
