import { type Placement, placement, type StartedPlacement } from '../../schemas/placement.ts';

const requestedAt = '2026-10-09T14:00:00.000Z';
const reportedAt = '2026-10-10T09:00:00.000Z';
const closedAt = '2026-11-16T07:00:00.000Z';

const life = [
  { at: '2026-09-14T07:00:00.000Z', what: 'imported', by: 'Nadège Brossard' },
  { at: '2026-09-21T08:00:00.000Z', what: 'started', by: 'Nadège Brossard' },
  { at: '2026-09-21T08:00:00.000Z', what: 'assigned' },
  { at: '2026-09-28T06:00:00.000Z', what: 'briefed' },
  { at: requestedAt, what: 'requested' },
];

/** What differs from a stage that has just started, by the name of where it stands. */
const differences = {
  prepared: { status: 'prepared', history: life.slice(0, 1) },
  assigned: { status: 'assigned', history: life.slice(0, 3) },
  briefed: { status: 'briefed', history: life.slice(0, 4) },
  requested: { status: 'awaiting', round: 'request', history: life },
  reminded: { status: 'awaiting', round: 'reminder2', history: life },
  escalated: { status: 'awaiting', round: 'escalation', history: life },
  received: { status: 'received', reference: 'SOPA1-2026-X-V1', reportedAt, history: life },
  distributed: {
    status: 'distributed',
    reference: 'SOPA1-2026-X-V1',
    reportedAt,
    distributedAt: reportedAt,
    history: [...life, { at: reportedAt, what: 'received' }, { at: reportedAt, what: 'distributed' }],
  },
  unreturned: {
    status: 'unreturned',
    closedAt,
    history: [...life, { at: closedAt, what: 'unreturned' }],
  },
  troubled: {
    status: 'assigned',
    trouble: { at: '2026-09-28T06:00:00.000Z', state: 'SendBriefing', error: 'MailUnconfirmed' },
    history: [...life.slice(0, 3), { at: '2026-09-28T06:00:00.000Z', what: 'troubled' }],
  },
};
export const standings = Object.keys(differences);

/** The stage of a further student, where it stands when so far along. */
export const placementAt = (standing: string, sample: StartedPlacement, studentNumber: string): Placement => {
  const difference = new Map<string, object>(Object.entries(differences)).get(standing);
  return placement.parse({ ...sample, ...difference, studentNumber });
};
