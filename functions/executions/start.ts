import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import {
  type LifecycleInput,
  lifecycleInput,
  lifecycleName,
  type MeetingInput,
  meetingInput,
  meetingName,
  type WorkInput,
  workInput,
  workName,
} from '../../schemas/workflow.ts';
import type { LifecycleEnvironment, MeetingEnvironment, WorkEnvironment } from '../environment.ts';
import { client } from './client.ts';

const start = async (stateMachineArn: string, name: string, input: object): Promise<void> => {
  try {
    await client().send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
};

/** Starts to work off a list; named after it and its run, so that it runs once however often it is asked for. */
export const startWork = ({ WORK_ARN }: WorkEnvironment, work: WorkInput): Promise<void> => {
  // zod drops what else the record holds: an execution's input is the key alone.
  const input = workInput.parse(work);
  return start(WORK_ARN, workName(input), input);
};

/**
 * Starts the lifecycle of a placement's current revision. The execution is named after both, so that however often this is
 * called, one runs.
 */
export const startLifecycle = (env: LifecycleEnvironment, placement: LifecycleInput): Promise<void> => {
  const input = lifecycleInput.parse(placement);
  return start(env.LIFECYCLE_ARN, lifecycleName(input), input);
};

/** Starts what a meeting does by itself; named after it and its revision, so that it runs once however often it is asked for. */
export const startMeeting = ({ MEETING_ARN }: MeetingEnvironment, meeting: MeetingInput): Promise<void> => {
  const input = meetingInput.parse(meeting);
  return start(MEETING_ARN, meetingName(input), input);
};
