import * as z from 'zod';
import { failure } from './errors.ts';

/**
 * A branch is the thread of an execution. It is a row of the journal, rewritten at every step, and holds all that the
 * interpreter must know to go on after the process was killed.
 */

/** How a state's work ended, before Output, Assign, Retry or Catch are applied. */
export const outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('success'), value: z.unknown() }),
  z.object({ kind: z.literal('failure'), ...failure.shape }),
]);
export type Outcome = z.infer<typeof outcome>;

const instant = z.number();

/** Where a branch stands within its current state. Instants are in milliseconds since 1970, on the virtual clock. */
const step = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('entered') }),
  /**
   * The Lambda is to be called, or being called: after a kill it is called again. The deadline of a token is that of the
   * timetable; that of a plain call is set when the call begins, `timeout` milliseconds away, for the queue before it
   * is this home's own and must not count.
   */
  z.object({
    kind: z.literal('calling'),
    token: z.string().optional(),
    timeout: z.number().optional(),
    deadline: instant.optional(),
  }),
  /** The Lambda has answered; its token has not been rung. */
  z.object({ kind: z.literal('awaiting'), token: z.string(), deadline: instant.optional() }),
  z.object({ kind: z.literal('waiting'), until: instant }),
  z.object({ kind: z.literal('retrying'), until: instant }),
  z.object({ kind: z.literal('settled'), outcome }),
]);
export type Step = z.infer<typeof step>;

export const branchBody = z.object({
  state: z.string(),
  input: z.unknown(),
  /** What it assigned so far. */
  variables: z.record(z.string(), z.unknown()),
  enteredAt: instant,
  /** When the current attempt began: `enteredAt`, or when the retry fell due. Timeouts count from here. */
  attemptAt: instant,
  /** `$states.context.State.RetryCount`. */
  retryCount: z.number(),
  /** Attempts made by each retrier of the state. */
  attempts: z.array(z.number()),
  step,
});
export type BranchBody = z.infer<typeof branchBody>;

export type Branch = BranchBody & {
  readonly id: number;
  readonly execution: number;
  /** Grows with every write: a step that lost a race (timeout against token, stop against answer) cannot be saved. */
  readonly version: number;
};

/** When the clock has something to do for this branch. */
export function dueOf({ step }: Pick<BranchBody, 'step'>): number | null {
  switch (step.kind) {
    case 'calling':
    case 'awaiting':
      return step.deadline ?? null;
    case 'waiting':
    case 'retrying':
      return step.until;
    default:
      return null;
  }
}

/** A branch that has just come to a state. */
export const entering = (
  at: { state: string; now: number },
  data: Pick<BranchBody, 'input' | 'variables'>,
): BranchBody => ({
  state: at.state,
  enteredAt: at.now,
  attemptAt: at.now,
  retryCount: 0,
  attempts: [],
  ...data,
  step: { kind: 'entered' },
});
