import type { HistoryEntry, Placement } from '../../schemas/placement.ts';
import type { SentReport } from '../../schemas/report.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import type { WaitingRound } from '../../schemas/workflow.ts';

/**
 * What may happen to a placement, as (placement, event, now) → placement. Each answers the very placement it was given when
 * there is nothing to change, so every step can run twice (design.md, 6).
 */
const remembered = (
  placement: Placement,
  what: HistoryEntry['what'],
  at: IsoInstant,
  by?: string,
): HistoryEntry[] => [...placement.history, { at, what, ...(by && { by }) }];

const isInProgress = (placement: Placement) =>
  placement.status === 'started' ||
  placement.status === 'assigned' ||
  placement.status === 'briefed' ||
  placement.status === 'awaiting';

/** The launch reaches a placement: its first lifecycle is about to start. */
export const started = (placement: Placement, now: IsoInstant): Placement =>
  placement.status === 'prepared'
    ? {
        ...placement,
        status: 'started',
        startedAt: now,
        revision: placement.revision + 1,
        history: remembered(placement, 'started', now),
      }
    : placement;

/** A person starts it anew, after trouble or a correction of tutor or dates: the next revision, from the beginning. */
export const relaunched = (placement: Placement, by: string, now: IsoInstant): Placement =>
  placement.status === 'prepared'
    ? placement
    : {
        ...placement,
        revision: placement.revision + 1,
        history: remembered(placement, 'relaunched', now, by),
      };

/** An execution gets going: whatever went wrong before is behind. */
export const planned = (placement: Placement): Placement => {
  if (!placement.trouble) return placement;
  const { trouble, ...untroubled } = placement;
  return untroubled;
};

export const assigned = (placement: Placement, now: IsoInstant): Placement =>
  placement.status === 'started'
    ? { ...placement, status: 'assigned', history: rememberedOnce(placement, 'assigned', now) }
    : placement;

export const briefed = (placement: Placement, now: IsoInstant): Placement =>
  placement.status === 'started' || placement.status === 'assigned'
    ? { ...placement, status: 'briefed', history: rememberedOnce(placement, 'briefed', now) }
    : placement;

const openedAs = {
  request: 'requested',
  reminder1: 'reminded1',
  reminder2: 'reminded2',
  reminder3: 'reminded3',
  escalation: 'escalated',
} as const;

export const roundOpened = (placement: Placement, round: WaitingRound, now: IsoInstant): Placement => {
  if (!isInProgress(placement)) return placement;
  if (placement.status === 'awaiting' && placement.round === round) return placement;
  return {
    ...placement,
    status: 'awaiting',
    round,
    history: rememberedOnce(placement, openedAs[round], now),
  };
};

/** The report is in. Also right for a placement that looked lost: the record is the truth. */
export const received = (placement: Placement, sent: SentReport): Placement => {
  if (
    placement.status === 'prepared' ||
    placement.status === 'received' ||
    placement.status === 'distributed'
  )
    return placement;
  return {
    ...placement,
    status: 'received',
    reference: sent.reference,
    reportedAt: sent.sentAt,
    history: remembered(placement, 'received', sent.sentAt),
  };
};

export const distributed = (placement: Placement, now: IsoInstant): Placement =>
  placement.status === 'received'
    ? {
        ...placement,
        status: 'distributed',
        distributedAt: now,
        history: remembered(placement, 'distributed', now),
      }
    : placement;

export const unreturned = (placement: Placement, now: IsoInstant): Placement =>
  isInProgress(placement)
    ? { ...placement, status: 'unreturned', closedAt: now, history: remembered(placement, 'unreturned', now) }
    : placement;

/** An execution gave up. The placement says so until a person relaunches it. */
export const troubled = (placement: Placement, state: string, error: string, now: IsoInstant): Placement => ({
  ...placement,
  trouble: { at: now, state, error },
  history: remembered(placement, 'troubled', now),
});

/** A restart walks through what already happened; the past is told once. */
const rememberedOnce = (placement: Placement, what: HistoryEntry['what'], at: IsoInstant): HistoryEntry[] =>
  placement.history.some((entry) => entry.what === what)
    ? placement.history
    : remembered(placement, what, at);
