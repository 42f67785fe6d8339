import type { Campaign, Timetable } from '../../schemas/campaign.ts';
import type { Institution } from '../../schemas/institution.ts';
import { type RoundOccasion, roundOccasion } from '../../schemas/occasion.ts';
import type { PlacementFacts } from '../../schemas/placement.ts';
import type { IsoDate, IsoInstant, Period } from '../../schemas/time.ts';
import { dayAfter, daysBetween } from './calendar-days.ts';
import { parisDay, parisInstant } from './french-dates.ts';
import { laterThatDay, workingMorning } from './mail-wave.ts';
import { nextOpenDay } from './quiet-days.ts';

export type PlannedOccasion = 'briefing' | RoundOccasion;
export type OccasionDays = Record<PlannedOccasion, IsoDate> & { dueDate: IsoDate };
export type Moment = { at: IsoInstant; nominal: IsoDate };
export type Round = Moment & { occasion: RoundOccasion };

/** Rounds after the request, in their order. */
const laterRounds = roundOccasion.exclude(['request']).options;

const later = (a: IsoDate, b: IsoDate): IsoDate => (a > b ? a : b);

/** First and last day of a stage, whatever the order of its periods. */
export const stageBounds = (periods: readonly Period[]): { first: IsoDate; last: IsoDate } => {
  const first = periods.map(({ from }) => from).sort()[0];
  const last = periods
    .map(({ to }) => to)
    .sort()
    .at(-1);
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

export type TimetableOfStage = {
  timetable: Timetable;
  days: OccasionDays;
  institution: Pick<Institution, 'quietPeriods'>;
  /** Place in the wave of mails, from `spreadSeconds`. */
  spread: number;
};

/** When the timetable says, or the next working morning, at this tutor's place in the wave. */
export const usualMoment = (
  occasion: PlannedOccasion,
  { days, timetable, institution, spread }: TimetableOfStage,
  notBefore: IsoDate = days[occasion],
): Moment => {
  const day = later(days[occasion], notBefore);
  const openDay = nextOpenDay(day, institution);
  const time = openDay === day ? timetable[occasion].time : workingMorning;
  return { at: parisInstant(openDay, laterThatDay(time, spread)), nominal: days[occasion] };
};

/** What the delegate has, at the least, between the escalation and the closing. */
const daysToStepIn = 7;

/**
 * Quiet days would else push several rounds onto the same morning: each keeps its distance in days from the one before. The
 * closing holds to its own day, as long as the delegate has a week to step in.
 */
const distance = (days: OccasionDays, before: PlannedOccasion, occasion: RoundOccasion): number => {
  const nominal = Math.max(0, daysBetween(days[before], days[occasion]));
  return occasion === 'closing' ? Math.min(nominal, daysToStepIn) : nominal;
};

/** The rounds after a request that left, or will leave, at a known moment. */
export const roundsAfter = (
  request: IsoInstant,
  stage: TimetableOfStage,
  wanted: readonly RoundOccasion[] = laterRounds,
): Round[] => {
  const rounds: Round[] = [];
  let previousAt = request;
  for (const [index, occasion] of laterRounds.entries()) {
    if (!wanted.includes(occasion)) continue;
    const predecessor = laterRounds[index - 1] ?? 'request';
    const earliest = dayAfter(parisDay(previousAt), distance(stage.days, predecessor, occasion));
    let moment = usualMoment(occasion, stage, earliest);
    if (moment.at <= previousAt) moment = usualMoment(occasion, stage, dayAfter(parisDay(previousAt), 1));
    rounds.push({ occasion, ...moment });
    previousAt = moment.at;
  }
  return rounds;
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
  const stage = { timetable, days, institution, spread: 0 };
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
