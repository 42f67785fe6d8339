import type { Placement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import type { LaunchBatch } from '../../../schemas/workflow.ts';

/** Placements that one StartBatch task starts: well within its timeout, and few enough states for a large campaign. */
const batchSize = 20;

/** What a state of Step Functions may answer (developer guide, "Service quotas"), less a little for what surrounds it. */
const mostBytes = 255 * 1024;

/**
 * The placements that a launch starts, in batches that keep a tutor's students together, since their mails name them all.
 * Those that an interrupted launch had begun with come again; starting twice is harmless.
 */
export const launchBatches = (
  campaignId: string,
  placements: readonly Placement[],
  startedAt: IsoInstant,
): LaunchBatch[] => {
  const toStart = placements.filter(({ status }) => status === 'prepared' || status === 'started');
  const batches: LaunchBatch[] = [];
  for (const ofOneTutor of Map.groupBy(toStart, ({ tutor }) => tutor.email).values()) {
    const numbers = ofOneTutor.map(({ studentNumber }) => studentNumber);
    const last = batches.at(-1);
    if (last && last.studentNumbers.length + numbers.length <= batchSize)
      last.studentNumbers.push(...numbers);
    else batches.push({ campaignId, startedAt, studentNumbers: numbers });
  }
  return batches;
};

/** Whether a launch names more placements than one may: nothing of it would start. */
export const isTooLargeToLaunch = (batches: readonly LaunchBatch[]): boolean =>
  Buffer.byteLength(JSON.stringify({ batches })) > mostBytes;
