import { SFNClient } from '@aws-sdk/client-sfn';
import { type LifecycleInput, lifecycleName } from '../../schemas/workflow.ts';
import type { LifecycleEnvironment } from '../environment.ts';

const clients = new Map<string | undefined, SFNClient>();

/** The one client of wherever Step Functions is: a function has one all its life, a process that opens several homes one for each. */
export const client = (): SFNClient => {
  const endpoint = process.env.AWS_ENDPOINT_URL_SFN ?? process.env.AWS_ENDPOINT_URL;
  const known = clients.get(endpoint) ?? new SFNClient({});
  clients.set(endpoint, known);
  return known;
};

/** `…:stateMachine:Name` and an execution's name make `…:execution:Name:name`. */
export const executionArn = ({ LIFECYCLE_ARN }: LifecycleEnvironment, input: LifecycleInput): string =>
  `${LIFECYCLE_ARN.replace(':stateMachine:', ':execution:')}:${lifecycleName(input)}`;
