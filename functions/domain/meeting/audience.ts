import type { Institution } from '../../../schemas/institution.ts';
import type { GuestRole, Meeting, MeetingGuest } from '../../../schemas/meeting.ts';
import type { Placement, PlacementLine } from '../../../schemas/placement.ts';
import { delegatesOf, siteOf } from '../placement/site-of.ts';
import { hasStarted } from '../placement/status-meanings.ts';
import { fullName } from '../wording/people.ts';

/** Somebody whom a meeting is for. */
export type Invitee = Pick<MeetingGuest, 'email' | 'name' | 'title' | 'lastName' | 'roles'>;

/** A site has some hundreds of tutors: more than so many are not invited to one room. */
export const mostInvited = 1500;

type Stage = Pick<Placement | PlacementLine, 'siteId' | 'status' | 'tutor'>;

/** A stage that takes place, of the meeting's site, whose tutor the meeting is for. */
const isOfAudience =
  ({ siteId, audience: { tutors } }: Pick<Meeting, 'siteId' | 'audience'>) =>
  (stage: Stage): boolean =>
    stage.siteId === siteId &&
    hasStarted(stage) &&
    (tutors.who === 'all' || (tutors.who === 'chosen' && tutors.emails.includes(stage.tutor.email)));

/** The tutors among those stages whom the meeting is for, each address once. */
export const invitedTutors = (
  meeting: Pick<Meeting, 'siteId' | 'audience'>,
  stages: readonly Stage[],
): Invitee[] => {
  const found = new Map<string, Invitee>();
  for (const { tutor } of stages.filter(isOfAudience(meeting)))
    if (!found.has(tutor.email))
      found.set(tutor.email, {
        ...{ email: tutor.email, name: fullName(tutor), lastName: tutor.lastName, roles: ['tutor'] },
        ...(tutor.title && { title: tutor.title }),
      });
  return [...found.values()];
};

/** The site's delegates, as the institute answers now: whoever stands in is invited instead. */
export const invitedDelegates = (
  { siteId, audience: { delegates } }: Pick<Meeting, 'siteId' | 'audience'>,
  institution: Pick<Institution, 'sites'>,
): Invitee[] => {
  if (!delegates) return [];
  return delegatesOf(siteOf(institution, siteId)).map(({ name, email, addressed }) => ({
    ...{ email, name, ...addressed },
    roles: ['delegate'],
  }));
};

/** One address is invited once, however many roles it has. */
export const eachOnce = (invitees: readonly Invitee[]): Invitee[] => {
  const found = new Map<string, Invitee>();
  for (const one of invitees) {
    const known = found.get(one.email);
    const roles: GuestRole[] = [...new Set([...(known?.roles ?? []), ...one.roles])];
    found.set(one.email, { ...(known ?? one), roles });
  }
  return [...found.values()];
};

/**
 * Whether a meeting still is for somebody, at the moment at which they would be written to: their stage may have been cancelled, or given
 * to another tutor.
 *
 * @param stages those of the address in the meeting's campaign
 */
export const isStillFor = (
  meeting: Pick<Meeting, 'siteId' | 'audience'>,
  guest: Pick<MeetingGuest, 'email'>,
  stages: readonly Stage[],
  institution: Pick<Institution, 'sites'>,
): boolean =>
  stages.some(isOfAudience(meeting)) ||
  invitedDelegates(meeting, institution).some(({ email }) => email === guest.email);

/** Of addresses that were chosen, those that no tutor has whom the meeting could be for. */
export const strangersAmong = (
  { audience: { tutors } }: Pick<Meeting, 'audience'>,
  invitees: readonly Invitee[],
): string[] =>
  tutors.who === 'chosen'
    ? tutors.emails.filter(
        (email) => !invitees.some((one) => one.email === email && one.roles.includes('tutor')),
      )
    : [];
