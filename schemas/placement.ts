import * as z from 'zod';
import { settled } from './attention.ts';
import { campaignId } from './campaign.ts';
import { emailAddress, siteId } from './institution.ts';
import { mailFailure } from './mail-failure.ts';
import { occasion, roundOccasion } from './occasion.ts';
import { stagePlan } from './plan.ts';
import { criterionId } from './report-form.ts';
import { studentsWord } from './students-word.ts';
import { isoDate, isoInstant, period } from './time.ts';
import { tutorsWord, wordSaid } from './tutors-word.ts';

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
  school: z.object({
    uai: z.string().optional(),
    name: z.string().min(1),
    town: z.string().min(1),
    phone: z.string().min(1).max(30).optional(),
  }),
  classLevel: z.string().optional(),
  pupilCount: z.int().min(1).max(60).optional(),
  periods: z.array(period).min(1).max(2),
});
export type PlacementFacts = z.infer<typeof placementFacts>;

/** Why a stage does not take place, or not to its end. */
export const cancelReason = z.enum(['gaveUp', 'moved', 'strike', 'noTutor', 'other']);
export type CancelReason = z.infer<typeof cancelReason>;

/** How a report came that was not sent by its link. */
export const receivedBy = z.enum(['paper', 'mail']);
export type ReceivedBy = z.infer<typeof receivedBy>;

/** In characters: what a person writes to say why. */
export const longestWhy = 300;
export const why = z.string().min(1).max(longestWhy);

/**
 * One line of a placement's past, newest last. `by` is a staff name, or the tutor's or student's where it is their word; absent when the
 * system acted by itself. `why` is what that person gave as the reason, or the student's word; `word` what the tutor said.
 */
const historyEntry = z.object({
  at: isoInstant,
  what: z.enum([
    'imported',
    /** By hand. */
    'added',
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
    'cancelled',
    'restored',
    'receivedOtherwise',
    'closed',
    'reopened',
    'extended',
    'givenBack',
    'correctionMoved',
    'correctionWithdrawn',
    'versionStands',
    'notAcquiredSeen',
    'lateSeen',
    'tutorSaid',
    'wordSettled',
    'studentSaid',
    'studentsWordSettled',
    'handReminded',
    'handLettered',
    'linkSent',
    'studentLinkSent',
  ]),
  by: z.string().optional(),
  why: why.optional(),
  word: wordSaid.optional(),
  /** Of a correction: the columns of a file that say something else now, and not what they said. */
  changed: z.array(z.string().max(40)).max(40).optional(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

/** A mail to the tutor or the student that came back, was marked as spam or was not taken at all. */
const undelivered = z.object({ recipient: emailAddress, at: isoInstant, reason: mailFailure });

/**
 * Somebody who may hold letters about a stage that is theirs no more, or takes place no more: they are told, once. `revision` is
 * the one from which on it is so; school and periods are those they were told of.
 */
const farewell = placementFacts.pick({ school: true, periods: true }).extend({
  reader: z.enum(['tutor', 'student']),
  person: placementFacts.shape.tutor,
  reason: z.enum(['replaced', 'cancelled']),
  revision: z.int().min(1),
});
export type Farewell = z.infer<typeof farewell>;

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
  /** Since when its tutor has been typing its report. */
  draftBegunAt: isoInstant.optional(),
  /** Until when its report is expected, where somebody gave it longer than the timetable does. */
  extendedTo: isoDate.optional(),
  /** Who is still to be told that the stage is theirs no more. */
  farewells: z.array(farewell).max(20).optional(),
  /** Addresses that were corrected: the mails to them stay in the history. */
  formerRecipients: z.array(emailAddress).max(20).optional(),
  /** Mails that did not arrive, by address, while the address is still the stage's. */
  undelivered: z.array(undelivered).max(10).optional(),
  /** What was under attention and somebody saw to. */
  settled: z.array(settled).max(20).optional(),
  /** The latest word of its tutor that something is not as planned. */
  tutorsWord: tutorsWord.optional(),
  /** The latest word of its student that the mail never came to its tutor. */
  studentsWord: studentsWord.optional(),
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
  'givenBack',
  'unreturned',
  'receivedOtherwise',
  'cancelled',
]);
const started = common.extend({ startedAt: isoInstant });
const received = started.extend({
  reference: z.string(),
  reportedAt: isoInstant,
  /** Criteria that the report marks « Non acquis »; absent when none. */
  notAcquired: z.array(criterionId).min(1).optional(),
  /** When the first version came, where a later one counts: nobody is late who corrects what they were asked to. */
  firstReportedAt: isoInstant.optional(),
});
/**
 * What a tutor was asked to correct, and until when. `revision`: the one that the decision named; a restart leaves it as it is, and
 * it names the mail.
 */
const asked = z.object({
  text: why,
  until: isoDate,
  revision: z.int().min(1),
  /** Nobody waits for it any more: the version that was sent stands once its tutor, who was asked, is told so. */
  withdrawnAt: isoInstant.optional(),
});
export type Asked = z.infer<typeof asked>;

/** A placement's life; each phase extends the one before. The report item, not this, says whether a report is in. */
export const placement = z.discriminatedUnion('status', [
  common.extend({ status: z.literal('prepared') }),
  started.extend({ status: z.literal('started') }),
  started.extend({ status: z.literal('assigned') }),
  started.extend({ status: z.literal('briefed') }),
  started.extend({ status: z.literal('awaiting'), round: roundOccasion }),
  received.extend({
    status: z.literal('received'),
    /** The version that its student has, while another is on its way to them. */
    atHand: z.object({ reference: z.string(), distributedAt: isoInstant }).optional(),
  }),
  received.extend({ status: z.literal('distributed'), distributedAt: isoInstant }),
  /** Distributed, and with its tutor again: what is said here of the report is of the version that still counts. */
  received.extend({ status: z.literal('givenBack'), distributedAt: isoInstant, asked }),
  /** `closedFor`: why somebody closed it before its day; `isUntold`: its day closed it, and its site was not told yet. */
  started.extend({
    status: z.literal('unreturned'),
    closedAt: isoInstant,
    closedFor: why.optional(),
    isUntold: z.literal(true).optional(),
  }),
  /** On paper or by mail: nobody is asked any more. */
  started.extend({ status: z.literal('receivedOtherwise'), receivedOn: isoDate, receivedBy }),
  /** It does not take place; `startedAt` where its lifecycle was started before. */
  common.extend({
    status: z.literal('cancelled'),
    startedAt: isoInstant.optional(),
    cancelledAt: isoInstant,
    cancelledFor: cancelReason,
  }),
]);
export type Placement = z.infer<typeof placement>;
export type PlacementStatus = Placement['status'];

/** How a stage stands, as lists show it: reckoned from the placement with each write (functions/domain/placement/standing.ts). */
export const standing = z.object({
  /** Day by which its report is expected, once its plan says so. */
  due: isoDate.optional(),
  reportedOn: isoDate.optional(),
  /** Since when a report that is still awaited has been typed. */
  draftedAt: isoInstant.optional(),
  /** Since when a word of its tutor waits for somebody. */
  wordAt: isoInstant.optional(),
  /** The latest thing that its history tells. */
  last: z.object({ at: isoInstant, what: historyEntry.shape.what }).optional(),
  /** What happens next by itself. */
  next: z.object({ at: isoInstant, occasion }).optional(),
  /** Its report, as it counts, has a criterion that is not acquired. */
  notAcquired: z.literal(true).optional(),
  /** The day on which each of its mails left that history remembers: the last one, where there were several. */
  left: z.partialRecord(historyEntry.shape.what, isoDate),
  /** It is over, and somebody is still to be told of it. */
  isToTell: z.literal(true).optional(),
});
export type Standing = z.infer<typeof standing>;

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
  standing: standing.optional(),
});
export type PlacementLine = z.infer<typeof placementLine>;

/** A placement whose lifecycle was started, and that takes place. */
export type StartedPlacement = Exclude<Placement, { status: 'prepared' | 'cancelled' }>;

/** Names one placement. */
export const placementKey = z.object({ campaignId, studentNumber });
export type PlacementKey = z.infer<typeof placementKey>;
