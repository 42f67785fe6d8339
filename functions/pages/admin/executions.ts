import { Logger } from '@aws-lambda-powertools/logger';
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Placement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import {
  type LaunchInput,
  type LifecycleInput,
  launchInput,
  launchName,
  lifecycleName,
} from '../../../schemas/workflow.ts';
import { troubled } from '../../domain/placement-life.ts';
import type { Store } from '../../store/store.ts';
import { startLifecycle } from '../../workflow/lifecycle-start.ts';
import type { ConsoleEnvironment } from './environment.ts';

const logger = new Logger();
const client = new SFNClient({});

/** `…:stateMachine:Name` and an execution's name make `…:execution:Name:name`. */
const executionArn = ({ LIFECYCLE_ARN }: ConsoleEnvironment, input: LifecycleInput): string =>
  `${LIFECYCLE_ARN.replace(':stateMachine:', ':execution:')}:${lifecycleName(input)}`;

/** Only the name: messages quote names of executions, which hold student numbers. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'Unknown');

/**
 * Starts a launch; named after its number, so that it runs once however often it is asked for.
 * @returns false when it could not be started: asking again is safe.
 */
export const startLaunch = async (env: ConsoleEnvironment, launch: LaunchInput): Promise<boolean> => {
  const input = launchInput.parse(launch);
  try {
    await client.send(
      new StartExecutionCommand({
        stateMachineArn: env.LAUNCH_ARN,
        name: launchName(input),
        input: JSON.stringify(input),
      }),
    );
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return true;
    logger.error('a launch could not be started', { errorName: nameOf(error) });
    return false;
  }
  return true;
};

/**
 * Ends the execution of the revision before this one, and starts this one's. The record already says the new revision:
 * what the old execution may still do finds itself replaced. A placement that could not be started again is in trouble, and
 * says so on its page.
 */
export const replaceLifecycle = async (
  env: ConsoleEnvironment,
  { placements }: Store,
  placement: Placement,
  now: IsoInstant,
): Promise<void> => {
  try {
    await stopAndStart(env, placement);
  } catch (error) {
    logger.error('a lifecycle could not be replaced', { errorName: nameOf(error) });
    await placements.change(placement, (current) =>
      current.revision === placement.revision
        ? troubled(current, 'StartLifecycle', nameOf(error), now)
        : current,
    );
  }
};

const stopAndStart = async (env: ConsoleEnvironment, placement: Placement): Promise<void> => {
  const before = { ...placement, revision: placement.revision - 1 };
  if (before.revision >= 1) {
    try {
      await client.send(
        new StopExecutionCommand({
          executionArn: executionArn(env, before),
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
  env: ConsoleEnvironment,
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
