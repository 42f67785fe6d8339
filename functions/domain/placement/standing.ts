import type { Occasion } from '../../../schemas/occasion.ts';
import type { HistoryEntry, Placement, PlacementLine, Standing } from '../../../schemas/placement.ts';
import type { IsoDate } from '../../../schemas/time.ts';
import { daysBetween } from '../timetable/calendar-days.ts';
import { parisDay } from '../wording/french-dates.ts';
import { rememberedOccasions } from './occasion-meanings.ts';
import { isToTell, isTroubled } from './placement-life.ts';
import { hasReport, isInProgress, isOver, statusMeanings } from './status-meanings.ts';
import { heldUntil, waitingWord } from './tutors-word.ts';

/** Occasions that are behind a stage in that status; of one whose report is awaited, its round says. */
const behind: Partial<Record<Placement['status'], readonly Occasion[]>> = {
  assigned: ['assignment'],
  briefed: ['assignment', 'briefing'],
  awaiting: ['assignment', 'briefing'],
};

/** What happens next by itself, as its plan has it. Nothing where nobody watches over it. */
const nextOf = (placement: Placement): Standing['next'] => {
  if (!isInProgress(placement) || !placement.plan || isTroubled(placement)) return undefined;
  const { assignment, briefing, rounds } = placement.plan;
  const done = behind[placement.status] ?? [];
  const round = placement.status === 'awaiting' ? placement.round : undefined;
  const opened = rounds.findIndex(({ occasion }) => occasion === round);
  return (
    [
      { occasion: 'assignment' as const, ...assignment },
      { occasion: 'briefing' as const, ...briefing },
      ...rounds.slice(opened + 1).map((one) => ({ ...one, skip: false })),
    ]
      .filter(({ occasion, skip }) => !skip && !done.includes(occasion))
      // What a tutor's word puts off is not the next to leave on its day.
      .map(({ at, occasion }) => ({ at: heldUntil(placement, occasion, at) ?? at, occasion }))
      .sort((a, b) => a.at.localeCompare(b.at))[0]
  );
};

const reportedOn = (placement: Placement): IsoDate | undefined => {
  if (hasReport(placement)) return parisDay(placement.firstReportedAt ?? placement.reportedAt);
  return placement.status === 'receivedOtherwise' ? placement.receivedOn : undefined;
};

/** A day that somebody gave beyond the plan holds before the plan says so. */
const dueOf = ({ plan, extendedTo }: Placement): IsoDate | undefined =>
  [plan?.dueDate, extendedTo]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);

/** How a stage stands, as lists show it. Of the placement alone: what depends on the day is reckoned by whoever reads it. */
export const standingOf = (placement: Placement): Standing => {
  const { history, draftBegunAt } = placement;
  const left: Partial<Record<HistoryEntry['what'], IsoDate>> = {};
  for (const { at, what } of history) if (rememberedOccasions.has(what)) left[what] = parisDay(at);
  const last = history.at(-1);
  return {
    due: dueOf(placement),
    reportedOn: reportedOn(placement),
    draftedAt: isInProgress(placement) ? draftBegunAt : undefined,
    wordAt: waitingWord(placement)?.saidAt,
    last: last && { at: last.at, what: last.what },
    next: nextOf(placement),
    left,
    ...(hasReport(placement) && placement.notAcquired && { notAcquired: true }),
    ...(isOver(placement) && isToTell(placement) && { isToTell: true }),
  };
};

/** Days by which its report is, or came, late; 0 for one that is not, or is not waited for any more. */
export const daysLate = (
  { status, standing }: Pick<PlacementLine, 'status' | 'standing'>,
  today: IsoDate,
): number => {
  const until = standing?.reportedOn ?? (statusMeanings[status].isInProgress ? today : undefined);
  return standing?.due === undefined || until === undefined
    ? 0
    : Math.max(0, daysBetween(standing.due, until));
};

/** Its report is waited for, and should be in by now. */
export const isLate = (line: Pick<PlacementLine, 'status' | 'standing'>, today: IsoDate): boolean =>
  statusMeanings[line.status].isInProgress && daysLate(line, today) > 0;
