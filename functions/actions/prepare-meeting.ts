import { createHash, randomBytes } from 'node:crypto';
import type { Campaign } from '../../schemas/campaign.ts';
import type { SiteId } from '../../schemas/institution.ts';
import {
  type Meeting,
  type MeetingAudience,
  type MeetingFacts,
  type MeetingId,
  meetingId,
} from '../../schemas/meeting.ts';
import type { IsoDate, IsoInstant } from '../../schemas/time.ts';
import { mayMeet } from '../domain/rights.ts';
import { dayAfter } from '../domain/timetable/calendar-days.ts';
import { parisDay } from '../domain/wording/french-dates.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';

export type MeetingDraft = {
  siteId: SiteId;
  facts: MeetingFacts;
  audience: MeetingAudience;
  capacity: number | undefined;
};

const named = (day: IsoDate, mark: string): MeetingId => `${day.replaceAll('-', '')}-${mark}`;

/** Names a form in which a meeting is prepared, as a meeting is named. */
export const newMeetingForm = (now: IsoInstant): MeetingId =>
  named(parisDay(now), randomBytes(4).toString('hex'));

/** The name that the page gave its form, on this day or the one before; else a new one. */
export const namedMeetingForm = (text: string, now: IsoInstant): MeetingId => {
  const today = parisDay(now);
  const isOurs = [today, dayAfter(today, -1)].some((day) => text.startsWith(named(day, '')));
  return isOurs && meetingId.safeParse(text).success ? text : newMeetingForm(now);
};

/**
 * A meeting that nobody is told of yet. What one form says is one meeting, however often it is sent; where somebody goes back and says
 * something else in it, that is another.
 *
 * @param form its name
 */
export const prepareMeeting = async (
  acting: Acting,
  { campaignId }: Pick<Campaign, 'campaignId'>,
  draft: MeetingDraft,
  form: MeetingId,
): Promise<{ kind: 'prepared'; meeting: Meeting } | Refused> => {
  const { staff, store, now } = acting;
  const { siteId, facts, audience, capacity } = draft;
  if (!mayMeet(staff, { siteId })) return refuse(acting, 'meetingPrepared', { campaignId });
  const said = JSON.stringify([form, staff.subject, campaignId, siteId, facts, audience, capacity]);
  const mark = createHash('sha256').update(said).digest('hex').slice(0, 8);
  const meeting: Meeting = {
    ...{ meetingId: form.replace(/[^-]+$/, mark), campaignId, siteId, ...facts, audience },
    ...{ status: 'prepared', sequence: 0, revision: 0, placesNumber: 0 },
    ...{ createdAt: now, createdBy: staff.name, version: 1 },
  };
  await audited(acting, 'meetingPrepared', {
    campaignId,
    after: `${meeting.meetingId}, ${siteId}, ${facts.day}`,
  });
  const isNew = await store.meetings.create(meeting, capacity);
  return { kind: 'prepared', meeting: isNew ? meeting : await store.meetings.get(meeting.meetingId) };
};
