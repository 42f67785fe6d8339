import type { Placement, StartedPlacement } from '../../schemas/placement.ts';
import type { DraftValues, ReportAnswers, SentReport, SentReportRecord } from '../../schemas/report.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { received } from '../domain/placement/placement-life.ts';
import { drafterOf } from '../domain/placement/same-person.ts';
import { isIn } from '../domain/report/report-meanings.ts';
import { nextVersion } from '../domain/report/report-reference.ts';
import { maySend } from '../domain/report/sending-time.ts';
import { failure, logger } from '../observability/logger.ts';
import type { SendOutcome } from '../store/reports.ts';
import type { Store } from '../store/store.ts';

type Sending = {
  placement: StartedPlacement;
  formVersion: string;
  values: DraftValues;
  answers: ReportAnswers;
  /** The draft that was read and checked: a newer one is not sent unseen. */
  version: number;
  now: IsoInstant;
};

/**
 * Says that a report is in; done again when it is sent again, in case the first time died half-way.
 *
 * @returns the placement as it now is; undefined where that could not be written
 */
export const announce = async (
  store: Store,
  record: SentReportRecord,
  told: (placement: Placement, sent: SentReport) => Placement = received,
): Promise<Placement | undefined> => {
  // The report is in, which is what its sender must hear, whatever fails from here on.
  const placement = await marked(store, record, told);
  if (record.doorbell) await rung(record.doorbell);
  return placement;
};

const marked = async (
  store: Store,
  record: SentReportRecord,
  told: (placement: Placement, sent: SentReport) => Placement,
): Promise<Placement | undefined> => {
  try {
    return await store.placements.change(record, (placement) => told(placement, record.sent));
  } catch (error) {
    // The distribution says so too.
    logger.error('a placement could not be marked as received', failure(error));
    return undefined;
  }
};

const rung = async (doorbell: string): Promise<void> => {
  try {
    const { ring } = await import('../executions/ring.ts');
    await ring(doorbell);
  } catch (error) {
    // The lifecycle reads the report at its next round at the latest.
    logger.error('the doorbell could not be rung', failure(error));
  }
};

/**
 * One conditional write makes the report exist; then the waiting lifecycle is told (architecture, 5).
 *
 * @returns `tooEarly` before the last day of the stage: nothing is written
 */
export const sendReport = async (
  store: Store,
  { placement, formVersion, values, answers, version, now }: Sending,
): Promise<SendOutcome | { kind: 'tooEarly' }> => {
  if (!maySend(placement, now)) return { kind: 'tooEarly' };
  const next = nextVersion(placement, await store.reports.find(placement));
  const outcome = await store.reports.send(
    placement,
    values,
    { ...next, sentAt: now, formVersion, answers, sentBy: placement.tutor },
    version,
    drafterOf(placement),
  );
  const record = outcome.kind === 'sent' ? outcome.record : outcome.current;
  if (isIn(record)) await announce(store, record);
  return outcome;
};
