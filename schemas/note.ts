import * as z from 'zod';
import { placementKey } from './placement.ts';
import { isoInstant } from './time.ts';

/** Characters of one note. */
export const longestNote = 1000;

/** What somebody who follows a stage wants the others to know: « Appelée le 12, rappelle lundi ». `by` is a staff name. */
export const note = placementKey.extend({
  at: isoInstant,
  by: z.string(),
  text: z.string().min(1).max(longestNote),
});
export type Note = z.infer<typeof note>;
