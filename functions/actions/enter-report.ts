import type { Placement, ReceivedBy } from '../../schemas/placement.ts';
import type { DraftValues, Report, ReportAnswers, SentReportRecord } from '../../schemas/report.ts';
import type { Scan } from '../../schemas/scan.ts';
import type { IsoDate, IsoInstant } from '../../schemas/time.ts';
import { enteredLate } from '../domain/placement/placement-life.ts';
import { drafterOf } from '../domain/placement/same-person.ts';
import { mayBeEntered } from '../domain/report/entered-report.ts';
import { isIn } from '../domain/report/report-meanings.ts';
import { nextVersion } from '../domain/report/report-reference.ts';
import { maySend } from '../domain/report/sending-time.ts';
import { mayManage } from '../domain/rights.ts';
import { stageBounds } from '../domain/timetable/occasion-moments.ts';
import { parisDay } from '../domain/wording/french-dates.ts';
import type { LifecycleEnvironment } from '../environment.ts';
import type { Store } from '../store/store.ts';
import { type Acting, audited, overtakenInTrail, type Refused, refuse } from './acting.ts';
import { isAsSeen, type SeenStage } from './change-course.ts';
import { announce } from './send-report.ts';
import { replaceLifecycle } from './start-lifecycles.ts';

export type Entry = {
  formVersion: string;
  values: DraftValues;
  answers: ReportAnswers;
  receivedBy: ReceivedBy;
  receivedOn: IsoDate;
  scan: Scan;
  /** The draft that the person was told of: over a newer one, or a report that its tutor has sent, nothing is written. */
  version: number;
};

/** What keeps that day from being the one on which the document came. */
export const receivedProblem = (
  { periods }: Pick<Placement, 'periods'>,
  receivedOn: IsoDate,
  now: IsoInstant,
): 'onAhead' | 'onBeforeStage' | undefined => {
  if (receivedOn > parisDay(now)) return 'onAhead';
  return receivedOn < stageBounds(periods).first ? 'onBeforeStage' : undefined;
};

export type EntryOutcome =
  | { kind: 'sent'; record: SentReportRecord }
  /** Before the last day of the stage nobody sends a report. */
  | { kind: 'tooEarly' }
  /** Its tutor typed on since the person looked. */
  | { kind: 'drafted'; report: Report }
  /** Its report came, or somebody decided something, since the person looked: nothing is written. */
  | { kind: 'overtaken'; placement: Placement; report: Report }
  | Refused;

/**
 * Sends the report that somebody of the institute typed from what came on paper or by mail. What was scanned is kept first: a report
 * without it never exists, and a scan without its report goes by itself. Then the report is sent and distributed like any other.
 *
 * @param seen as the person saw it @param entry complete, its day and its scan checked (`completeReport`, `receivedProblem`, `scanTypeOf`)
 */
export const enterReport = async (
  env: LifecycleEnvironment,
  acting: Acting,
  seen: SeenStage,
  { formVersion, values, answers, receivedBy, receivedOn, scan, version }: Entry,
): Promise<EntryOutcome> => {
  const { staff, store, now } = acting;
  const key = { campaignId: seen.campaignId, studentNumber: seen.studentNumber };
  if (!mayManage(staff)) return refuse(acting, 'reportEntered', key);
  const [placement, before] = await Promise.all([store.placements.get(key), store.reports.find(key)]);
  if (isIn(before)) {
    // The first time may have died half-way.
    if (before.sent.entered) await distribute(env, store, before, now);
    return { kind: 'overtaken', placement, report: before };
  }
  if (!isAsSeen(placement, seen) || !mayBeEntered(placement))
    return { kind: 'overtaken', placement, report: before };
  if (!maySend(placement, now)) return { kind: 'tooEarly' };
  if (before.version !== version) return { kind: 'drafted', report: before };

  const next = nextVersion(key, before);
  await audited(acting, 'reportEntered', { ...key, before: placement.status, after: next.reference });
  const entered = { by: staff.name, receivedBy, receivedOn, scan: await store.scans.keep(key, scan, now) };
  const outcome = await store.reports.send(
    key,
    values,
    { ...next, sentAt: now, formVersion, answers, sentBy: placement.tutor, entered },
    version,
    drafterOf(placement),
  );
  if (outcome.kind === 'sent') {
    await distribute(env, store, outcome.record, now);
    return outcome;
  }
  await overtakenInTrail(acting, 'reportEntered', key);
  const report = outcome.current;
  if (!isIn(report)) return { kind: 'drafted', report };
  return { kind: 'overtaken', placement: await store.placements.get(key), report };
};

/** Rings whoever waits for it; where nobody does any more, its next revision is started. What dies here is taken up by the sweep. */
const distribute = async (
  env: LifecycleEnvironment,
  store: Store,
  record: SentReportRecord,
  now: IsoInstant,
): Promise<void> => {
  const placement = await announce(store, record, enteredLate);
  if (placement?.startDue === record.sent.sentAt) await replaceLifecycle(env, store, placement, now);
};
