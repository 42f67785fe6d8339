import * as z from 'zod';
import { campaignId } from './campaign.ts';
import { placementFacts, receivedBy, studentNumber } from './placement.ts';
import { criterionId, levelId } from './report-form.ts';
import { scanName } from './scan.ts';
import { isoDate, isoInstant } from './time.ts';

/**
 * What the tutor typed, as typed, by field name: a draft may hold anything and nothing in it is refused because another
 * field is wrong. Names: see `reportFields` in functions/domain/report/report-fields.ts. Unknown names are dropped at the border.
 */
export const draftValues = z.record(z.string().max(60), z.union([z.string(), z.array(z.string())]));
export type DraftValues = z.infer<typeof draftValues>;

/**
 * A report as it was sent: complete and valid. The texts and numbers of its comments stand beside these, by the field names
 * that its form gives them: `writtenIn` and `countedIn` of functions/domain/report/report-fields.ts read them.
 */
export const reportAnswers = z.looseObject({
  tutorName: z.string().min(1),
  schoolName: z.string().min(1),
  classLevel: z.string(),
  pupilCount: z.int(),
  absentHalfDays: z.int().min(0),
  activities: z.array(z.string()).min(1),
  ethics: z.record(criterionId, z.object({ level: levelId, details: z.string().optional() })),
  advice1: z.string().min(1),
  advice2: z.string().optional(),
  completedWithStudent: z.boolean(),
});
export type ReportAnswers = z.infer<typeof reportAnswers>;

/** A report that came on paper or by mail: who of the institute typed it, and from what. */
export const enteredReport = z.object({
  by: z.string().min(1),
  receivedBy,
  receivedOn: isoDate,
  scan: scanName,
});
export type EnteredReport = z.infer<typeof enteredReport>;

/** One sent version. `number` grows when a registrar reopened the report; the reference is what the tutor may quote. */
export const sentReport = z.object({
  number: z.int().min(1),
  reference: z.string(),
  sentAt: isoInstant,
  formVersion: z.string(),
  answers: reportAnswers,
  /** Whose report it is: the receipt is theirs, whoever the stage's tutor is by then. */
  sentBy: placementFacts.shape.tutor.optional(),
  /** Absent where its tutor sent it by their link. */
  entered: enteredReport.optional(),
  /** The version before it, which it replaces. */
  replaces: z.object({ number: z.int().min(1), sentAt: isoInstant }).optional(),
});
export type SentReport = z.infer<typeof sentReport>;

const person = z.object({ firstName: z.string(), lastName: z.string(), email: z.string() });
/** Who typed, and about whom. */
export const drafter = z.object({ tutor: person, student: person });
export type Drafter = z.infer<typeof drafter>;

const reportCommon = z.object({
  campaignId,
  studentNumber,
  /** Optimistic lock of what the tutor typed: grows by one at every draft saved and when the report is sent. */
  version: z.int().min(0),
  values: draftValues,
  savedAt: isoInstant.optional(),
  /** Who typed it, and about whom: what another tutor had typed, or of another student, is shown to nobody else. */
  draftedBy: drafter.optional(),
  /** The task token to ring when the report is sent. Never shown, never logged. */
  doorbell: z.string().optional(),
  /**
   * The latest version that was given back to be corrected: kept in an item of its own, and the one that counts until another is sent.
   * `undistributed`: not everybody had it by then.
   */
  lastVersion: z
    .object({ number: z.int().min(1), sentAt: isoInstant, undistributed: z.boolean().optional() })
    .optional(),
  /** The latest revision whose execution let that version stand: none up to it gives it back. */
  standsIn: z.int().min(0).optional(),
});

/**
 * The record is the truth: a report is in when, and only when, this says `sent`. `closed` is what keeps a report sent in the
 * very second of the closing from being lost: one of the two conditional writes on this item loses, and knows it.
 */
export const report = z.discriminatedUnion('status', [
  reportCommon.extend({ status: z.literal('draft') }),
  reportCommon.extend({
    status: z.literal('closed'),
    closedAt: isoInstant,
    /** By the execution of which revision: a later one that waits takes it back. */
    closedIn: z.int().min(0).optional(),
  }),
  reportCommon.extend({
    status: z.literal('sent'),
    sent: sentReport,
    /** Written with the report, gone once it is distributed: nobody has it yet. */
    undistributed: z.boolean().optional(),
  }),
]);
export type Report = z.infer<typeof report>;
export type SentReportRecord = Extract<Report, { status: 'sent' }>;

/** A version that was given back, as it was sent: written once, and never again. */
export const keptVersion = z.object({ campaignId, studentNumber, sent: sentReport, values: draftValues });
export type KeptVersion = z.infer<typeof keptVersion>;
