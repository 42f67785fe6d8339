import type { Campaign } from '../../../schemas/campaign.ts';
import type { Institution } from '../../../schemas/institution.ts';
import type { RoundOccasion } from '../../../schemas/occasion.ts';
import type { Asked, PlacementFacts } from '../../../schemas/placement.ts';
import type { StagePlan } from '../../../schemas/plan.ts';
import type { IsoDate, IsoInstant } from '../../../schemas/time.ts';
import { openMoment, spreadSeconds, workingMorning } from '../placement/mail-wave.ts';
import { parisDay, parisInstant } from '../wording/french-dates.ts';
import { dayAfter, daysBetween } from './calendar-days.ts';
import {
  afterHand,
  afterRound,
  laterDays,
  nominalDays,
  type Round,
  roundsAfter,
  stageBounds,
  type TimetableOfStage,
  usualMoment,
} from './occasion-moments.ts';
import { nextOpenDay } from './quiet-days.ts';

export { spreadSeconds } from '../placement/mail-wave.ts';
export { nominalDays, occasionMoments } from './occasion-moments.ts';

/**
 * When what was sent for the stage's present days left; absent when it has not. The moment counts and not only the fact: each
 * round keeps its distance from a late one before it, before a restart and after.
 */
export type AlreadySent = Partial<
  Record<'assignment' | 'briefing' | 'handReminder' | RoundOccasion, IsoInstant>
>;

export type StageToPlan = {
  placement: Pick<PlacementFacts, 'periods' | 'tutor'> & {
    startedAt: IsoInstant;
    plan?: StagePlan | undefined;
    extendedTo?: IsoDate | undefined;
  };
  campaign: Pick<Campaign, 'timetable'> & { launchSize?: number };
  institution: Pick<Institution, 'quietPeriods' | 'sendRatePerSecond'>;
  now: IsoInstant;
  done: AlreadySent;
  /** Somebody holds an address, a name or a school that was corrected since. */
  isToCorrect?: boolean;
};

/** A stage with what all of its occasions are reckoned from. */
type Reckoning = TimetableOfStage & {
  startDay: IsoDate;
  firstDay: IsoDate;
  lastDay: IsoDate;
  /** When the assignment of this stage leaves, if nothing went wrong. */
  start: IsoInstant;
  now: IsoInstant;
  /** The first moment at which anything can still leave. */
  soonest: IsoInstant;
  done: AlreadySent;
  isToCorrect: boolean;
};

/** ISO instants compare as text: all have milliseconds and end in Z. */
// Stryker disable next-line EqualityOperator: of two equal moments either is the latest.
const isAfter = (a: IsoInstant, b: IsoInstant): boolean => a > b;
const latest = (first: IsoInstant, ...others: IsoInstant[]): IsoInstant =>
  others.reduce((newest, other) => (isAfter(other, newest) ? other : newest), first);

const reckon = ({
  placement,
  campaign,
  institution,
  now,
  done,
  isToCorrect = false,
}: StageToPlan): Reckoning => {
  const { email } = placement.tutor;
  const spread = spreadSeconds(email, campaign.launchSize ?? 0, institution.sendRatePerSecond);
  const { assignment: startDay, ...days } = nominalDays(placement, campaign);
  const { first, last } = stageBounds(placement.periods);
  const openNow = openMoment(now, institution);
  return {
    timetable: campaign.timetable,
    days,
    institution,
    spread,
    lateBy: 0,
    startDay,
    firstDay: first,
    lastDay: last,
    start: openMoment(placement.startedAt, institution, spread),
    now,
    soonest: openNow === now ? now : openMoment(now, institution, spread),
    done,
    isToCorrect,
  };
};

/** Before the stage is over the assignment beats a briefing past due; after, the request says all there is to say. */
const planOpening = (stage: Reckoning): Pick<StagePlan, 'assignment' | 'briefing'> => {
  const { days, done, firstDay, isToCorrect, lastDay, now, soonest, start, startDay } = stage;
  const usualRequest = usualMoment('request', stage);
  const isOver = (at: IsoInstant) => at >= usualRequest.at || parisDay(at) > lastDay;

  const assignmentAt = latest(start, soonest);
  const onlyCorrections = isOver(assignmentAt);
  const skipAssignment = !isToCorrect && (done.assignment !== undefined || onlyCorrections);

  const usualBriefing = usualMoment('briefing', stage);
  const briefingAt = latest(usualBriefing.at, soonest);
  const isBriefed = (done.briefing ?? '') >= usualBriefing.at;
  const isTakenOver = (done.assignment ?? assignmentAt) >= usualBriefing.at;
  const skipBriefing = isBriefed || isTakenOver || parisDay(briefingAt) >= firstDay || isOver(briefingAt);

  return {
    assignment: {
      at: skipAssignment ? now : assignmentAt,
      nominal: startDay,
      skip: skipAssignment,
      onlyCorrections,
    },
    briefing: { at: skipBriefing ? now : briefingAt, nominal: days.briefing, skip: skipBriefing },
  };
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
  // Stryker disable next-line all: there are six rounds.
  if (!escalation || !closing) throw new RangeError('A stage has an escalation and a closing');
  const nextDay = dayAfter(parisDay(soonest), 1);
  return [
    { ...escalation, at: soonest },
    { ...closing, ...usualMoment('closing', stage, nextDay) },
  ];
};

/**
 * The wait for the report. A request that leaves later than the timetable says, because the stage was added late or nothing
 * could leave, takes everything behind it along, the due date too: each tutor has the whole of the timetable's distances.
 */
const planWait = (
  stage: Reckoning,
  { plan: before, extendedTo }: StageToPlan['placement'],
): Pick<StagePlan, 'rounds' | 'dueDate' | 'lateBy'> => {
  const { days, done, soonest, start } = stage;
  const usual = usualMoment('request', stage);
  // A request that left before the stage's present last day asked for another stage: its dates were changed since.
  const sentAt = done.request && parisDay(done.request) >= days.request ? done.request : undefined;
  const at = sentAt ?? latest(usual.at, start, soonest);
  const isLate = parisDay(at) > parisDay(usual.at);
  // Once it has left, what the tutor was told holds, whatever held the mail up.
  const toldBefore = sentAt === undefined ? undefined : before?.lateBy;
  const lateBy = toldBefore ?? (isLate ? daysBetween(days.request, parisDay(at)) : 0);
  const late = { ...stage, lateBy, days: laterDays(days, lateBy, extendedTo) };
  const planned: Round[] = [
    { occasion: 'request', at, nominal: late.days.request },
    ...roundsAfter(at, late, done),
  ];
  const left = planned.findLast((round) => round.at === { ...done, request: sentAt }[round.occasion]);
  const byHand = done.handReminder;
  const rounds =
    left && byHand !== undefined && byHand >= left.at
      ? afterHand(planned, left.occasion, byHand, late)
      : planned;
  return { rounds: sentAt ? collapsePastDue(rounds, late) : rounds, dueDate: late.days.dueDate, lateBy };
};

/**
 * A stage's life from where it stands (architecture, 4 and 6). Planning again later gives the same future: it rests on the
 * timetable, on when the stage was started and on what was sent, not on when one happens to ask. What is past due collapses
 * into the one occasion that matters now; a request never sent goes before any reminder.
 */
export const planStage = (toPlan: StageToPlan): StagePlan => {
  const stage = reckon(toPlan);
  return { ...planOpening(stage), ...planWait(stage, toPlan.placement) };
};

/** In days after the one that its tutor was told: a correction that comes late is as good. */
const correctionPatience = 7;

/**
 * What happens to a report that was given back: its tutor is told, and nobody is reminded. What the stage was due by stays: the report
 * was in.
 */
export const planCorrection = ({
  placement,
  campaign,
  institution,
  now,
}: Pick<StageToPlan, 'campaign' | 'institution' | 'now'> & {
  placement: StageToPlan['placement'] & { asked: Asked };
}): StagePlan => {
  const skipped = { at: now, nominal: parisDay(now), skip: true };
  const end = dayAfter(placement.asked.until, correctionPatience);
  const endDay = nextOpenDay(end, institution);
  return {
    assignment: { ...skipped, onlyCorrections: true },
    briefing: skipped,
    rounds: [
      { occasion: 'request', at: openMoment(now, institution), nominal: parisDay(now) },
      { occasion: 'closing', at: parisInstant(endDay, workingMorning), nominal: end },
    ],
    dueDate: placement.plan?.dueDate ?? nominalDays(placement, campaign).dueDate,
    lateBy: placement.plan?.lateBy ?? 0,
  };
};

type Planned = Pick<StageToPlan, 'placement' | 'campaign' | 'institution'>;

const stageOfPlan = (
  { lateBy }: StagePlan,
  { placement, campaign, institution }: Planned,
): TimetableOfStage => {
  const { assignment, ...days } = nominalDays(placement, campaign);
  return {
    timetable: campaign.timetable,
    days: laterDays(days, lateBy, placement.extendedTo),
    lateBy,
    institution,
    spread: spreadSeconds(placement.tutor.email, campaign.launchSize ?? 0, institution.sendRatePerSecond),
  };
};

/** The plan once a round of it has left: the rounds behind keep at least their distances from that moment. */
export const planAfterRound = (
  plan: StagePlan,
  planned: Planned,
  occasion: RoundOccasion,
  leftAt: IsoInstant,
): StagePlan => afterRound(plan, occasion, leftAt, stageOfPlan(plan, planned));

/** The plan once somebody reminded the tutor by hand. @param last the round that had opened by then */
export const planAfterHand = (
  plan: StagePlan,
  planned: Planned,
  last: RoundOccasion,
  sentAt: IsoInstant,
): StagePlan => ({ ...plan, rounds: afterHand(plan.rounds, last, sentAt, stageOfPlan(plan, planned)) });
