import * as z from 'zod';
import { emailAddress } from './institution.ts';
import { isoDate, isoInstant } from './time.ts';

/** What a tutor tells by « Un imprévu ? ». */
export const wordKind = z.enum(['absent', 'stoppedEarly', 'notTutor', 'colleague', 'other']);
export type WordKind = z.infer<typeof wordKind>;

/** In characters: what a tutor writes in words of their own, and each name of a colleague. */
export const longestWord = 300;
export const longestName = 80;

const name = z.string().min(1).max(longestName);

/** Who takes the stage over, as the tutor says: nothing leaves to that address before a registrar confirms it. */
export const colleague = z.object({ lastName: name, firstName: name, email: emailAddress.max(254) });

/** A tutor's word about one stage, as it was said. */
export const wordSaid = z.object({
  kind: wordKind,
  /** Until when the student was there, where the stage stopped early. */
  lastDay: isoDate.optional(),
  colleague: colleague.optional(),
  text: z.string().min(1).max(longestWord).optional(),
});
export type WordSaid = z.infer<typeof wordSaid>;

/** The latest word of a stage's tutor. `waiting`: somebody is to see to it. */
export const tutorsWord = wordSaid.extend({
  saidAt: isoInstant,
  /** Until then nobody is reminded, and nobody in charge alerted, while it waits. */
  holdsUntil: isoInstant,
  state: z.enum(['waiting', 'settled']),
  settledAt: isoInstant.optional(),
  /** Who settled it; absent where the report itself did. */
  settledBy: z.string().optional(),
});
export type TutorsWord = z.infer<typeof tutorsWord>;
