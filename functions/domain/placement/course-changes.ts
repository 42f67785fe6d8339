import type {
  CancelReason,
  Farewell,
  HistoryEntry,
  Placement,
  PlacementStatus,
  ReceivedBy,
  StartedPlacement,
} from '../../../schemas/placement.ts';
import type { IsoDate, IsoInstant } from '../../../schemas/time.ts';
import { nextRevision, started, whateverItsStatus } from './placement-life.ts';
import { isGivenBack, isInProgress, isStarted, isWithdrawn } from './status-meanings.ts';
import { settledWords } from './students-word.ts';

/** Who decides, when, and what they gave as the reason. */
export type Decided = { by: string; now: IsoInstant; why: string | undefined };

/**
 * What people decide about one placement that the timetable does not know. Each is one write, which names the next revision:
 * its execution does what follows from it, and the one before finds itself replaced.
 */
export type CourseChange =
  | { kind: 'cancel'; reason: CancelReason }
  | { kind: 'restore'; isLaunched: boolean }
  | { kind: 'receivedOtherwise'; by: ReceivedBy; on: IsoDate }
  | { kind: 'close' }
  /** Also of one that was closed, or received otherwise: its report is waited for again. */
  | { kind: 'reopen'; until: IsoDate }
  | { kind: 'extend'; until: IsoDate }
  /** The report that was sent goes back to its tutor, who is told why. */
  | { kind: 'giveBack'; until: IsoDate }
  /** Its tutor has longer to correct it. */
  | { kind: 'moveCorrection'; until: IsoDate }
  /** Nothing is to be corrected after all: the version that was sent stands. */
  | { kind: 'withdrawCorrection' };
export type CourseKind = CourseChange['kind'];

/** In which statuses each makes sense. */
const courseOf: Record<PlacementStatus, readonly CourseKind[]> = {
  prepared: ['cancel'],
  started: ['cancel', 'receivedOtherwise', 'close', 'extend'],
  assigned: ['cancel', 'receivedOtherwise', 'close', 'extend'],
  briefed: ['cancel', 'receivedOtherwise', 'close', 'extend'],
  awaiting: ['cancel', 'receivedOtherwise', 'close', 'extend'],
  received: [],
  distributed: ['giveBack'],
  givenBack: ['moveCorrection', 'withdrawCorrection'],
  unreturned: ['receivedOtherwise', 'reopen'],
  receivedOtherwise: ['reopen'],
  cancelled: ['restore'],
};

/** What may be decided at that status, as far as lists know. */
export const changesAt = (status: PlacementStatus): readonly CourseKind[] => courseOf[status];

export const courseChanges = (placement: Placement): readonly CourseKind[] =>
  isWithdrawn(placement) ? [] : changesAt(placement.status);

/**
 * The placement as the decision has it; the very one it was given, where its status does not allow it. Whoever decides has read what
 * its tutor said, if they said something: that is seen to.
 */
export const changedCourse = (placement: Placement, change: CourseChange, decided: Decided): Placement => {
  if (!courseChanges(placement).includes(change.kind)) return placement;
  return { ...changed(placement, change, decided), ...settledWords(placement, decided) };
};

const changed = (placement: Placement, change: CourseChange, decided: Decided): Placement => {
  switch (change.kind) {
    case 'cancel':
      return cancelled(placement, change.reason, decided);
    case 'restore':
      return restored(placement, change.isLaunched, decided);
    case 'receivedOtherwise':
      return receivedOtherwise(placement, change, decided);
    case 'close':
      return closed(placement, decided);
    case 'reopen':
    case 'extend':
      return awaitedUntil(placement, change, decided);
    case 'giveBack':
      return givenBack(placement, change.until, decided);
    case 'moveCorrection':
      return correctedUntil(placement, change.until, decided);
    case 'withdrawCorrection':
      return withdrawn(placement, decided);
  }
};

const told = (
  { history }: Placement,
  what: HistoryEntry['what'],
  { by, now, why }: Decided,
): Pick<Placement, 'history'> => ({
  history: [...history, { at: now, what, by, ...(why !== undefined && { why }) }],
});

const cancelled = (placement: Placement, reason: CancelReason, decided: Decided): Placement => {
  const { now } = decided;
  const after = {
    ...whateverItsStatus(placement),
    ...told(placement, 'cancelled', decided),
    status: 'cancelled' as const,
    cancelledAt: now,
    cancelledFor: reason,
  };
  if (!isStarted(placement)) return after;
  const next = nextRevision(placement, now);
  const farewells = [
    farewell(placement, 'tutor', 'cancelled', next.revision),
    farewell(placement, 'student', 'cancelled', next.revision),
  ];
  const { startedAt } = placement;
  return {
    ...after,
    ...next,
    startedAt,
    farewells: [...(placement.farewells ?? []), ...farewells].slice(-20),
  };
};

/** What is to be said to somebody whose stage it was. */
export const farewell = (
  { tutor, student, school, periods }: Placement,
  reader: Farewell['reader'],
  reason: Farewell['reason'],
  revision: number,
): Farewell => ({
  ...{ reader, reason, revision, school, periods },
  person: reader === 'tutor' ? tutor : student,
});

/** Where a stage stands that goes on: what was done is found done. */
const goingOn = ({ history }: Placement, startedAt: IsoInstant) => {
  const isRequested = history.some(({ what }) => what === 'requested');
  return isRequested
    ? ({ startedAt, status: 'awaiting', round: 'request' } as const)
    : ({ startedAt, status: 'started' } as const);
};

const restored = (placement: Placement, isLaunched: boolean, decided: Decided): Placement => {
  const { now } = decided;
  const after = {
    ...whateverItsStatus(placement),
    ...told(placement, 'restored', decided),
    // Who has not been told that it does not take place need not be.
    farewells: placement.farewells?.filter(({ reason }) => reason !== 'cancelled'),
  };
  const startedAt = 'startedAt' in placement ? placement.startedAt : undefined;
  if (startedAt !== undefined)
    return { ...after, ...nextRevision(placement, now), ...goingOn(placement, startedAt) };
  const prepared = { ...after, status: 'prepared' } as const;
  return isLaunched ? started(prepared, now) : prepared;
};

const receivedOtherwise = (
  placement: Placement,
  { by, on }: Extract<CourseChange, { kind: 'receivedOtherwise' }>,
  decided: Decided,
): Placement =>
  isStarted(placement)
    ? {
        ...whateverItsStatus(placement),
        ...told(placement, 'receivedOtherwise', decided),
        ...nextRevision(placement, decided.now),
        startedAt: placement.startedAt,
        status: 'receivedOtherwise',
        receivedBy: by,
        receivedOn: on,
      }
    : placement;

const closed = (placement: Placement, decided: Decided): Placement =>
  isInProgress(placement)
    ? {
        ...whateverItsStatus(placement),
        ...told(placement, 'closed', decided),
        ...nextRevision(placement, decided.now),
        startedAt: placement.startedAt,
        status: 'unreturned',
        closedAt: decided.now,
        closedFor: decided.why ?? '–',
      }
    : placement;

const awaitedUntil = (
  placement: Placement,
  { kind, until }: Extract<CourseChange, { kind: 'reopen' | 'extend' }>,
  decided: Decided,
): Placement =>
  isStarted(placement)
    ? {
        ...whateverItsStatus(placement),
        ...told(placement, kind === 'reopen' ? 'reopened' : 'extended', decided),
        ...nextRevision(placement, decided.now),
        ...stillAt(placement),
        extendedTo: until,
      }
    : placement;

/** What is known of the version that was sent stays, since it counts until another comes. */
const givenBack = (placement: Placement, until: IsoDate, decided: Decided): Placement => {
  if (placement.status !== 'distributed') return placement;
  const next = nextRevision(placement, decided.now);
  return {
    ...placement,
    ...told(placement, 'givenBack', decided),
    ...next,
    status: 'givenBack',
    asked: { text: decided.why ?? '–', until, revision: next.revision },
  };
};

/** The mail that asked is named by the revision that asked: it does not leave a second time. */
const correctedUntil = (placement: Placement, until: IsoDate, decided: Decided): Placement =>
  isGivenBack(placement)
    ? {
        ...placement,
        ...told(placement, 'correctionMoved', decided),
        ...nextRevision(placement, decided.now),
        asked: { ...placement.asked, until },
      }
    : placement;

/** It is with its tutor until its execution has taken it back: of that and a version 2 of the same second, one comes first. */
const withdrawn = (placement: Placement, decided: Decided): Placement =>
  isGivenBack(placement)
    ? {
        ...placement,
        ...told(placement, 'correctionWithdrawn', decided),
        ...nextRevision(placement, decided.now),
        asked: { ...placement.asked, withdrawnAt: decided.now },
      }
    : placement;

/** A stage that goes on stays where it is; its reminders begin anew. */
const stillAt = (placement: StartedPlacement) => {
  const { startedAt } = placement;
  if (!isInProgress(placement)) return goingOn(placement, startedAt);
  return placement.status === 'awaiting'
    ? ({ startedAt, status: 'awaiting', round: 'request' } as const)
    : { startedAt, status: placement.status };
};

/** Those who were to be told of that revision's change were told, or had nothing to be told of. */
export const farewellsSaid = (placement: Placement, said: readonly Farewell[]): Placement => {
  const left = placement.farewells?.filter(
    (one) => !said.some(({ reader, revision }) => reader === one.reader && revision === one.revision),
  );
  if (left?.length === placement.farewells?.length) return placement;
  const { farewells, ...rest } = placement;
  return left === undefined || left.length === 0 ? rest : { ...rest, farewells: left };
};
