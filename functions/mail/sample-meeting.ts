import type { Meeting, MeetingAnswer, MeetingGuest } from '../../schemas/meeting.ts';
import type { Placement } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { stageBounds } from '../domain/timetable/occasion-moments.ts';
import { fullName } from '../domain/wording/people.ts';

type Sample = {
  meeting: Meeting;
  guest: MeetingGuest;
  /** What the guest answers: that they come, or that somebody else does. */
  coming: MeetingAnswer;
  instead: MeetingAnswer & Required<Pick<MeetingAnswer, 'substitute'>>;
};

/** An invented meeting, on the first day of the placement's stage: what its mails are read with. The guest is the tutor. */
export const sampleMeeting = ({ campaignId, siteId, periods, tutor }: Placement, now: IsoInstant): Sample => {
  const day = stageBounds(periods).first;
  const meetingId = `${day.replaceAll('-', '')}-00000000`;
  return {
    meeting: {
      ...{ meetingId, campaignId, siteId, kind: 'information', day, from: '17:00', to: '18:30' },
      ...{ place: 'Amphithéâtre A, 2e étage', word: 'Exemple de précision : entrée par la cour.' },
      ...{ audience: { tutors: { who: 'all' }, delegates: true }, status: 'announced' },
      ...{ sequence: 1, revision: 1, placesNumber: 0, createdAt: now, createdBy: 'SOPA', version: 1 },
    },
    guest: {
      ...{ meetingId, email: tutor.email, name: fullName(tutor), lastName: tutor.lastName },
      ...{ ...(tutor.title && { title: tutor.title }), roles: ['tutor'], salt: '', hash: '' },
    },
    coming: { answer: 'yes', at: now, sequence: 1, former: [] },
    instead: {
      ...{ answer: 'other', at: now, sequence: 1, former: [] },
      substitute: { name: 'Alix Martin (exemple)', email: 'alix.martin@ecole.example' },
    },
  };
};
