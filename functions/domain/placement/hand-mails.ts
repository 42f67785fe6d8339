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
  received: { mails: [], says: 'reportIn' },
  distributed: { mails: [], says: 'reportIn' },
  givenBack: { mails: ['link'], says: 'givenBack' },
  unreturned: { mails: [], says: 'closed' },
  receivedOtherwise: { mails: [], says: 'receivedOtherwise' },
  cancelled: { mails: [], says: 'cancelled' },
};

type Standing = Pick<PlacementLine, 'status'>;

export const mayMailByHand = ({ status }: Standing, mail: HandMail): boolean =>
  byHand[status].mails.includes(mail);

export const letterByHand = ({ status }: Standing): 'mission' | 'request' | undefined =>
  byHand[status].letter;

export const stageSays = ({ status }: Standing): StageSays => byHand[status].says;
