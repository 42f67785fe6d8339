import { ExecutionDoesNotExist, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { type LifecycleInput, lifecycleName } from '../../schemas/workflow.ts';
import type { LifecycleEnvironment } from '../environment.ts';
import { client, executionArn } from './client.ts';

/** Stops the lifecycle of that revision, if there is one. @param cause what Step Functions keeps of why; names nobody */
export const stopLifecycle = async (
  env: LifecycleEnvironment,
  revision: LifecycleInput,
  cause: string,
): Promise<void> => {
  try {
    await client().send(
      new StopExecutionCommand({
        executionArn: executionArn(env.LIFECYCLE_ARN, lifecycleName(revision)),
        cause,
      }),
    );
  } catch (error) {
    if (!(error instanceof ExecutionDoesNotExist)) throw error;
  }
};
