import type { Institution } from '../../schemas/institution.ts';
import type { Meeting } from '../../schemas/meeting.ts';
import type { Placement, PlacementLine } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import {
  eachOnce,
  type Invitee,
  invitedDelegates,
  invitedTutors,
  mostInvited,
  strangersAmong,
} from '../domain/meeting/audience.ts';
import { inGroups } from '../in-groups.ts';
import type { Store } from '../store/store.ts';

type Of = Pick<Meeting, 'campaignId' | 'siteId' | 'audience'>;
type Reading = { store: Pick<Store, 'lines' | 'placements' | 'meetings'>; now: IsoInstant };

/** Those of chosen tutors are looked up by their addresses: a site's list is read where all of it is wanted. */
const stagesOf = async (
  { store, now }: Reading,
  { campaignId, siteId, audience: { tutors } }: Of,
): Promise<readonly (Placement | PlacementLine)[]> => {
  switch (tutors.who) {
    case 'none':
      return [];
    case 'chosen':
      return (await inGroups(tutors.emails, (email) => store.placements.ofTutor(campaignId, email))).flat();
    case 'all':
      return store.lines.all({ campaignId, siteIds: [siteId], now });
  }
};

/** Whom a meeting is for as things stand, each address once, by name. */
export const audienceOf = async (
  reading: Reading,
  institution: Pick<Institution, 'sites'>,
  meeting: Of,
): Promise<Invitee[]> =>
  eachOnce([
    ...invitedDelegates(meeting, institution),
    ...invitedTutors(meeting, await stagesOf(reading, meeting)),
  ]).toSorted((a, b) => (a.lastName ?? a.name).localeCompare(b.lastName ?? b.name, 'fr'));

export type ToInvite = {
  /** Whom it is for and who has no invitation yet. */
  invitees: Invitee[];
  /** Addresses that were chosen, and are no tutor's any more whom it could be for: corrected since, or replaced. */
  strangers: string[];
  /** How many it would have invited with them, where that is more than it may. */
  tooMany?: number;
};

export const toInvite = async (
  reading: Reading,
  institution: Pick<Institution, 'sites'>,
  meeting: Of & Pick<Meeting, 'meetingId' | 'status'>,
): Promise<ToInvite> => {
  const [audience, guests] = await Promise.all([
    audienceOf(reading, institution, meeting),
    meeting.status === 'prepared' ? [] : reading.store.meetings.guests(meeting.meetingId),
  ]);
  const known = new Set(guests.map(({ email }) => email));
  const invitees = audience.filter(({ email }) => !known.has(email));
  const all = guests.length + invitees.length;
  const strangers = strangersAmong(meeting, audience);
  return { invitees, strangers, ...(invitees.length > 0 && all > mostInvited && { tooMany: all }) };
};
