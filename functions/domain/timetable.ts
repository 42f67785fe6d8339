import type { Campaign } from '../../schemas/campaign.ts';
import type { Institution } from '../../schemas/institution.ts';
import type { PlacementFacts } from '../../schemas/placement.ts';
import type { IsoDate, IsoInstant } from '../../schemas/time.ts';
import type { StagePlan } from '../../schemas/workflow.ts';
import { dayAfter } from './calendar-days.ts';
import { parisDay } from './french-dates.ts';
import { openMoment, spreadSeconds } from './mail-wave.ts';
import {
  nominalDays,
  type Round,
  roundsAfter,
  stageBounds,
  type TimetableOfStage,
  usualMoment,
} from './occasion-moments.ts';
import { isQuietDay } from './quiet-days.ts';

export { spreadSeconds } from './mail-wave.ts';
export { nominalDays, occasionMoments } from './occasion-moments.ts';

/**
 * When what was sent for the stage's present days left; absent when it has not. A request's moment counts and not only the
 * fact: the reminders keep their distance from a late one, before a restart and after.
 */
export type AlreadySent = Partial<Record<'assignment' | 'briefing' | 'request', IsoInstant>>;

export type StageToPlan = {
  placement: Pick<PlacementFacts, 'periods' | 'tutor'> & { startedAt: IsoInstant };
  campaign: Pick<Campaign, 'timetable'> & { launchSize?: number };
  institution: Pick<Institution, 'quietPeriods' | 'sendRatePerSecond'>;
  now: IsoInstant;
  done: AlreadySent;
};

/** A stage with what all of its occasions are reckoned from. */
type Reckoning = TimetableOfStage & {
  startDay: IsoDate;
  lastDay: IsoDate;
  /** When the assignment of this stage leaves, if nothing went wrong. */
  start: IsoInstant;
  now: IsoInstant;
  /** The first moment at which anything can still leave. */
  soonest: IsoInstant;
  done: AlreadySent;
};

/** ISO instants compare as text: all have milliseconds and end in Z. */
const isAfter = (a: IsoInstant, b: IsoInstant): boolean => a > b;
const latest = (first: IsoInstant, ...others: IsoInstant[]): IsoInstant =>
  others.reduce((newest, other) => (isAfter(other, newest) ? other : newest), first);

const reckon = ({ placement, campaign, institution, now, done }: StageToPlan): Reckoning => {
  const { email } = placement.tutor;
  const spread = spreadSeconds(email, campaign.launchSize ?? 0, institution.sendRatePerSecond);
  const { assignment: startDay, ...days } = nominalDays(placement, campaign);
  return {
    timetable: campaign.timetable,
    days,
    institution,
    spread,
    startDay,
    lastDay: stageBounds(placement.periods).last,
    start: openMoment(placement.startedAt, institution, spread),
    now,
    soonest: isQuietDay(parisDay(now), institution) ? openMoment(now, institution, spread) : now,
    done,
  };
};

/** Before the stage is over the assignment beats a briefing past due; after, the request says all there is to say. */
const planOpening = (stage: Reckoning): Pick<StagePlan, 'assignment' | 'briefing'> => {
  const { days, done, lastDay, now, soonest, start, startDay } = stage;
  const usualRequest = usualMoment('request', stage);
  const isOver = (at: IsoInstant) => at >= usualRequest.at || parisDay(at) > lastDay;

  const assignmentAt = latest(start, soonest);
  const skipAssignment = done.assignment !== undefined || isOver(assignmentAt);

  const usualBriefing = usualMoment('briefing', stage);
  const briefingAt = latest(usualBriefing.at, soonest);
  const isBriefed = done.briefing !== undefined && parisDay(done.briefing) >= days.briefing;
  const isTakenOver = (done.assignment ?? assignmentAt) >= usualBriefing.at;
  const skipBriefing = isBriefed || isTakenOver || isOver(briefingAt);

  return {
    assignment: { at: skipAssignment ? now : assignmentAt, nominal: startDay, skip: skipAssignment },
    briefing: { at: skipBriefing ? now : briefingAt, nominal: days.briefing, skip: skipBriefing },
  };
};

/** Every round that the request, sent or to come, leaves to be done: a late one takes over the reminders it is later than. */
const roundsFrom = (request: Round, usualRequest: IsoInstant, stage: Reckoning): Round[] => {
  const isWanted = ({ occasion, at }: Round) =>
    at > request.at || occasion === 'escalation' || occasion === 'closing';
  const wanted = roundsAfter(usualRequest, stage).filter(isWanted);
  return [
    request,
    ...roundsAfter(
      request.at,
      stage,
      wanted.map(({ occasion }) => occasion),
    ),
  ];
};

/** Of the rounds past due only the newest: the outbox knows whether it was sent. */
const collapsePastDue = (rounds: Round[], { soonest, ...stage }: Reckoning): Round[] => {
  const future = rounds.filter(({ at }) => at > soonest);
  if (future.length > 0) {
    const newest = rounds.filter(({ at }) => at <= soonest).at(-1);
    return newest ? [{ ...newest, at: soonest }, ...future] : future;
  }
  // Even the closing is past due. A wait must be opened to be closed, and whoever is told of the one was told of the other.
  const [escalation, closing] = rounds.slice(-2);
  if (!escalation || !closing) throw new RangeError('A stage has an escalation and a closing');
  const nextDay = dayAfter(parisDay(soonest), 1);
  return [
    { ...escalation, at: soonest },
    { ...closing, ...usualMoment('closing', stage, nextDay) },
  ];
};

const planRounds = (stage: Reckoning): Round[] => {
  const { days, done, soonest, start } = stage;
  const { at: usualAt, nominal } = usualMoment('request', stage);
  // A request that left before the stage's present last day asked for another stage: its dates were changed since.
  const sentAt = done.request && parisDay(done.request) >= days.request ? done.request : undefined;
  const at = sentAt ?? latest(usualAt, start, soonest);
  const rounds = roundsFrom({ occasion: 'request', at, nominal }, usualAt, stage);
  return sentAt ? collapsePastDue(rounds, stage) : rounds;
};

/**
 * A stage's life from where it stands (design.md, 4 and 6). Planning again later gives the same future: it rests on the
 * timetable, on when the stage was started and on what was sent, not on when one happens to ask. What is past due collapses
 * into the one occasion that matters now; a request never sent goes before any reminder.
 */
export const planStage = (toPlan: StageToPlan): StagePlan => {
  const stage = reckon(toPlan);
  return { ...planOpening(stage), rounds: planRounds(stage), dueDate: stage.days.dueDate };
};
