import type { Catcher, Retrier } from './asl.ts';
import type { Failure } from './errors.ts';

/**
 * Whether a retrier or catcher names this failure. States.ALL is every failure but those AWS lets nobody handle;
 * States.TaskFailed every failure but a timeout.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function matches({ ErrorEquals }: Pick<Retrier, 'ErrorEquals'>, { error }: Failure): boolean {
  return ErrorEquals.some((name) => {
    if (name === error) return true;
    if (name === 'States.ALL') return !unhandleable.has(error);
    return name === 'States.TaskFailed' && error !== 'States.Timeout' && !unhandleable.has(error);
  });
}
const unhandleable = new Set(['States.Runtime', 'States.DataLimitExceeded']);

/** The delay in milliseconds before a retrier's attempt number `done` + 1 (AWS defaults: 1 s, doubled each time). */
export function retryDelay(retrier: Retrier, done: number): number {
  const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Number.POSITIVE_INFINITY } = retrier;
  return Math.round(Math.min(IntervalSeconds * BackoffRate ** done, MaxDelaySeconds) * 1000);
}

/**
 * What `Retry` makes of a failure. Each retrier counts its own attempts; the first that matches decides alone, and once
 * it is exhausted no later one is asked.
 * @param attempts how often each retrier has already retried this state, in their order
 */
export function retryFor(
  retriers: readonly Retrier[],
  attempts: readonly number[],
  failure: Failure,
): { delay: number; attempts: number[] } | undefined {
  const index = retriers.findIndex((retrier) => matches(retrier, failure));
  const retrier = retriers[index];
  if (retrier === undefined) return undefined;
  const done = attempts[index] ?? 0;
  if (done >= (retrier.MaxAttempts ?? 3)) return undefined;
  return {
    delay: retryDelay(retrier, done),
    attempts: retriers.map((_, position) => (attempts[position] ?? 0) + (position === index ? 1 : 0)),
  };
}

export const catcherFor = (catchers: readonly Catcher[], failure: Failure): Catcher | undefined =>
  catchers.find((catcher) => matches(catcher, failure));
