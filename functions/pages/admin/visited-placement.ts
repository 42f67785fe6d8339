import type { Campaign } from '../../../schemas/campaign.ts';
import type { Placement } from '../../../schemas/placement.ts';
import { seesSite } from '../../../schemas/staff.ts';
import { studentName } from '../../domain/wording/people.ts';
import type { Visit } from './visit.ts';
import { campaignTrail, visitedCampaign } from './visited-campaign.ts';
import { stagePath } from './wording.ts';

export type Found = { campaign: Campaign; placement: Placement };

/** The placement of the address, when it exists for this person. */
export const visitedPlacement = async (visit: Visit): Promise<Found | undefined> => {
  const campaign = await visitedCampaign(visit);
  if (!campaign) return undefined;
  const studentNumber = visit.request.params.studentNumber ?? '';
  const placement = await visit.store.placements.find({ campaignId: campaign.campaignId, studentNumber });
  return placement && seesSite(visit.staff, placement.siteId) ? { campaign, placement } : undefined;
};

export const placementPath = ({
  campaign,
  placement,
}: {
  campaign: Pick<Campaign, 'campaignId'>;
  placement: Pick<Placement, 'studentNumber'>;
}): string => stagePath({ ...campaign, studentNumber: placement.studentNumber });

/** Where a report that came on paper is typed in. */
export const entryPath = (found: Found): string => `${placementPath(found)}/saisie`;

/** Of two who decide on the same stage, the later one is told; so is who has not read what its tutor or student said since. */
export const seenAs = ({ status, revision, tutorsWord, studentsWord }: Placement): string =>
  [status, revision, tutorsWord?.saidAt ?? '', studentsWord?.saidAt ?? ''].join(' ');

/** The way to a page behind a placement's. */
export const placementTrail = (visit: Visit, found: Found) => [
  ...campaignTrail(visit, found.campaign),
  { label: studentName(found.placement), href: placementPath(found) },
];
