import type { Timetable } from '../../../schemas/campaign.ts';
import type { RoundOccasion } from '../../../schemas/occasion.ts';
import type { Period } from '../../../schemas/time.ts';
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
const daysBeforeClosing = 7;

/** The days that the timetable names for a stage with these dates, before quiet days move any. */
export type Named = { briefing: ParisMoment } & Record<RoundOccasion, ParisMoment>;

export const namedDays = (timetable: Timetable, periods: readonly Period[]): Named => {
  const first = Math.min(...periods.map(({ from }) => dayOf(from)));
  const last = Math.max(...periods.map(({ to }) => dayOf(to)));
  const due = last + timetable.dueDays;
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

/** The days that the timetable puts between a round and the one before (ADR 3); none before the request. */
export const daysBefore = (named: Named, round: RoundOccasion): number => {
  if (round === 'closing') return daysBeforeClosing;
  const before = rounds[rounds.indexOf(round) - 1];
  return before === undefined ? 0 : Math.max(0, named[round].day - named[before].day);
};

/**
 * When each round comes of a stage that was started then. One that left otherwise than planned pushes those behind it.
 *
 * @param left when a round left, if it did, in ms
 */
export const plannedRounds = (
  named: Named,
  startedAt: number,
  days: OpenDays,
  left: (round: RoundOccasion) => number | undefined = () => undefined,
): Record<RoundOccasion, ParisMoment> => {
  const own = days.pushed(named.request);
  const isLate = startedAt > instantOf(own);
  const request = isLate ? days.pushed(parisOf(startedAt)) : own;
  const requested = left('request');
  const actual = requested === undefined ? request : parisOf(requested);
  // ADR 9: a request that leaves late takes everything behind it along, the due date too.
  const lateBy = Math.max(0, actual.day - own.day);
  const planned: Record<RoundOccasion, ParisMoment> = { ...named, request };
  let before = actual.day;
  for (const round of rounds.slice(1)) {
    const { day, minute } = named[round];
    const at = days.pushed({ day: Math.max(day + lateBy, before + daysBefore(named, round)), minute });
    planned[round] = at;
    const gone = left(round);
    before = gone === undefined ? at.day : parisOf(gone).day;
  }
  return planned;
};
