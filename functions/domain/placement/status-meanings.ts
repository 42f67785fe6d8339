import type { Placement, PlacementStatus, StartedPlacement } from '../../../schemas/placement.ts';

type StatusMeaning = {
  /** It takes place, and its lifecycle was started: people may have been written to. */
  isStarted: boolean;
  /** Its report is waited for, or will be: rounds may open. */
  isInProgress: boolean;
  /** Nothing more happens by itself. */
  isOver: boolean;
  /** A report is in. */
  hasReport: boolean;
  /** Its report is neither in nor received otherwise, and somebody is to know. */
  isMissing: boolean;
  /** A report that comes in now is taken; also once it was declared not returned, since the record is the truth. */
  mayReport: boolean;
  /** What the picture of a campaign counts it as; while it is awaited, the round says. */
  countsAs: Exclude<PlacementStatus, 'awaiting' | 'givenBack'> | 'round';
};

/** What each status of a placement means, for all who ask; in the order of a stage's life. */
export const statusMeanings = {
  prepared: {
    ...{ isStarted: false, isInProgress: false, isOver: false, hasReport: false },
    ...{ isMissing: false, mayReport: false },
    countsAs: 'prepared',
  },
  started: {
    ...{ isStarted: true, isInProgress: true, isOver: false, hasReport: false },
    ...{ isMissing: true, mayReport: true },
    countsAs: 'started',
  },
  assigned: {
    ...{ isStarted: true, isInProgress: true, isOver: false, hasReport: false },
    ...{ isMissing: true, mayReport: true },
    countsAs: 'assigned',
  },
  briefed: {
    ...{ isStarted: true, isInProgress: true, isOver: false, hasReport: false },
    ...{ isMissing: true, mayReport: true },
    countsAs: 'briefed',
  },
  awaiting: {
    ...{ isStarted: true, isInProgress: true, isOver: false, hasReport: false },
    ...{ isMissing: true, mayReport: true },
    countsAs: 'round',
  },
  received: {
    ...{ isStarted: true, isInProgress: false, isOver: false, hasReport: true },
    ...{ isMissing: false, mayReport: false },
    countsAs: 'received',
  },
  distributed: {
    ...{ isStarted: true, isInProgress: false, isOver: true, hasReport: true },
    ...{ isMissing: false, mayReport: false },
    countsAs: 'distributed',
  },
  /** A version is in and counts; another may come. Nothing is missing, so nobody is reminded, late or named to anybody. */
  givenBack: {
    ...{ isStarted: true, isInProgress: false, isOver: false, hasReport: true },
    ...{ isMissing: false, mayReport: true },
    countsAs: 'received',
  },
  unreturned: {
    ...{ isStarted: true, isInProgress: false, isOver: true, hasReport: false },
    ...{ isMissing: true, mayReport: true },
    countsAs: 'unreturned',
  },
  receivedOtherwise: {
    ...{ isStarted: true, isInProgress: false, isOver: true, hasReport: false },
    ...{ isMissing: false, mayReport: true },
    countsAs: 'receivedOtherwise',
  },
  cancelled: {
    ...{ isStarted: false, isInProgress: false, isOver: true, hasReport: false },
    ...{ isMissing: false, mayReport: true },
    countsAs: 'cancelled',
  },
} as const satisfies Record<PlacementStatus, StatusMeaning>;

/** The placements of the statuses of which the table says yes. */
type WhoseStatus<Question extends keyof StatusMeaning> = Extract<
  Placement,
  {
    status: {
      [S in PlacementStatus]: (typeof statusMeanings)[S][Question] extends true ? S : never;
    }[PlacementStatus];
  }
>;

const isStatus = (name: string): name is PlacementStatus => Object.hasOwn(statusMeanings, name);
const statuses = Object.keys(statusMeanings).filter(isStatus);
/** The statuses of which the table says yes. */
export const statusesWith = (question: Exclude<keyof StatusMeaning, 'countsAs'>): PlacementStatus[] =>
  statuses.filter((status) => statusMeanings[status][question]);

export const isStarted = (placement: Placement): placement is StartedPlacement =>
  statusMeanings[placement.status].isStarted;
/** The same of what a list knows. */
export const hasStarted = ({ status }: Pick<Placement, 'status'>): boolean =>
  statusMeanings[status].isStarted;
/** Its report is missing, as far as lists know. */
export const isWithoutReport = ({ status }: Pick<Placement, 'status'>): boolean =>
  statusMeanings[status].isMissing;
export const isInProgress = (placement: Placement): placement is WhoseStatus<'isInProgress'> =>
  statusMeanings[placement.status].isInProgress;
export const isOver = ({ status }: Pick<Placement, 'status'>): boolean => statusMeanings[status].isOver;
export const hasReport = (placement: Placement): placement is WhoseStatus<'hasReport'> =>
  statusMeanings[placement.status].hasReport;
export const mayReport = (placement: Placement): placement is WhoseStatus<'mayReport'> =>
  statusMeanings[placement.status].mayReport;
/** Its tutor's word that something is not as planned is heard: their stage, and its report is missing. */
export const hearsTutor = (placement: Placement): boolean =>
  isStarted(placement) && statusMeanings[placement.status].isMissing;
/** An execution should be watching over it. */
export const isUnderWay = (placement: Placement): boolean => isStarted(placement) && !isOver(placement);
/** Its report is with its tutor again, to be corrected. */
export const isGivenBack = (placement: Placement): placement is Extract<Placement, { status: 'givenBack' }> =>
  placement.status === 'givenBack';
/** It was with its tutor, and nobody waits for another version any more. */
export const isWithdrawn = (placement: Placement): boolean =>
  isGivenBack(placement) && placement.asked.withdrawnAt !== undefined;
/** What became of its report is known: its tutor and dates no longer change. */
export const isReportSettled = ({ status }: Pick<Placement, 'status'>): boolean =>
  statusMeanings[status].hasReport || statusMeanings[status].isOver;
/**
 * Somebody ended it before its day: what runs of it closes the report and says farewell, and nothing else. One that the timetable
 * closed is `unreturned`, too, and says no reason.
 */
export const isEndedByHand = (placement: Placement): boolean =>
  placement.status === 'cancelled' ||
  placement.status === 'receivedOtherwise' ||
  (placement.status === 'unreturned' && placement.closedFor !== undefined);
