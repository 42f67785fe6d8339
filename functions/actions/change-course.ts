import type { AuditedAct } from '../../schemas/audit.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import { longestWhy, type Placement } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { IsoDate, IsoInstant } from '../../schemas/time.ts';
import {
  type CourseChange,
  type CourseKind,
  changedCourse,
  courseChanges,
} from '../domain/placement/course-changes.ts';
import { openMoment } from '../domain/placement/mail-wave.ts';
import { isGivenBack, isStarted, isWithdrawn } from '../domain/placement/status-meanings.ts';
import { isIn } from '../domain/report/report-meanings.ts';
import { mayManage } from '../domain/rights.ts';
import { dayAfter } from '../domain/timetable/calendar-days.ts';
import { dueDateOf, longestWait, stageBounds } from '../domain/timetable/occasion-moments.ts';
import { parisDay } from '../domain/wording/french-dates.ts';
import { fullName } from '../domain/wording/people.ts';
import type { LifecycleEnvironment } from '../environment.ts';
import { farewellMails } from '../mail/farewell-mails.ts';
import { givenBack } from '../mail/templates/given-back.ts';
import { withdrawalMail } from '../mail/withdrawal-mail.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import { lettersOfStart, type MailToCome, mailToCome } from './letters-of-start.ts';
import { replaceLifecycle } from './start-lifecycles.ts';

export const courseActs = {
  cancel: 'placementCancelled',
  restore: 'placementRestored',
  receivedOtherwise: 'reportReceivedOtherwise',
  close: 'placementClosed',
  reopen: 'placementReopened',
  extend: 'dueDateExtended',
  giveBack: 'reportGivenBack',
  moveCorrection: 'correctionMoved',
  withdrawCorrection: 'correctionWithdrawn',
} as const satisfies Record<CourseKind, AuditedAct>;

/** In days from the day on which it is asked for: nobody is given longer to correct a report. */
const longestCorrection = 60;

/** What keeps a decision from being taken; the page says so beside the field. */
export type CourseProblem =
  | 'whyMissing'
  | 'askedMissing'
  | 'whyTooLong'
  | 'untilPast'
  | 'untilUntold'
  | 'untilNotLater'
  | 'untilTooFar'
  | 'correctionTooFar'
  | 'onAhead';

export const courseProblem = (
  campaign: Campaign,
  placement: Placement,
  change: CourseChange,
  why: string | undefined,
  now: IsoInstant,
  institution: Pick<Institute, 'quietPeriods'>,
): CourseProblem | undefined => {
  if (why !== undefined && why.length > longestWhy) return 'whyTooLong';
  if (isWhyNeeded(change) && why === undefined)
    return change.kind === 'giveBack' ? 'askedMissing' : 'whyMissing';
  if (change.kind === 'receivedOtherwise') return change.on > parisDay(now) ? 'onAhead' : undefined;
  if (!('until' in change)) return undefined;
  const told = isOfCorrection(change) ? openMoment(now, institution) : now;
  return untilProblem(campaign, placement, change, now, parisDay(told));
};

const isOfCorrection = ({ kind }: { kind: CourseKind }): boolean =>
  kind === 'giveBack' || kind === 'moveCorrection';

/** What a tutor is to correct, they are told in these words. */
export const isWhyNeeded = (change: { kind: CourseKind; reason?: string | undefined }): boolean =>
  change.kind === 'close' ||
  change.kind === 'giveBack' ||
  (change.kind === 'cancel' && change.reason === 'other');

const untilProblem = (
  campaign: Campaign,
  placement: Placement,
  { kind, until }: { kind: CourseKind; until: IsoDate },
  now: IsoInstant,
  toldOn: IsoDate,
): CourseProblem | undefined => {
  if (until <= parisDay(now)) return 'untilPast';
  // On quiet days nobody is written to: a tutor hears of it before its day.
  if (until <= toldOn) return 'untilUntold';
  if (until > dayAfter(toldOn, longestCorrection) && isOfCorrection({ kind })) return 'correctionTooFar';
  if (isGivenBack(placement)) return until <= placement.asked.until ? 'untilNotLater' : undefined;
  if (isOfCorrection({ kind })) return undefined;
  if (until > dayAfter(stageBounds(placement.periods).last, longestWait)) return 'untilTooFar';
  return kind === 'extend' && until <= dueDateOf(placement, campaign) ? 'untilNotLater' : undefined;
};

export type SeenStage = Pick<
  Placement,
  'campaignId' | 'studentNumber' | 'status' | 'revision' | 'tutorsWord' | 'studentsWord'
>;

/** Nothing happened to it since the person looked. */
export const isAsSeen = (current: Placement, seen: SeenStage): boolean =>
  current.status === seen.status &&
  current.revision === seen.revision &&
  // What the tutor or the student said since, nobody has read.
  current.tutorsWord?.saidAt === seen.tutorsWord?.saidAt &&
  current.studentsWord?.saidAt === seen.studentsWord?.saidAt;

export type CourseOutcome =
  | { kind: 'changed' }
  /** Something happened since the person looked: nothing is written. */
  | { kind: 'overtaken'; placement: Placement }
  | Refused;

/**
 * Takes a decision on one placement. One write, of the next revision; then what ran is stopped, and the next does what follows.
 *
 * @param seen as the person saw it: of two decisions the later one is told
 * @param why checked (courseProblem)
 */
export const changeCourse = async (
  env: LifecycleEnvironment,
  acting: Acting,
  seen: SeenStage,
  change: CourseChange,
  why: string | undefined,
): Promise<CourseOutcome> => {
  const { staff, store, now } = acting;
  const { campaignId, studentNumber } = seen;
  const act = courseActs[change.kind];
  if (!mayManage(staff)) return refuse(acting, act, { campaignId, studentNumber });
  const before = await store.placements.get(seen);
  // A report may be in that its placement does not tell of yet; what is given back is one that is in.
  const report = await store.reports.find(seen);
  // Given back a moment ago, its report has not been turned yet.
  const isOfBefore = isGivenBack(before) && isIn(report) && report.sent.reference === before.reference;
  const isFitting = isOfBefore || isIn(report) === (change.kind === 'giveBack');
  if (!isAsSeen(before, seen) || !isFitting || !courseChanges(before).includes(change.kind))
    return { kind: 'overtaken', placement: before };
  const after = 'until' in change ? change.until : 'reason' in change ? change.reason : undefined;
  await audited(acting, act, { campaignId, studentNumber, before: before.status, after });
  const decided = { by: staff.name, now, why };
  let isChanged = false;
  const placement = await store.placements.change(seen, (current) => {
    isChanged = isAsSeen(current, seen);
    return isChanged ? changedCourse(current, change, decided) : current;
  });
  if (!isChanged) return { kind: 'overtaken', placement };
  if (placement.startDue !== undefined) await replaceLifecycle(env, store, placement, now);
  return { kind: 'changed' };
};

/**
 * What leaves because of a decision; what it asks for later is in the plan.
 *
 * @param why as it is typed by now: a tutor who is to correct something reads it
 */
export const mailsOfCourse = async (
  { store, staff, now }: Acting,
  institution: Institute,
  campaign: Campaign,
  placement: Placement,
  change: CourseChange,
  publicUrl: string,
  why: string | undefined,
): Promise<MailToCome[]> => {
  if (campaign.status !== 'launched') return [];
  const after = changedCourse(placement, change, { by: staff.name, now, why });
  const at = openMoment(now, institution);
  if (isWithdrawn(after)) {
    const mail = await withdrawalMail(store, { institution, campaign, placement: after }, now);
    return mail ? [mailToCome(after.tutor, at, await mail.write(now))] : [];
  }
  if (change.kind === 'moveCorrection') return [];
  if (isGivenBack(after)) {
    // Without the link, which is the tutor's alone.
    const link = `${publicUrl}/r/…`;
    const wording = await store.wordings.asOf(now)('givenBack');
    const facts = { institution, campaign, placement: after, asked: after.asked, now, link, wording };
    const content = givenBack(facts);
    return [mailToCome(after.tutor, at, content)];
  }
  const farewells = await farewellMails(store, { institution, campaign, placement: after }, now);
  const told = farewells.map(async ({ recipient, farewell: { person }, compose }) => ({
    ...{ recipient, at, name: fullName(person) },
    content: await compose(now),
  }));
  if (change.kind !== 'restore' || !isStarted(after)) return Promise.all(told);
  const letters = await lettersOfStart(
    { store, now },
    { institution, campaign, placement: after, publicUrl, isToCorrect: true },
  );
  return [...(await Promise.all(told)), ...letters];
};
