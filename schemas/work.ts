import * as z from 'zod';
import { campaignId } from './campaign.ts';
import { siteId } from './institution.ts';
import { note } from './note.ts';
import { cancelReason, placementFacts, studentNumber, why } from './placement.ts';
import { isoDate, isoInstant } from './time.ts';

/** What is done to many placements at once: the same word names it in the audit trail's acts and in the execution. */
export const workKind = z.enum(['launch', 'import', 'relaunch', 'selection', 'deletion']);
export type WorkKind = z.infer<typeof workKind>;

/** What is mailed to a tutor because somebody presses a button: the link, the letter that their stage is at, or a reminder. */
export const handMail = z.enum(['link', 'letter', 'reminder']);
export type HandMail = z.infer<typeof handMail>;

/** What somebody has done to each placement of a selection; `why` as `historyEntry` has it. */
export const selectionTask = z.discriminatedUnion('does', [
  z.object({ does: z.literal('cancel'), reason: cancelReason, why: why.optional() }),
  z.object({ does: z.literal('restore'), why: why.optional() }),
  z.object({ does: z.literal('extend'), until: isoDate, why: why.optional() }),
  z.object({ does: z.literal('close'), why }),
  z.object({ does: z.literal('note'), text: note.shape.text }),
  z.object({
    does: z.literal('mail'),
    mail: handMail,
    why: why.optional(),
    /**
     * Somebody who looked at that very stage has its link sent: also when no report is missing any more, and to an address that
     * refused a mail before, which they say is right.
     */
    isInsisted: z.literal(true).optional(),
  }),
]);
export type SelectionTask = z.infer<typeof selectionTask>;

/** All that a filter of the list shows: it is read page by page as the work goes on. Words as functions/store/lines.ts has them. */
export const selectionFilter = z.object({
  siteIds: z.array(siteId).max(100),
  step: z.string().max(40).optional(),
  group: z.string().max(40).optional(),
  words: z.array(z.string().max(100)).max(8),
});
export type SelectionFilter = z.infer<typeof selectionFilter>;

/** "20261128065418123-import-1f0c9a2e": when it was asked for, and what tells two of one moment apart. */
export const workId = z.string().regex(/^\d{17}-[a-z]+-[a-z0-9]{1,8}$/);

export const workKey = z.object({ campaignId, workId });
export type WorkKey = z.infer<typeof workKey>;

/** One placement that it could not be done to, and why: the name of the error, or one of ours (functions/actions/work). */
const workFailure = z.object({ studentNumber, reason: z.string().max(100) });
export type WorkFailure = z.infer<typeof workFailure>;

/** A launch starts so many placements, and waits for what becomes of their first mails (functions/domain/placement/launch-slices.ts). */
const launchSlice = z.object({
  number: z.int().min(1),
  /** When its first placements were started. */
  since: isoInstant,
  /** It lies behind that student number. */
  after: z.string().optional(),
  started: z.int().min(0),
  /** All of it are started: until when their mails are waited for, and how often they were. */
  until: isoInstant.optional(),
  waits: z.int().min(0),
});
export type LaunchSlice = z.infer<typeof launchSlice>;

/**
 * One thing to do to many placements, and how far it is. It is worked off batch by batch by a machine that hands over nothing
 * but the key: all there is to know stands here.
 */
export const work = workKey.extend({
  kind: workKind,
  /** What is done to each placement of a selection. */
  task: selectionTask.optional(),
  /** The selection is what that filter shows; else it is a list. */
  filter: selectionFilter.optional(),
  /** A staff name; and the provider's name of the person, where a note is theirs. */
  askedBy: z.string(),
  subject: z.string().max(300).optional(),
  askedAt: isoInstant,
  /** Placements, or rows, that each pass goes through. */
  total: z.int().min(0),
  /** The pass that runs, from 0: a launch marks all stages as started before the first of them runs. */
  pass: z.int().min(0),
  passes: z.int().min(1),
  /** Gone through in this pass. */
  done: z.int().min(0),
  /** Where this pass goes on: after that student number, or with that part of the list. Absent at its beginning. */
  after: z.string().optional(),
  slice: launchSlice.optional(),
  /** What was done, counted by its name: `added`, `changed`, `started`… */
  tally: z.record(z.string(), z.int().min(0)),
  failed: z.int().min(0),
  /** The first of them. */
  failures: z.array(workFailure).max(100),
  /** Names the execution, with the key: one that stopped is gone on with by another. */
  run: z.int().min(1),
  /**
   * Since when nothing of it was seen to be done, while it is to be done: what finds it here much later takes it up. Of work that waits,
   * the moment that it waits for.
   */
  due: isoInstant.optional(),
  /** Its machine gave up, or somebody stopped it. */
  stopped: z.object({ at: isoInstant, error: z.string() }).optional(),
  endedAt: isoInstant.optional(),
  /** Optimistic lock: grows by one at every write. */
  version: z.int().min(1),
});
export type Work = z.infer<typeof work>;

/** Rows of an import that are taken: whether the placement is new, and what it shall be. */
export const importRow = z.object({
  row: z.enum(['added', 'changed', 'unchanged']),
  facts: placementFacts,
  /** Of a change: what the placement said when the file was checked, in short. It is taken where that still holds. */
  seen: z.string().max(64).optional(),
  /** Why, where somebody corrects by hand and says it. */
  why: why.optional(),
  /** Of one that somebody added by hand: whether its lifecycle starts at once, or waits for the launch. */
  byHand: z.enum(['waits', 'starts']).optional(),
});
export type ImportRow = z.infer<typeof importRow>;

/** What a work list names: student numbers, or rows of an import. */
export const workPart = z.object({ entries: z.array(z.union([studentNumber, importRow])) });
export type WorkEntries = z.infer<typeof workPart>['entries'];
