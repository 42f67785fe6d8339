import { DescribeExecutionCommand, ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import type { LifecycleInput } from '../../schemas/workflow.ts';
import type { LifecycleEnvironment } from '../environment.ts';
import { client, executionArn } from './client.ts';

export type LifecycleState = 'running' | 'ended' | 'broken' | 'missing';

/** Whether anything still watches over a placement. `missing`: never started, or forgotten after ninety days. */
export const lifecycleState = async (
  env: LifecycleEnvironment,
  placement: LifecycleInput,
): Promise<LifecycleState> => {
  try {
    const { status } = await client().send(
      new DescribeExecutionCommand({ executionArn: executionArn(env, placement) }),
    );
    if (status === 'RUNNING' || status === 'PENDING_REDRIVE') return 'running';
    return status === 'SUCCEEDED' ? 'ended' : 'broken';
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return 'missing';
    throw error;
  }
};
