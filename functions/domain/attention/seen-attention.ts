import type { Attention } from '../../../schemas/attention.ts';
import type { Campaign, CampaignId } from '../../../schemas/campaign.ts';
import type { Institution } from '../../../schemas/institution.ts';
import { type Staff, seesSite } from '../../../schemas/staff.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import type { ImportUnderAttention, Waiting } from '../../../schemas/under-attention.ts';
import { isOverdue } from '../placement/placement-life.ts';
import { mayAdminister, mayManage, seesCampaign } from '../rights.ts';

export const sitesOfStaff = (staff: Staff, { sites }: Institution): string[] =>
  sites.map(({ siteId }) => siteId).filter((siteId) => seesSite(staff, siteId));

type Campaigns = ReadonlyMap<CampaignId, Campaign>;

/** Of what waits, what is this person's to know. */
export const seenWaiting = (
  staff: Staff,
  waiting: readonly Waiting[],
  campaigns: Campaigns,
  now: IsoInstant,
): Waiting[] => waiting.filter((one) => isSeen(staff, one, campaigns, now));

const isSeen = (staff: Staff, one: Waiting, campaigns: Campaigns, now: IsoInstant): boolean => {
  switch (one.of) {
    case 'placement':
      return seesSite(staff, one.placement.siteId);
    case 'meeting':
      return seesSite(staff, one.meeting.siteId) && isToCome(one.attention, now);
    case 'campaign':
    case 'work':
      return managesCampaign(staff, campaigns.get(campaignOfWaiting(one)));
    case 'import':
      return (
        managesCampaign(staff, campaigns.get(one.file.campaignId)) &&
        isLeft(one.file, now) &&
        isTheirs(staff, one.file.keptBy)
      );
  }
};

/** Once it has begun, nobody is mailed of a meeting any more. */
const isToCome = (attention: readonly Attention[], now: IsoInstant): boolean =>
  attention.some((one) => one.kind === 'stoppedMeeting' && now < one.until);

const managesCampaign = (staff: Staff, campaign: Campaign | undefined): boolean =>
  mayManage(staff) && campaign !== undefined && seesCampaign(staff, campaign);

/** A file that was uploaded a moment ago is being looked at; one that is gone cannot be taken up. */
const isLeft = ({ expiresAt, attention }: ImportUnderAttention, now: IsoInstant): boolean =>
  expiresAt * 1000 > Date.parse(now) && isOverdue(attention[0]?.since, now);

/** Its name may name a site, and its rows people: it is for those who act for the same site. */
const isTheirs = (staff: Staff, keptBy: ImportUnderAttention['keptBy']): boolean =>
  mayAdminister(staff) ||
  keptBy?.subject === staff.subject ||
  keptBy?.sites.some((siteId) => seesSite(staff, siteId)) === true;

/** What of these is one matter to whoever settles it: its lines are one, and count as one. */
export const matterOf = (about: Waiting, attention: Attention): string => {
  switch (about.of) {
    case 'placement': {
      const { campaignId, studentNumber } = about.placement;
      // A tutor's address is one matter, however many students it is of.
      const whose =
        attention.kind === 'refused' && attention.reader === 'tutor' ? attention.recipient : studentNumber;
      return `${attention.kind} ${campaignId} ${whose}`;
    }
    case 'campaign':
      return `${attention.kind} ${about.campaign.campaignId}`;
    case 'work':
      return `${attention.kind} ${about.work.workId}`;
    case 'meeting':
      return `${attention.kind} ${attention.kind === 'stoppedMeeting' ? attention.meeting.meetingId : ''}`;
    case 'import':
      return `${attention.kind} ${about.file.importId}`;
  }
};

/** The campaign that it is of. */
export const campaignOfWaiting = (one: Waiting): CampaignId => {
  switch (one.of) {
    case 'placement':
      return one.placement.campaignId;
    case 'campaign':
      return one.campaign.campaignId;
    case 'work':
      return one.work.campaignId;
    case 'meeting':
      return one.meeting.campaignId;
    case 'import':
      return one.file.campaignId;
  }
};
