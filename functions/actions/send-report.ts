import type { StartedPlacement } from '../../schemas/placement.ts';
import type { DraftValues, ReportAnswers, SentReportRecord } from '../../schemas/report.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { received } from '../domain/placement/placement-life.ts';
import { drafterOf } from '../domain/placement/same-person.ts';
import { isIn } from '../domain/report/report-meanings.ts';
import { reportReference } from '../domain/report/report-reference.ts';
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

/** Says that a report is in; done again when it is sent again, in case the first time died half-way. */
const announce = async (store: Store, record: SentReportRecord): Promise<void> => {
  // The report is in, which is what the tutor must hear, whatever fails from here on.
  try {
    await store.placements.change(record, (placement) => received(placement, record.sent));
  } catch (error) {
    // The distribution says so too.
    logger.error('a placement could not be marked as received', failure(error));
  }
  if (!record.doorbell) return;
  try {
    const { ring } = await import('../executions/ring.ts');
    await ring(record.doorbell);
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
  const { campaignId, studentNumber } = placement;
  const { lastVersion } = await store.reports.find(placement);
  const number = (lastVersion?.number ?? 0) + 1;
  const replaces = lastVersion && { number: lastVersion.number, sentAt: lastVersion.sentAt };
  const reference = reportReference({ campaignId, studentNumber, number });
  const outcome = await store.reports.send(
    placement,
    values,
    {
      ...{ number, reference, sentAt: now, formVersion, answers, sentBy: placement.tutor },
      ...(replaces && { replaces }),
    },
    version,
    drafterOf(placement),
  );
  const record = outcome.kind === 'sent' ? outcome.record : outcome.current;
  if (isIn(record)) await announce(store, record);
  return outcome;
};
