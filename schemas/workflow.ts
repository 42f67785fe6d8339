import * as z from 'zod';
import { emailAddress } from './institution.ts';
import { meetingId } from './meeting.ts';
import { roundOccasion } from './occasion.ts';
import { placementKey } from './placement.ts';
import type { StagePlan } from './plan.ts';
import { type IsoInstant, isoDate, isoInstant } from './time.ts';
import { workKey } from './work.ts';

/** Input of the stage lifecycle: one execution per placement and revision. */
export const lifecycleInput = placementKey.extend({ revision: z.int().min(1) });
export type LifecycleInput = z.infer<typeof lifecycleInput>;

/** "2026-a1-22600107-r1": at most 80 characters of [A-Za-z0-9-_], unique for ninety days (Step Functions). */
export const lifecycleName = ({ campaignId, studentNumber, revision }: LifecycleInput): string =>
  `${campaignId}-${studentNumber}-r${revision}`;

/** What every task of the lifecycle receives. `now` is `$states.context.State.EnteredTime` (architecture, 3). */
export const lifecycleTask = lifecycleInput.extend({ now: isoInstant, execution: z.string() });
/** In seconds, how long a function of a state may run (infra/constructs/functions.ts). */
export const longestRunSeconds = 60;
/**
 * In seconds, what lies at the most between two attempts at a state: the longest pause of its retries (infra/constructs/retry-policies.ts),
 * and a run of its function.
 */
export const longestRetrySeconds = 64 + longestRunSeconds;

/**
 * A step that mails. `attempt` counts how often the mail service has been asked in vain. `retry`: which retry of the state, which
 * sees the `now` of the first; executions that were started before it was asked for do not say.
 */
export const mailingTask = lifecycleTask.extend({
  attempt: z.int().min(0),
  retry: z.int().min(0).default(0),
});
export type mailingTask = z.infer<typeof mailingTask>;
export const plannedTask = mailingTask.extend({
  nominal: isoDate,
  skip: z.boolean(),
  onlyCorrections: z.boolean().optional(),
});
export const roundTask = mailingTask.extend({ occasion: roundOccasion, nominal: isoDate });
/** The rounds after which the report is still waited for. */
export const waitingRound = roundOccasion.exclude(['closing']);
export type WaitingRound = z.infer<typeof waitingRound>;
export const waitingRoundTask = roundTask.extend({ occasion: waitingRound });
/** `retry`: which attempt at this wait, from 0; executions that were started before it was asked for do not say. */
export const awaitTask = lifecycleTask.extend({ taskToken: z.string(), retry: z.int().min(0).default(0) });
export const troubleTask = lifecycleTask.extend({ state: z.string(), error: z.string() });

/**
 * What the first state answers. `ended`: somebody ended the stage before its day. `isFarewellDue`: somebody is to be told first that
 * the stage is theirs no more.
 */
export type PlanAnswer = { isFarewellDue: boolean } & (({ kind: 'planned' } & StagePlan) | { kind: 'ended' });

/** Until when a state waits: a moment, or so many seconds from now. */
export type Pause = { at: IsoInstant } | { in: number };

/**
 * What a step that mails answers: `again`, it is not done, and is to be entered again then; `next`, when the next round comes,
 * once this one has left.
 */
export type MailingAnswer = { again?: Pause; next?: IsoInstant; attempt: number };

/** Input of the machine that works off a work list. */
export const workInput = workKey.extend({ run: z.int().min(1) });
export type WorkInput = z.infer<typeof workInput>;
export const workName = ({ campaignId, workId, run }: WorkInput): string =>
  `${campaignId}-${workId}-run${run}`;
export const workOffTask = workInput.extend({ now: isoInstant });
export const workStoppedTask = workOffTask.extend({ error: z.string() });
/** What a batch answers. `again`: when the next one begins, where it does not at once. */
export type WorkAnswer = { isDone: boolean; again?: { at: IsoInstant } };

/** Input of a meeting's machine: one execution per meeting and revision. */
export const meetingInput = z.object({ meetingId, revision: z.int().min(1) });
export type MeetingInput = z.infer<typeof meetingInput>;
export const meetingName = ({ meetingId, revision }: MeetingInput): string => `${meetingId}-r${revision}`;
export const meetingTask = meetingInput.extend({ now: isoInstant });
/**
 * A step over everybody who is invited, batch by batch. `after`: behind whom the batch begins. `isHeld`: somebody of an earlier batch is
 * to be written to in the morning. `only`: one of them, asked for beside the execution, since they named somebody else.
 */
export const guestsTask = meetingTask.extend({
  after: z.string(),
  isHeld: z.boolean(),
  attempt: z.int().min(0),
  retry: z.int().min(0),
  only: emailAddress.optional(),
});
export type GuestsTask = z.infer<typeof guestsTask>;
export const meetingTroubleTask = meetingTask.extend({ state: z.string(), error: z.string() });

/** What the first state answers: a meeting that is called off is only told of. */
export type MeetingPlan = { isCancelled: boolean; reminderAt: IsoInstant; endsAt: IsoInstant };
/** What a batch answers: `again`, when it is entered again, where it is not at once. */
export type GuestsAnswer = {
  isDone: boolean;
  after: string;
  isHeld: boolean;
  attempt: number;
  again?: Pause;
};
