import type { Campaign } from '../../../schemas/campaign.ts';
import type { Institution } from '../../../schemas/institution.ts';
import { type RoundOccasion, roundOccasion } from '../../../schemas/occasion.ts';
import type { PlacementFacts, StartedPlacement } from '../../../schemas/placement.ts';
import type { StagePlan } from '../../../schemas/plan.ts';
import type { IsoDate, IsoInstant, Period } from '../../../schemas/time.ts';
import type { Timetable } from '../../../schemas/timetable.ts';
import { laterThatDay, withinSendingHours, workingMorning } from '../placement/mail-wave.ts';
import { occasionMeanings } from '../placement/occasion-meanings.ts';
import { parisDay, parisInstant } from '../wording/french-dates.ts';
import { dayAfter, daysBetween } from './calendar-days.ts';
import { lastOpenDay, nextOpenDay } from './quiet-days.ts';

export type PlannedOccasion = 'briefing' | RoundOccasion;
export type OccasionDays = Record<PlannedOccasion, IsoDate> & { dueDate: IsoDate };
export type Moment = { at: IsoInstant; nominal: IsoDate };
export type Round = StagePlan['rounds'][number];

/** Rounds after the request, in their order. */
const laterRounds = roundOccasion.exclude(['request']).options;

// Stryker disable next-line EqualityOperator: of two equal days either is the later one.
const later = (a: IsoDate, b: IsoDate): IsoDate => (a > b ? a : b);

/** In days after the stage's last: nobody waits longer for a report. */
export const longestWait = 180;

/** First and last day of a stage, whatever the order of its periods. */
export const stageBounds = (periods: readonly Period[]): { first: IsoDate; last: IsoDate } => {
  const first = periods.map(({ from }) => from).sort()[0];
  const last = periods
    .map(({ to }) => to)
    .sort()
    .at(-1);
  // Stryker disable next-line LogicalOperator,ConditionalExpression: both are there, or neither.
  if (!first || !last) throw new RangeError('A stage has at least one period');
  return { first, last };
};

/** The days that the timetable names, before quiet days move anything. */
export const occasionDays = (periods: readonly Period[], timetable: Timetable): OccasionDays => {
  const { first, last } = stageBounds(periods);
  const dueDate = dayAfter(last, timetable.dueDays);
  return {
    briefing: dayAfter(first, timetable.briefing.days),
    request: dayAfter(last, timetable.request.days),
    reminder1: dayAfter(dueDate, timetable.reminder1.days),
    reminder2: dayAfter(dueDate, timetable.reminder2.days),
    reminder3: dayAfter(dueDate, timetable.reminder3.days),
    escalation: dayAfter(dueDate, timetable.escalation.days),
    closing: dayAfter(dueDate, timetable.closing.days),
    dueDate,
  };
};

/** As `occasionDays`, with the day the stage was started: what tells two mails of one occasion apart. */
export const nominalDays = (
  placement: Pick<PlacementFacts, 'periods'> & { startedAt: IsoInstant },
  campaign: Pick<Campaign, 'timetable'>,
): OccasionDays & { assignment: IsoDate } => ({
  ...occasionDays(placement.periods, campaign.timetable),
  assignment: parisDay(placement.startedAt),
});

/** Until when the report is expected: what a mail or a page names is what the stage's own plan says, or who gave it longer. */
export const dueDateOf = (
  { plan, extendedTo, periods }: Pick<StartedPlacement, 'plan' | 'extendedTo' | 'periods'>,
  campaign: Pick<Campaign, 'timetable'>,
): IsoDate => {
  const dueDate = plan?.dueDate ?? occasionDays(periods, campaign.timetable).dueDate;
  return extendedTo === undefined ? dueDate : later(dueDate, extendedTo);
};

export type TimetableOfStage = {
  timetable: Timetable;
  days: OccasionDays;
  institution: Pick<Institution, 'quietPeriods'>;
  /** Place in the wave of mails, from `spreadSeconds`. */
  spread: number;
  /** Days by which `days` are later than the timetable says, for a stage that was added late. */
  lateBy: number;
};

/**
 * The days of a stage whose request leaves later than its own day: everything after it keeps its distance. Given longer, its due
 * date and all that follows from it move, and the request does not.
 */
export const laterDays = (days: OccasionDays, lateBy: number, extendedTo?: IsoDate): OccasionDays => {
  const dueDate = dayAfter(days.dueDate, lateBy);
  const by = lateBy + Math.max(0, extendedTo === undefined ? 0 : daysBetween(dueDate, extendedTo));
  return {
    briefing: days.briefing,
    request: dayAfter(days.request, lateBy),
    reminder1: dayAfter(days.reminder1, by),
    reminder2: dayAfter(days.reminder2, by),
    reminder3: dayAfter(days.reminder3, by),
    escalation: dayAfter(days.escalation, by),
    closing: dayAfter(days.closing, by),
    dueDate: dayAfter(days.dueDate, by),
  };
};

/**
 * When the timetable says, or the next working morning, at this tutor's place in the wave. What announces the stage leaves
 * on the open day before and never after: late, it would announce what has begun.
 */
export const usualMoment = (
  occasion: PlannedOccasion,
  { days, timetable, institution, spread }: TimetableOfStage,
  notBefore: IsoDate = days[occasion],
): Moment => {
  const day = later(days[occasion], notBefore);
  const { quietDays } = occasionMeanings[occasion];
  const openDay = quietDays === 'before' ? lastOpenDay(day, institution) : nextOpenDay(day, institution);
  const time = openDay === day ? withinSendingHours(timetable[occasion].time) : workingMorning;
  return { at: parisInstant(openDay, laterThatDay(time, spread)), nominal: days[occasion] };
};

/** What the delegate has, at the least, between the escalation and the closing. */
const daysToStepIn = 7;

/**
 * Quiet days would else push several rounds onto the same morning: each keeps its distance in days from the one before. The
 * closing holds to its own day, as long as the delegate has a week to step in; a stage that is late anyway keeps all of the
 * distance.
 */
const distance = (
  { days, lateBy }: Pick<TimetableOfStage, 'days' | 'lateBy'>,
  before: PlannedOccasion,
  occasion: RoundOccasion,
): number => {
  const nominal = Math.max(0, daysBetween(days[before], days[occasion]));
  return occasion === 'closing' && lateBy === 0 ? Math.min(nominal, daysToStepIn) : nominal;
};

/** When a round may come at the earliest after the one before it. */
const roundAfter = (
  before: Pick<Round, 'occasion' | 'at'>,
  occasion: RoundOccasion,
  stage: TimetableOfStage,
): Round => {
  const earliest = dayAfter(parisDay(before.at), distance(stage, before.occasion, occasion));
  const moment = usualMoment(occasion, stage, earliest);
  if (moment.at > before.at) return { occasion, ...moment };
  return { occasion, ...usualMoment(occasion, stage, dayAfter(parisDay(before.at), 1)) };
};

/**
 * The rounds after a request that left, or will leave, at a known moment.
 *
 * @param left when those left that did: what follows keeps its distance from them
 */
export const roundsAfter = (
  request: IsoInstant,
  stage: TimetableOfStage,
  left: Partial<Record<RoundOccasion, IsoInstant>> = {},
): Round[] => {
  const rounds: Round[] = [];
  let before: Pick<Round, 'occasion' | 'at'> = { occasion: 'request', at: request };
  for (const occasion of laterRounds) {
    const at = left[occasion];
    // One that left before its present day reminded of another stage: its dates were changed since.
    const isLeft = at !== undefined && at > before.at && parisDay(at) >= stage.days[occasion];
    const round: Round = isLeft
      ? { occasion, at, nominal: stage.days[occasion] }
      : roundAfter(before, occasion, stage);
    rounds.push(round);
    before = round;
  }
  return rounds;
};

/**
 * A plan whose round left at `leftAt`, which may be later than it was planned: a mail refused for days, a machine that was
 * off. What follows keeps at least the distances of the timetable.
 */
export const afterRound = (
  plan: StagePlan,
  occasion: RoundOccasion,
  leftAt: IsoInstant,
  stage: TimetableOfStage,
): StagePlan => {
  const index = plan.rounds.findIndex((round) => round.occasion === occasion);
  const rounds = plan.rounds.slice(0, index);
  let before: Round | undefined;
  for (const planned of plan.rounds.slice(index)) {
    if (before === undefined) {
      before = { ...planned, at: leftAt, hasOpened: true };
    } else {
      const { at } = roundAfter(before, planned.occasion, stage);
      // Stryker disable next-line EqualityOperator: of two equal moments either is the later one.
      before = at > planned.at ? { ...planned, at } : planned;
    }
    rounds.push(before);
  }
  return { ...plan, rounds };
};

/** In days past its own: reminders by hand put a round off no further, however many there are. */
const mostPutOff = 14;

/**
 * The rounds behind the last one that left, once somebody reminded the tutor by hand: the next keeps its distance from that mail as
 * from a round, and those behind it theirs (ADR 39).
 */
export const afterHand = (
  rounds: readonly Round[],
  last: RoundOccasion,
  sentAt: IsoInstant,
  stage: TimetableOfStage,
): Round[] => {
  // None where it began anew behind that one: all of its rounds are yet to come.
  const index = rounds.findIndex(({ occasion }) => occasion === last);
  let before: Pick<Round, 'occasion' | 'at'> = { occasion: last, at: sentAt };
  return rounds.map((round, at) => {
    // Those in charge have their week before the closing, whatever they press (ADR 3).
    const isNextClosing = at === index + 1 && round.occasion === 'closing';
    if (at <= index || isNextClosing) return round;
    const kept = roundAfter(before, round.occasion, stage).at;
    const limit = usualMoment(round.occasion, stage, dayAfter(round.nominal, mostPutOff)).at;
    const moved = at === index + 1 && kept > limit ? limit : kept;
    before = moved > round.at ? { ...round, at: moved } : round;
    return { ...round, at: before.at };
  });
};

export type OccasionMoment = { occasion: PlannedOccasion; at: IsoInstant; moved: boolean };

/**
 * The timetable as moments, for a campaign that is not launched yet; `moved` says that quiet days took an occasion off the
 * day the timetable names.
 */
export const occasionMoments = (
  periods: readonly Period[],
  timetable: Timetable,
  institution: Pick<Institution, 'quietPeriods'>,
): { dueDate: IsoDate; moments: OccasionMoment[] } => {
  const days = occasionDays(periods, timetable);
  const stage = { timetable, days, institution, spread: 0, lateBy: 0 };
  const request = usualMoment('request', stage);
  const moments = [
    { occasion: 'briefing' as const, ...usualMoment('briefing', stage) },
    { occasion: 'request' as const, ...request },
    ...roundsAfter(request.at, stage),
  ];
  return {
    dueDate: days.dueDate,
    moments: moments.map(({ occasion, at, nominal }) => ({ occasion, at, moved: parisDay(at) !== nominal })),
  };
};
