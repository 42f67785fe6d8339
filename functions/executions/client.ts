import { SFNClient } from '@aws-sdk/client-sfn';

/** A wave of starts meets the account's rate (Step Functions, "Quotas related to API action throttling"): turned away, they wait. */
const maxAttempts = 8;

const clients = new Map<string | undefined, SFNClient>();

/** The one client of wherever Step Functions is: a function has one all its life, a process that opens several homes one for each. */
export const client = (): SFNClient => {
  const endpoint = process.env.AWS_ENDPOINT_URL_SFN ?? process.env.AWS_ENDPOINT_URL;
  const known = clients.get(endpoint) ?? new SFNClient({ maxAttempts });
  clients.set(endpoint, known);
  return known;
};

/** `…:stateMachine:Name` and an execution's name make `…:execution:Name:name`. */
export const executionArn = (machineArn: string, name: string): string =>
  `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
