import { randomBytes } from 'node:crypto';
import type { Campaign } from '../../schemas/campaign.ts';
import type { SiteId } from '../../schemas/institution.ts';
import type { Meeting, MeetingAudience, MeetingFacts } from '../../schemas/meeting.ts';
import { mayMeet } from '../domain/rights.ts';
import { parisDay } from '../domain/wording/french-dates.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';

export type MeetingDraft = {
  siteId: SiteId;
  facts: MeetingFacts;
  audience: MeetingAudience;
  capacity: number | undefined;
};

/** A meeting that nobody is told of yet. */
export const prepareMeeting = async (
  acting: Acting,
  { campaignId }: Pick<Campaign, 'campaignId'>,
  { siteId, facts, audience, capacity }: MeetingDraft,
): Promise<{ kind: 'prepared'; meeting: Meeting } | Refused> => {
  const { staff, store, now } = acting;
  if (!mayMeet(staff, { siteId })) return refuse(acting, 'meetingPrepared', { campaignId });
  const meetingId = `${parisDay(now).replaceAll('-', '')}-${randomBytes(4).toString('hex')}`;
  const meeting: Meeting = {
    ...{ meetingId, campaignId, siteId, ...facts, audience },
    ...{ status: 'prepared', sequence: 0, revision: 0, placesNumber: 0 },
    ...{ createdAt: now, createdBy: staff.name, version: 1 },
  };
  await audited(acting, 'meetingPrepared', { campaignId, after: `${meetingId}, ${siteId}, ${facts.day}` });
  await store.meetings.create(meeting, capacity);
  return { kind: 'prepared', meeting };
};
