import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import {
  type LaunchInput,
  type LifecycleInput,
  launchInput,
  launchName,
  lifecycleInput,
  lifecycleName,
} from '../../schemas/workflow.ts';
import type { LaunchEnvironment, LifecycleEnvironment } from '../environment.ts';
import { client } from './client.ts';

const start = async (stateMachineArn: string, name: string, input: object): Promise<void> => {
  try {
    await client().send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
};

/** Starts a launch; named after its number, so that it runs once however often it is asked for. */
export const startLaunch = ({ LAUNCH_ARN }: LaunchEnvironment, launch: LaunchInput): Promise<void> => {
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
