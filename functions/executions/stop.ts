import { ExecutionDoesNotExist, StopExecutionCommand } from '@aws-sdk/client-sfn';
import {
  type LifecycleInput,
  lifecycleName,
  type MeetingInput,
  meetingName,
} from '../../schemas/workflow.ts';
import type { LifecycleEnvironment, MeetingEnvironment } from '../environment.ts';
import { client, executionArn } from './client.ts';

const stop = async (machineArn: string, name: string, cause: string): Promise<void> => {
  try {
    await client().send(new StopExecutionCommand({ executionArn: executionArn(machineArn, name), cause }));
  } catch (error) {
    if (!(error instanceof ExecutionDoesNotExist)) throw error;
  }
};

/** Stops the lifecycle of that revision, if there is one. @param cause what Step Functions keeps of why; names nobody */
export const stopLifecycle = (
  env: LifecycleEnvironment,
  revision: LifecycleInput,
  cause: string,
): Promise<void> => stop(env.LIFECYCLE_ARN, lifecycleName(revision), cause);

/** Stops what a meeting of that revision does, if it does anything. @param cause as of a lifecycle */
export const stopMeeting = (env: MeetingEnvironment, revision: MeetingInput, cause: string): Promise<void> =>
  stop(env.MEETING_ARN, meetingName(revision), cause);
