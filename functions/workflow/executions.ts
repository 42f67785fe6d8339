import { Logger } from '@aws-lambda-powertools/logger';
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { z } from 'zod';
import type { Placement } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import {
  type LaunchInput,
  type LifecycleInput,
  launchInput,
  launchName,
  lifecycleInput,
  lifecycleName,
} from '../../schemas/workflow.ts';
import { startable, troubled, unstarted } from '../domain/placement/placement-life.ts';
import type { Store } from '../store/store.ts';

export const lifecycleEnvironment = z.object({ LIFECYCLE_ARN: z.string().min(1) });
type LifecycleEnvironment = z.infer<typeof lifecycleEnvironment>;
export const launchEnvironment = z.object({ LAUNCH_ARN: z.string().min(1) });

const logger = new Logger();
const client = new SFNClient({});

/** `…:stateMachine:Name` and an execution's name make `…:execution:Name:name`. */
const executionArn = ({ LIFECYCLE_ARN }: LifecycleEnvironment, input: LifecycleInput): string =>
  `${LIFECYCLE_ARN.replace(':stateMachine:', ':execution:')}:${lifecycleName(input)}`;

/** Only the name: messages quote names of executions, which hold student numbers. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'Unknown');

const start = async (stateMachineArn: string, name: string, input: object): Promise<void> => {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
};

/** Starts a launch; named after its number, so that it runs once however often it is asked for. */
export const startLaunch = (
  { LAUNCH_ARN }: z.infer<typeof launchEnvironment>,
  launch: LaunchInput,
): Promise<void> => {
  const input = launchInput.parse(launch);
  return start(LAUNCH_ARN, launchName(input), input);
};

/**
 * Starts the lifecycle of a placement's current revision. The execution is named after both, so that however often this is
 * called, one runs.
 */
export const startLifecycle = (env: LifecycleEnvironment, placement: LifecycleInput): Promise<void> => {
  const input = lifecycleInput.parse(placement);
  return start(env.LIFECYCLE_ARN, lifecycleName(input), input);
};

/**
 * Starts the lifecycle of each placement, then throws the first error. One that cannot be started is in trouble, and says so:
 * it counts as started already, and no later launch would offer to start it.
 */
export const startLifecycles = async (
  env: LifecycleEnvironment,
  store: Pick<Store, 'placements'>,
  marked: Placement[],
  now: IsoInstant,
): Promise<void> => {
  const errors: unknown[] = [];
  for (const placement of marked) {
    try {
      await startMarked(store, placement, () => startLifecycle(env, placement), now);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
};

/**
 * Ends whatever still runs of the revisions before this one, and starts this one's. The record already says the new revision
 * and that it is due: what the old execution may still do finds itself replaced, and what dies here is taken up again. A
 * placement that could not be started again is in trouble, and says so on its page.
 */
export const replaceLifecycle = async (
  env: LifecycleEnvironment,
  store: Pick<Store, 'placements'>,
  placement: Placement,
  now: IsoInstant,
): Promise<void> => {
  try {
    await startMarked(store, placement, () => stopAndStart(env, placement), now);
  } catch (error) {
    logger.error('a lifecycle could not be replaced', { errorName: nameOf(error) });
  }
};

const startMarked = async (
  { placements }: Pick<Store, 'placements'>,
  placement: Placement,
  run: () => Promise<void>,
  now: IsoInstant,
): Promise<void> => {
  const current = (decide: (placement: Placement) => Placement) =>
    placements.change(placement, (one) => (one.revision === placement.revision ? decide(one) : one));
  try {
    await run();
    // One that runs already does not plan again, which else ends a trouble.
    if (placement.trouble?.state === unstarted) await current(startable);
  } catch (error) {
    await current((one) => (one.trouble ? one : troubled(one, unstarted, nameOf(error), now)));
    throw error;
  }
};

/** Starts that all failed leave few revisions between the one that last ran and this one: the newest are looked at. */
const mostRevisionsBehind = 5;

const stopAndStart = async (env: LifecycleEnvironment, placement: Placement): Promise<void> => {
  const last = placement.revision - 1;
  const first = Math.max(1, placement.lastRunning ?? 1, last - mostRevisionsBehind + 1);
  for (let revision = first; revision <= last; revision += 1) {
    try {
      await client.send(
        new StopExecutionCommand({
          executionArn: executionArn(env, { ...placement, revision }),
          cause: `replaced by revision ${placement.revision}`,
        }),
      );
    } catch (error) {
      if (!(error instanceof ExecutionDoesNotExist)) throw error;
    }
  }
  await startLifecycle(env, placement);
};

export type LifecycleState = 'running' | 'ended' | 'broken' | 'missing';

/** Whether anything still watches over a placement. `missing`: never started, or forgotten after ninety days. */
export const lifecycleState = async (
  env: LifecycleEnvironment,
  placement: Placement,
): Promise<LifecycleState> => {
  try {
    const { status } = await client.send(
      new DescribeExecutionCommand({ executionArn: executionArn(env, placement) }),
    );
    if (status === 'RUNNING' || status === 'PENDING_REDRIVE') return 'running';
    return status === 'SUCCEEDED' ? 'ended' : 'broken';
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return 'missing';
    throw error;
  }
};
