import * as z from 'zod';
import { isoInstant } from './time.ts';
import { longestWord } from './tutors-word.ts';

/** A student tells that their tutor says the mail with the link never came. `waiting`: somebody is to see to it. */
export const studentsWord = z.object({
  text: z.string().min(1).max(longestWord).optional(),
  saidAt: isoInstant,
  state: z.enum(['waiting', 'settled']),
  settledAt: isoInstant.optional(),
  /** Who settled it; absent where the report itself did. */
  settledBy: z.string().optional(),
});
export type StudentsWord = z.infer<typeof studentsWord>;
