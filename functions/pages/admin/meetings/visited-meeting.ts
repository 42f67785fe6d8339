import { type Meeting, meetingId } from '../../../../schemas/meeting.ts';
import { seesSite } from '../../../../schemas/staff.ts';
import { kindMeanings } from '../../../domain/meeting/meeting-meanings.ts';
import { longDate } from '../../../domain/wording/french-dates.ts';
import { fieldValue } from '../../request.ts';
import type { Visit } from '../visit.ts';

export const meetingsPath = '/console/reunions';
export const meetingsTitle = 'Réunions et jurys';
export const meetingPath = ({ meetingId: id }: Pick<Meeting, 'meetingId'>): string => `${meetingsPath}/${id}`;
export const meetingTitle = ({ kind, day }: Pick<Meeting, 'kind' | 'day'>): string =>
  `${kindMeanings[kind].label}, ${longDate(day)}`;

export const onlyManagersDecide = 'Seules l’administration et la scolarité du site organisent ses réunions.';

/** The meeting of the address, when it is of a site of this person's. */
export const visitedMeeting = async ({ request, staff, store }: Visit): Promise<Meeting | undefined> => {
  const id = meetingId.safeParse(request.params.meetingId);
  const found = id.success ? await store.meetings.find(id.data) : undefined;
  return found && seesSite(staff, found.siteId) ? found : undefined;
};

/** What a form shows of the meeting that the person looked at, for nobody to overwrite what they did not see. */
export const seenMark = ({ sequence, revision, placesNumber, version }: Meeting): string =>
  [sequence, revision, placesNumber, version].join('.');

export const asSeen = (visit: Visit, meeting: Meeting): Meeting => {
  const [sequence = -1, revision = -1, placesNumber = -1, version = -1] = fieldValue(
    visit.request.form,
    'vue',
  )
    .split('.')
    .map(Number);
  return { ...meeting, sequence, revision, placesNumber, version };
};

export const meetingsTrail = [{ label: meetingsTitle, href: meetingsPath }];
export const meetingTrail = (meeting: Meeting) => [
  ...meetingsTrail,
  { label: meetingTitle(meeting), href: meetingPath(meeting) },
];
