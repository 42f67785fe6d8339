import type { PlacementLine, PlacementStatus } from '../../../schemas/placement.ts';
import type { HandMail } from '../../../schemas/work.ts';

/** Why nothing is done to a stage that somebody picked: its own state says so. The pages word it. */
export type StageSays =
  | 'notLaunched'
  | 'notAnnounced'
  | 'notAsked'
  | 'reportIn'
  | 'givenBack'
  | 'closed'
  | 'receivedOtherwise'
  | 'cancelled';

type ByHand = {
  /** What may be mailed to its tutor by hand. */
  mails: readonly HandMail[];
  /** The same, where somebody looked at this very stage: its tutor may read again what they wrote. */
  insisted?: readonly HandMail[];
  /** Which letter it has come to: the last one that its timetable sent. */
  letter?: 'mission' | 'request';
  /** What stands against anything else. */
  says: StageSays;
};

/** What people may have mailed to a stage's tutor at any time, by its status. */
const byHand: Record<PlacementStatus, ByHand> = {
  prepared: { mails: [], says: 'notLaunched' },
  started: { mails: ['link'], says: 'notAnnounced' },
  assigned: { mails: ['link', 'letter'], letter: 'mission', says: 'notAsked' },
  briefed: { mails: ['link', 'letter'], letter: 'mission', says: 'notAsked' },
  awaiting: { mails: ['link', 'letter', 'reminder'], letter: 'request', says: 'notAsked' },
  received: { mails: [], insisted: ['link'], says: 'reportIn' },
  distributed: { mails: [], insisted: ['link'], says: 'reportIn' },
  givenBack: { mails: ['link'], says: 'givenBack' },
  unreturned: { mails: [], insisted: ['link'], says: 'closed' },
  receivedOtherwise: { mails: [], insisted: ['link'], says: 'receivedOtherwise' },
  cancelled: { mails: [], says: 'cancelled' },
};

type Standing = Pick<PlacementLine, 'status'>;

export const mayMailByHand = ({ status }: Standing, mail: HandMail, isInsisted = false): boolean => {
  const { mails, insisted = [] } = byHand[status];
  return mails.includes(mail) || (isInsisted && insisted.includes(mail));
};

export const letterByHand = ({ status }: Standing): 'mission' | 'request' | undefined =>
  byHand[status].letter;

export const stageSays = ({ status }: Standing): StageSays => byHand[status].says;
