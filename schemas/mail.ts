import * as z from 'zod';
import { campaignId } from './campaign.ts';
import { emailAddress } from './institution.ts';
import { mailFailure } from './mail-failure.ts';
import { meetingMention } from './meeting.ts';
import { occasion } from './occasion.ts';
import { studentNumber } from './placement.ts';
import { isoInstant } from './time.ts';

/** What the outbox keeps of one mail to one recipient for one occasion; its text is kept beside it (`keptLetter`). */
const mailCommon = z.object({
  campaignId,
  recipient: emailAddress,
  /** Whose address it was, by name, when the mail was written: they may have left since. */
  recipientName: z.string().min(1).optional(),
  /**
   * The occasion and what tells two of them apart: `request_2026-10-09`, `distribution_22600107_v1`. Also a message tag,
   * hence the alphabet.
   */
  mailKey: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/),
  occasion,
  /** Who this mail is about. */
  studentNumbers: z.array(studentNumber),
  /** The same stages as they stood when it was written (functions/domain/placement/stage-mark.ts). */
  stageMarks: z.array(z.string()),
  /** Where it told a tutor or a student what they need to know of a stage: what it said, stage by stage. */
  letterMarks: z.array(z.string()).optional(),
  /** What it told of a meeting. */
  meeting: meetingMention.optional(),
  subject: z.string(),
  /** The attempt that holds the claim: an execution's name and state, or a request's id. */
  claimedBy: z.string(),
  claimedAt: isoInstant,
  /** As of when it is worded, where an earlier attempt may have sent it; absent, as of the claim. */
  wordedAt: isoInstant.optional(),
});

/**
 * claimed → sent, or → unconfirmed when nobody knows whether SES took the mail: `unanswered`, SES did not say (timeout, 5xx);
 * `lost`, the attempt that held the claim died before it wrote the outcome. SES's own Send event settles both, and comes within
 * the lease that begins at `doubtedAt`.
 */
export const mail = z.discriminatedUnion('status', [
  mailCommon.extend({ status: z.literal('claimed') }),
  mailCommon.extend({
    status: z.literal('unconfirmed'),
    doubt: z.enum(['unanswered', 'lost']),
    doubtedAt: isoInstant,
  }),
  mailCommon.extend({
    status: z.literal('sent'),
    sentAt: isoInstant,
    messageId: z.string(),
    /** The reader's server took it. */
    deliveredAt: isoInstant.optional(),
    /** That server did not take it yet: SES goes on trying for some hours. */
    delayedAt: isoInstant.optional(),
    /** It left, and did not arrive. */
    failure: z.object({ at: isoInstant, reason: mailFailure }).optional(),
  }),
]);
export type Mail = z.infer<typeof mail>;

/** A mail as it was handed over for sending, but for what opens a door: a tutor's own link is theirs alone (decision 0035). */
export const keptLetter = z.object({
  from: z.object({ name: z.string(), address: emailAddress }),
  replyTo: emailAddress,
  subject: z.string(),
  text: z.string(),
  /** Absent where both parts were too much for one item. */
  html: z.string().optional(),
  /** Attachments are told by their name and size in bytes. */
  attachments: z.array(z.object({ filename: z.string(), bytes: z.int().min(0) })),
});
export type KeptLetter = z.infer<typeof keptLetter>;
