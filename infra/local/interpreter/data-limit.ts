import { StateFailure } from './errors.ts';

/**
 * Bytes of what a task, a state or an execution is given or answers, and of what one Assign keeps:
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const dataLimit = 256 * 1024;

export const isTooLarge = (value: unknown): boolean =>
  Buffer.byteLength(typeof value === 'string' ? value : (JSON.stringify(value) ?? '')) > dataLimit;

/** @throws StateFailure States.DataLimitExceeded, which no `States.ALL` catches */
export function limitSize(value: unknown, what: string): void {
  if (isTooLarge(value))
    throw new StateFailure('States.DataLimitExceeded', `The state's ${what} exceeds ${dataLimit} bytes`);
}
