import type { Institution } from '../../schemas/institution.ts';
import type { Mail } from '../../schemas/mail.ts';
import type { Occasion, RoundOccasion } from '../../schemas/occasion.ts';
import type { Placement, StartedPlacement } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import {
  type LifecycleInput,
  longestRunSeconds,
  type MailingAnswer,
  type mailingTask,
} from '../../schemas/workflow.ts';
import { isSendingTime, openMoment } from '../domain/placement/mail-wave.ts';
import { undeliveredTo } from '../domain/placement/placement-life.ts';
import { heldUntil } from '../domain/placement/tutors-word.ts';
import { planAfterHand, spreadSeconds } from '../domain/timetable/timetable.ts';
import {
  isUnderWay,
  leaseSeconds,
  MailRefused,
  MailUnconfirmed,
  MailUnderWay,
  type Outcome,
  sentAbout,
} from '../mail/outbox.ts';
import type { Store } from '../store/store.ts';
import type { AnyStage, Stage } from './stage.ts';

/**
 * A step that mails is entered anew for each try, and so learns what time it is: a mail that was refused until after midnight
 * must not leave on a Sunday. A mail service that says no is asked until a person has had time to look:
 * 30 + 60 + 120 + 240 + 480 + 900 × 11 = 10,830 s, three hours.
 */
const mostAttempts = 16;
/** The other stage's mail is out within seconds, or its lease ends. */
const shortestPause = 5;
const firstPause = 30;
const longestPause = 900;

/**
 * Nobody is written to at night or on a quiet day, whenever it was planned (ADR 21; receipts, distributions and
 * links are exempt). @returns the answer of a step that comes too early, if it does.
 */
export const notYet = (
  { institution, campaign, placement }: AnyStage,
  { now, attempt }: mailingTask,
): MailingAnswer | undefined => {
  if (isSendingTime(now, institution)) return undefined;
  return { again: { at: nextMorning(institution, campaign.launchSize, placement, now) }, attempt };
};

/**
 * Its tutor has said that something is not as planned, and somebody is to see to it first. Asked when the mail is to leave: a word may
 * come at any time. @returns the answer of a step that is put off, if it is
 */
export const notWhileHeard = (
  { institution, campaign, placement }: AnyStage,
  occasion: Occasion,
  { now, attempt }: mailingTask,
): MailingAnswer | undefined => {
  const until = heldUntil(placement, occasion, now);
  if (until === undefined) return undefined;
  return { again: { at: nextMorning(institution, campaign.launchSize, placement, until) }, attempt };
};

/** When that round comes once a reminder by hand is counted in, whether or not its stage tells of it by now (ADR 39). */
const plannedAfterHand = (
  { institution, campaign }: Pick<Stage, 'institution' | 'campaign'>,
  placement: StartedPlacement,
  occasion: RoundOccasion,
  mails: readonly Mail[],
): IsoInstant | undefined => {
  const byHand = sentAbout(mails, 'handReminder', placement)?.sentAt;
  if (byHand === undefined || placement.status !== 'awaiting' || !placement.plan) return undefined;
  const { plan, round, history } = placement;
  const isTold = history.some(({ what, at }) => what === 'handReminded' && at === byHand);
  const after = isTold ? plan : planAfterHand(plan, { placement, campaign, institution }, round, byHand);
  return after.rounds.find((one) => one.occasion === occasion)?.at;
};

/**
 * Somebody reminded the tutor by hand since this round was waited for: it comes later than it was planned.
 *
 * @returns the answer of a step that comes before that, if it does
 */
export const notSoonAfterHand = async (
  store: Store,
  stage: Stage,
  occasion: RoundOccasion,
  { now, attempt }: mailingTask,
): Promise<MailingAnswer | undefined> => {
  if (occasion === 'request') return undefined;
  const { campaign, placement } = stage;
  const mails = await store.mails.toRecipient(campaign.campaignId, placement.tutor.email);
  const at = plannedAfterHand(stage, placement, occasion, mails);
  return at !== undefined && at > now ? { again: { at }, attempt } : undefined;
};

/**
 * Asked once the mail of the round is claimed: who reminds by hand at this moment sees that claim, or its own is seen here.
 *
 * @throws MailUnderWay a reminder by hand about the stage itself is on its way, or left since this step began
 * @returns the stages that are to be reminded now
 */
export const withoutHandReminded = async (
  store: Store,
  stage: Stage,
  occasion: RoundOccasion,
  placements: readonly StartedPlacement[],
  now: IsoInstant,
): Promise<StartedPlacement[]> => {
  const { campaign, placement } = stage;
  const mails = await store.mails.toRecipient(campaign.campaignId, placement.tutor.email);
  if (isUnderWay(mails, ['handReminder'], now)) throw new MailUnderWay('a reminder by hand is under way');
  const isSoon = (one: StartedPlacement) => (plannedAfterHand(stage, one, occasion, mails) ?? now) > now;
  if (isSoon(placement)) throw new MailUnderWay('a reminder by hand has just left');
  return placements.filter((one) => !isSoon(one));
};

/** The next working morning, at the tutor's place in its wave. */
export const nextMorning = (
  institution: Institution,
  launchSize: number,
  { tutor }: Placement,
  now: IsoInstant,
): IsoInstant =>
  openMoment(now, institution, spreadSeconds(tutor.email, launchSize, institution.sendRatePerSecond));

export const isLastTry = ({ attempt }: Pick<mailingTask, 'attempt'>): boolean => attempt >= mostAttempts;

/** Whether the mail service is asked again, and when. @throws the error when it is another one, or was asked long enough */
export const tryAgain = (
  error: unknown,
  step: Pick<mailingTask, 'attempt'>,
): Required<Pick<MailingAnswer, 'again' | 'attempt'>> => {
  const { attempt } = step;
  if (isLastTry(step)) throw error;
  if (error instanceof MailUnconfirmed)
    return { again: { in: leaseSeconds + longestRunSeconds }, attempt: attempt + 1 };
  if (error instanceof MailUnderWay)
    return { again: { in: Math.min(leaseSeconds, shortestPause * 2 ** attempt) }, attempt: attempt + 1 };
  if (!(error instanceof MailRefused)) throw error;
  return { again: { in: Math.min(longestPause, firstPause * 2 ** attempt) }, attempt: attempt + 1 };
};

/** The same of a mail that the stage can do without: it is left out once the mail service was asked long enough. */
export const tryAgainOrLeave = (error: unknown, step: mailingTask): Partial<MailingAnswer> =>
  isLastTry(step) ? {} : tryAgain(error, step);

/** When the last of the mails left, if any did. */
export const leftAt = (outcomes: readonly Outcome[]): IsoInstant | undefined =>
  outcomes
    .flatMap((outcome) => (outcome.kind === 'left' ? [outcome.at] : []))
    .sort()
    .at(-1);

/** Whether there was anything to say: what is written of an occasion is what left, not what was tried. */
export const hadReason = (outcomes: readonly Outcome[]): boolean =>
  outcomes.some(({ kind }) => kind !== 'nothing');

/** What was not sent since its address refuses mails is on the placement, where somebody sees that it waits for another address. */
export const recordWithheld = async (
  store: Store,
  key: LifecycleInput,
  outcomes: readonly Outcome[],
): Promise<void> => {
  const withheld = outcomes.filter((outcome) => outcome.kind === 'withheld');
  if (withheld.length === 0) return;
  await record(store, key, (current) =>
    withheld.reduce(
      (placement, { recipient, refusal }) => undeliveredTo(placement, recipient, refusal),
      current,
    ),
  );
};

/** Writes on the placement, unless a later revision has taken this execution's place meanwhile. */
export const record = (
  { placements }: Store,
  { revision, ...key }: LifecycleInput,
  decide: (placement: Placement) => Placement,
): Promise<Placement> =>
  placements.change(key, (current) => (current.revision === revision ? decide(current) : current));
