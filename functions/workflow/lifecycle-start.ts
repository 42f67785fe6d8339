import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { z } from 'zod';
import { type LifecycleInput, lifecycleInput, lifecycleName } from '../../schemas/workflow.ts';

export const lifecycleEnvironment = z.object({ LIFECYCLE_ARN: z.string().min(1) });

const client = new SFNClient({});

/**
 * Starts the lifecycle of a placement's current revision. The execution is named after both, so that however often this is
 * called, one runs.
 */
export const startLifecycle = async (
  { LIFECYCLE_ARN }: z.infer<typeof lifecycleEnvironment>,
  placement: LifecycleInput,
): Promise<void> => {
  const input = lifecycleInput.parse(placement);
  try {
    await client.send(
      new StartExecutionCommand({
        stateMachineArn: LIFECYCLE_ARN,
        name: lifecycleName(input),
        input: JSON.stringify(input),
      }),
    );
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
};
