import { DescribeExecutionCommand, ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import {
  type LifecycleInput,
  lifecycleName,
  type MeetingInput,
  meetingName,
  type WorkInput,
  workName,
} from '../../schemas/workflow.ts';
import type { LifecycleEnvironment, MeetingEnvironment, WorkEnvironment } from '../environment.ts';
import { client, executionArn } from './client.ts';

export type ExecutionState = 'running' | 'ended' | 'broken' | 'missing';

const stateOf = async (executionArn: string): Promise<ExecutionState> => {
  try {
    const { status } = await client().send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'RUNNING' || status === 'PENDING_REDRIVE') return 'running';
    return status === 'SUCCEEDED' ? 'ended' : 'broken';
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return 'missing';
    throw error;
  }
};

/** Whether anything still watches over a placement. `missing`: never started, or forgotten after ninety days. */
export const lifecycleState = (
  { LIFECYCLE_ARN }: LifecycleEnvironment,
  placement: LifecycleInput,
): Promise<ExecutionState> => stateOf(executionArn(LIFECYCLE_ARN, lifecycleName(placement)));

/** Whether a run of a work list goes on. */
export const workState = ({ WORK_ARN }: WorkEnvironment, work: WorkInput): Promise<ExecutionState> =>
  stateOf(executionArn(WORK_ARN, workName(work)));

/** Whether anything still watches over a meeting. */
export const meetingState = (
  { MEETING_ARN }: MeetingEnvironment,
  meeting: MeetingInput,
): Promise<ExecutionState> => stateOf(executionArn(MEETING_ARN, meetingName(meeting)));
