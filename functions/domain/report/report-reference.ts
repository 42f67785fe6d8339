import type { CampaignId } from '../../../schemas/campaign.ts';

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
