import * as z from 'zod';
import { isoInstant } from './time.ts';

/** How reports come with the morning's mail: attached, or behind one link. */
export const reportsBy = z.enum(['attachment', 'link']);

/** What somebody in charge of a site wishes to be mailed. */
export const mailWishes = z.object({
  reportsBy,
  /** A mail for each report, as it comes; the morning then says nothing of them. */
  isEachMailed: z.boolean(),
  /** Of who is mailed each: the morning tells of them as well. */
  isMorningToo: z.boolean().optional(),
});
export type MailWishes = z.infer<typeof mailWishes>;

export const mailChoice = mailWishes.extend({
  /** When they said so. */
  chosenAt: isoInstant.optional(),
});
export type MailChoice = z.infer<typeof mailChoice>;

/** Of who has not chosen, where the institution has nothing for all: a mail that any mailbox takes. */
export const usualMailWishes: MailWishes = { reportsBy: 'link', isEachMailed: false };
