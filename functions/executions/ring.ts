import { InvalidToken, SendTaskSuccessCommand, TaskDoesNotExist, TaskTimedOut } from '@aws-sdk/client-sfn';
import { client } from './client.ts';

/**
 * Tells a waiting execution that the report is in. Only ever called after the report is written: the record is the truth, and
 * an execution that timed out, ended or was restarted reads it by itself (architecture, 5).
 */
export const ring = async (taskToken: string): Promise<void> => {
  try {
    await client().send(
      new SendTaskSuccessCommand({ taskToken, output: JSON.stringify({ reported: true }) }),
    );
  } catch (error) {
    const isNobodyWaiting =
      error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken;
    if (!isNobodyWaiting) throw error;
  }
};
