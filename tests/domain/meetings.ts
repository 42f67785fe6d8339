import type { Meeting } from '../../schemas/meeting.ts';
import type { Placement } from '../../schemas/placement.ts';

/** A meeting at Poitiers that nobody is told of yet. */
export const prepared: Meeting = {
  ...{ meetingId: '20261001-0000000a', campaignId: '2026-sopa1', siteId: 'poitiers' },
  ...{ kind: 'information', day: '2026-10-15', from: '14:00', to: '16:00', place: 'Amphi A' },
  ...{ audience: { tutors: { who: 'all' }, delegates: true }, status: 'prepared', sequence: 0, revision: 0 },
  ...{ createdAt: '2026-09-30T08:00:00.000Z', createdBy: 'Camille Fournier', placesNumber: 0, version: 1 },
};

/** A stage at Poitiers whose tutor has that name. */
export const startedWith = (studentNumber: string, tutor: string, changes: object = {}): Placement =>
  ({
    ...{ campaignId: '2026-sopa1', studentNumber, siteId: 'poitiers', status: 'started' },
    student: { firstName: 'Inès', lastName: 'Morin', email: `${studentNumber}@etu.example` },
    tutor: { title: 'Mme', firstName: 'Léa', lastName: tutor, email: `${tutor}@ac.example` },
    school: { name: 'École Jean-Zay', town: 'Poitiers' },
    periods: [{ from: '2026-10-05', to: '2026-10-09' }],
    ...{ startedAt: '2026-09-21T08:00:00.000Z', revision: 1, version: 1, history: [] },
    ...changes,
  }) as Placement;
