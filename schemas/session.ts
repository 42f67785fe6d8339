import * as z from 'zod';
import { staff } from './staff.ts';
import { isoInstant } from './time.ts';

/** A signed-in browser, as the server knows it: what the cookie names is worth nothing once this is gone. */
export const sessionRecord = z.object({
  id: z.string().min(1),
  staff,
  startedAt: isoInstant,
  /** Within five minutes: not every request is written. */
  seenAt: isoInstant,
  /** When the provider was last asked who this is. */
  checkedAt: isoInstant,
  /** When it last answered; absent until it was asked again after the sign-in. */
  confirmedAt: isoInstant.optional(),
  /** Encrypted: lets us ask the provider again. Absent when it gives none. */
  refreshToken: z.string().optional(),
  /** How many points waited for the person, and when they were counted. */
  waiting: z.object({ count: z.int().min(0), at: isoInstant }).optional(),
  /** Signed out, or ended by an administrator: it opens nothing any more. */
  ended: z.boolean().optional(),
});
export type SessionRecord = z.infer<typeof sessionRecord>;

/** Somebody who has signed in, and since when whatever they had open is over. */
export const person = z.object({ staff, signedInAt: isoInstant, endedAt: isoInstant.optional() });
export type Person = z.infer<typeof person>;
