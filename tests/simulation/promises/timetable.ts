import type { RoundOccasion } from '../../../schemas/occasion.ts';
import type { Period } from '../../../schemas/time.ts';
import type { Timetable } from '../../../schemas/timetable.ts';
import type { OpenDays } from './open-days.ts';
import { dayOf, instantOf, minuteOf, type ParisMoment, parisOf } from './paris-time.ts';

/** In their order (ADR 21). */
export const rounds = [
  'request',
  'reminder1',
  'reminder2',
  'reminder3',
  'escalation',
  'closing',
] as const satisfies readonly RoundOccasion[];

/** ADR 3: the closing holds to its own day, as long as a week lies between the escalation and it. */
const leastBeforeClosing = 7;

/** The days that the timetable names for a stage with these dates, before quiet days move any. */
export type Named = { briefing: ParisMoment } & Record<RoundOccasion, ParisMoment>;

/** @param extendedTo until when somebody gave it longer: all that follows the due date moves with it */
export const namedDays = (timetable: Timetable, periods: readonly Period[], extendedTo?: string): Named => {
  const first = Math.min(...periods.map(({ from }) => dayOf(from)));
  const last = Math.max(...periods.map(({ to }) => dayOf(to)));
  const due = Math.max(last + timetable.dueDays, extendedTo === undefined ? 0 : dayOf(extendedTo));
  const from = (day: number, { days, time }: { days: number; time: string }): ParisMoment => ({
    day: day + days,
    minute: minuteOf(time),
  });
  return {
    briefing: from(first, timetable.briefing),
    request: from(last, timetable.request),
    reminder1: from(due, timetable.reminder1),
    reminder2: from(due, timetable.reminder2),
    reminder3: from(due, timetable.reminder3),
    escalation: from(due, timetable.escalation),
    closing: from(due, timetable.closing),
  };
};

/**
 * The days that are to lie between a round and the one before (ADR 3); none before the request.
 *
 * @param isLate its request left after its own day: such a stage has the timetable's full distances to the end (ADR 9)
 */
export const daysBefore = (named: Named, round: RoundOccasion, isLate: boolean): number => {
  const before = rounds[rounds.indexOf(round) - 1];
  const distance = before === undefined ? 0 : Math.max(0, named[round].day - named[before].day);
  if (round !== 'closing') return distance;
  return isLate ? Math.max(distance, leastBeforeClosing) : leastBeforeClosing;
};

/** By how many days a request left after its own day, which quiet days may have moved already. */
export const lateBy = (named: Named, requested: number, days: OpenDays): number =>
  Math.max(0, parisOf(requested).day - days.pushed(named.request).day);

/**
 * When each round comes of a stage that was started then. One that left otherwise than planned pushes those behind it.
 *
 * @param left when a round left, if it did, in ms
 * @param afterPause when a round leaves that is due then, in ms: its tutor may have said something (ADR 33)
 */
export const plannedRounds = (
  named: Named,
  startedAt: number,
  days: OpenDays,
  left: (round: RoundOccasion) => number | undefined = () => undefined,
  afterPause: (ms: number) => number = (ms) => ms,
): Record<RoundOccasion, ParisMoment> => {
  const own = days.pushed(named.request);
  const request = startedAt > instantOf(own) ? days.pushed(parisOf(startedAt)) : own;
  const requested = left('request') ?? instantOf(request);
  // ADR 9: a request that leaves late takes everything behind it along, the due date too.
  const late = lateBy(named, requested, days);
  let isLate = late > 0;
  let before = parisOf(requested).day;
  const planned: Record<RoundOccasion, ParisMoment> = { ...named, request };
  for (const round of rounds.slice(1)) {
    const { day, minute } = named[round];
    const due = days.pushed({ day: Math.max(day + late, before + daysBefore(named, round, isLate)), minute });
    const heard = instantOf(due);
    const at =
      round === 'closing' || afterPause(heard) === heard ? due : days.pushed(parisOf(afterPause(heard)));
    planned[round] = at;
    const gone = left(round);
    before = gone === undefined ? at.day : parisOf(gone).day;
    // And so does any other round that leaves late.
    isLate ||= before > at.day;
  }
  return planned;
};
