import type { Meeting } from '../../schemas/meeting.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { guestsTask } from '../../schemas/workflow.ts';
import type { GuestsEnvironment } from '../environment.ts';
import { failure, logger } from '../observability/logger.ts';
import { handOver } from './hand-over.ts';

/**
 * Has whom one guest named, or named no more, told beside the meeting's execution. Where it cannot be handed over, the register says that
 * it is still to be done, and the sweep comes back.
 */
export const tellGuest = async (
  { TELL_GUESTS_ARN }: GuestsEnvironment,
  { meetingId, revision }: Meeting,
  email: string,
  now: IsoInstant,
): Promise<void> => {
  const asked = guestsTask.parse({
    ...{ meetingId, revision, now, only: email },
    ...{ after: '', isHeld: false, attempt: 0, retry: 0 },
  });
  try {
    await handOver(TELL_GUESTS_ARN, asked);
  } catch (error) {
    logger.error('a substitute could not be handed over', failure(error));
  }
};
