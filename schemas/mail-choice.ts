import * as z from 'zod';
import { isoInstant } from './time.ts';

/** How reports come with the morning's mail: attached, or behind one link. */
export const reportsBy = z.enum(['attachment', 'link']);

/** What somebody in charge of a site wishes to be mailed. */
export const mailChoice = z.object({
  reportsBy,
  /** A mail for each report, as it comes; the morning then says nothing of them. */
  isEachMailed: z.boolean(),
  /** Absent as long as nobody has chosen. */
  chosenAt: isoInstant.optional(),
});
export type MailChoice = z.infer<typeof mailChoice>;

/** Of who has not chosen: a mail that any mailbox takes. */
export const usualMailChoice: MailChoice = { reportsBy: 'link', isEachMailed: false };
