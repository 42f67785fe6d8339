import * as z from 'zod';
import { launchRefusal } from './campaign.ts';
import { mailFailure } from './mail-failure.ts';
import { meetingId, meetingKind } from './meeting.ts';
import { criterionId } from './report-form.ts';
import { isoDate, isoInstant } from './time.ts';
import { wordSaid } from './tutors-word.ts';

const since = z.object({ since: isoInstant });

/** What somebody has to see to, and since when it is so. */
export const attention = z.discriminatedUnion('kind', [
  /** Its lifecycle failed. */
  since.extend({ kind: z.literal('troubled'), state: z.string(), error: z.string() }),
  /** Nothing is mailed to that address any more. */
  since.extend({
    kind: z.literal('refused'),
    reader: z.enum(['tutor', 'student']),
    recipient: z.string(),
    reason: mailFailure,
  }),
  /** Its tutor said that something is not as planned. */
  since.extend({ kind: z.literal('word'), word: wordSaid }),
  /** Its student said that the mail never came to its tutor. */
  since.extend({ kind: z.literal('studentsWord'), text: z.string().optional() }),
  /** A report says « Non acquis » of these criteria. */
  since.extend({ kind: z.literal('notAcquired'), criteria: z.array(criterionId).min(1) }),
  /** Those in charge were told that the report is missing. `dueDate`: when it was expected. */
  since.extend({ kind: z.literal('late'), dueDate: isoDate }),
  /** What was to be done to many stopped on the way. */
  since.extend({ kind: z.literal('stoppedWork') }),
  /** The mails of a meeting stopped on the way; until it begins, they are worth going on with. */
  since.extend({
    kind: z.literal('stoppedMeeting'),
    meeting: z.object({ meetingId, kind: meetingKind, day: isoDate }),
    until: isoInstant,
  }),
  /** A launch was to start by itself, and did not. */
  since.extend({ kind: z.literal('refusedLaunch'), why: launchRefusal }),
  /** A launch stopped by itself: so many of so many addresses returned their mail. */
  since.extend({ kind: z.literal('heldLaunch'), addresses: z.int(), returned: z.int() }),
  /** A file that was checked, and not imported. */
  since.extend({ kind: z.literal('unconfirmedImport') }),
]);
export type Attention = z.infer<typeof attention>;
export type AttentionKind = Attention['kind'];
export type AttentionOf<Kind extends AttentionKind> = Extract<Attention, { kind: Kind }>;

/** The kinds that somebody's word settles, since their cause does not end. */
export const settledKind = z.enum(['notAcquired', 'late']);
export type SettledKind = z.infer<typeof settledKind>;

/** Who saw to it, and when; `since` tells which one it was. */
export const settled = z.object({ kind: settledKind, since: isoInstant, at: isoInstant, by: z.string() });
