import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { z } from 'zod';
import type { Placement } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { type LifecycleInput, lifecycleInput, lifecycleName } from '../../schemas/workflow.ts';
import { planned, troubled } from '../domain/placement-life.ts';
import type { Store } from '../store/store.ts';

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

const unstarted = 'StartLifecycle';

/**
 * Starts the lifecycle of each placement, then throws the first error. One that cannot be started is in trouble, and says so:
 * it counts as started already, and no later launch would offer to start it.
 */
export const startLifecycles = async (
  env: z.infer<typeof lifecycleEnvironment>,
  { placements }: Pick<Store, 'placements'>,
  marked: Placement[],
  now: IsoInstant,
): Promise<void> => {
  const errors: unknown[] = [];
  for (const placement of marked) {
    try {
      await startLifecycle(env, placement);
      // One that runs already does not plan again, which else ends a trouble.
      if (placement.trouble?.state === unstarted) await placements.change(placement, planned);
    } catch (error) {
      errors.push(error);
      const name = error instanceof Error ? error.name : 'Unknown';
      await placements.change(placement, (current) =>
        current.trouble || current.revision > placement.revision
          ? current
          : troubled(current, unstarted, name, now),
      );
    }
  }
  if (errors.length > 0) throw errors[0];
};
