import * as z from 'zod';
import { campaignId } from './campaign.ts';
import { emailAddress, siteId } from './institution.ts';
import { mailFailure } from './mail-failure.ts';
import { roundOccasion } from './occasion.ts';
import { stagePlan } from './plan.ts';
import { isoInstant, period } from './time.ts';

/** The student's identity across stages and years. Part of keys and execution names, hence its alphabet. */
export const studentNumber = z.string().regex(/^[A-Za-z0-9]{1,20}$/);

/** What a registrar hands over: one student, one tutor, one class (ADR 21). */
export const placementFacts = z.object({
  studentNumber,
  student: z.object({ lastName: z.string().min(1), firstName: z.string().min(1), email: emailAddress }),
  siteId,
  /** The address, lower-cased, is the tutor's identity. */
  tutor: z.object({
    title: z.enum(['Mme', 'M.']).optional(),
    lastName: z.string().min(1),
    firstName: z.string().min(1),
    email: emailAddress,
  }),
  school: z.object({ uai: z.string().optional(), name: z.string().min(1), town: z.string().min(1) }),
  classLevel: z.string().optional(),
  pupilCount: z.int().min(1).max(60).optional(),
  periods: z.array(period).min(1).max(2),
});
export type PlacementFacts = z.infer<typeof placementFacts>;

/** One line of a placement's past, newest last. `by` is a staff name, absent when the system acted by itself. */
const historyEntry = z.object({
  at: isoInstant,
  what: z.enum([
    'imported',
    'corrected',
    'started',
    'assigned',
    'briefed',
    'requested',
    'reminded1',
    'reminded2',
    'reminded3',
    'escalated',
    'received',
    'distributed',
    'unreturned',
    'troubled',
    'relaunched',
    'linksCut',
  ]),
  by: z.string().optional(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

/** A mail to the tutor or the student that came back, was marked as spam or was not taken at all. */
const undelivered = z.object({ recipient: emailAddress, at: isoInstant, reason: mailFailure });

const common = placementFacts.extend({
  campaignId,
  /** How many times a lifecycle was started for it; names the execution. */
  revision: z.int().min(0),
  /**
   * Since when the lifecycle of this revision is to start: written with the revision, gone when the execution shows that it
   * runs. What finds it here later, takes it up (architecture, 15).
   */
  startDue: isoInstant.optional(),
  /** The latest revision whose execution has shown that it runs: what there may be to stop begins with it. */
  lastRunning: z.int().min(1).optional(),
  plan: stagePlan.optional(),
  /** Addresses that were corrected: the mails to them stay in the history. */
  formerRecipients: z.array(emailAddress).max(20).optional(),
  /** Mails that did not arrive, by address, while the address is still the stage's. */
  undelivered: z.array(undelivered).max(10).optional(),
  /** Optimistic lock: grows by one at every write. */
  version: z.int().min(1),
  history: z.array(historyEntry),
  /** Set when an execution failed, cleared when a later one gets going. `state` is the state's name in the lifecycle. */
  trouble: z.object({ at: isoInstant, state: z.string(), error: z.string() }).optional(),
});
/** The phases of a placement's life, in their order. */
const placementStatus = z.enum([
  'prepared',
  'started',
  'assigned',
  'briefed',
  'awaiting',
  'received',
  'distributed',
  'unreturned',
]);
const started = common.extend({ startedAt: isoInstant });
const received = started.extend({ reference: z.string(), reportedAt: isoInstant });

/** A placement's life; each phase extends the one before. The report item, not this, says whether a report is in. */
export const placement = z.discriminatedUnion('status', [
  common.extend({ status: z.literal('prepared') }),
  started.extend({ status: z.literal('started') }),
  started.extend({ status: z.literal('assigned') }),
  started.extend({ status: z.literal('briefed') }),
  started.extend({ status: z.literal('awaiting'), round: roundOccasion }),
  received.extend({ status: z.literal('received') }),
  received.extend({ status: z.literal('distributed'), distributedAt: isoInstant }),
  started.extend({ status: z.literal('unreturned'), closedAt: isoInstant }),
]);
export type Placement = z.infer<typeof placement>;
export type PlacementStatus = Placement['status'];

/**
 * What lists show of a placement, and what an import compares: the index of the lists holds this and nothing else
 * (infra/constructs/records-table.ts), so no list reads histories and plans.
 */
export const placementLine = placementFacts.extend({
  ...common.pick({
    ...{ campaignId: true, revision: true, startDue: true, trouble: true },
    ...{ undelivered: true, formerRecipients: true },
  }).shape,
  status: placementStatus,
  round: roundOccasion.optional(),
});
export type PlacementLine = z.infer<typeof placementLine>;

/** A placement whose lifecycle was started. */
export type StartedPlacement = Exclude<Placement, { status: 'prepared' }>;

/** Names one placement. */
export const placementKey = z.object({ campaignId, studentNumber });
export type PlacementKey = z.infer<typeof placementKey>;
