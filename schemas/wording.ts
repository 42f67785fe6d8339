import * as z from 'zod';
import { mailKind } from './mail-kind.ts';
import { isoInstant } from './time.ts';

/** In characters, of one passage: longer than any paragraph that is read. */
export const longestPassage = 2_000;

/**
 * What is said instead of a mail's original words, by passage: only those that somebody changed, so that the others follow the release.
 * What may be said where is the mail's own (functions/mail/worded-mails.ts).
 */
export const wordingTexts = z
  .record(z.string().regex(/^[A-Za-z]{1,40}$/), z.string().max(longestPassage))
  .refine((texts) => Object.keys(texts).length <= 20);
export type WordingTexts = z.infer<typeof wordingTexts>;

const wordingEdition = z.object({
  texts: wordingTexts,
  changedAt: isoInstant,
  /** Who did, as the console names them. */
  changedBy: z.string().min(1).max(300),
});
export type WordingEdition = z.infer<typeof wordingEdition>;

/** As many earlier ones are kept at the most, newest first: a mail that is sent again says what it said, and people see what was before. */
export const keptEditions = 10;

/** How a kind of mail is worded by the institute. Without one, and where `texts` is empty, it is by its original. */
export const mailWording = wordingEdition.extend({
  kind: mailKind,
  /** How often it was changed; two who change it at once are told apart by it. */
  edition: z.int().min(1),
  former: z.array(wordingEdition).max(keptEditions),
});
export type MailWording = z.infer<typeof mailWording>;

/** What a list needs of it: what is said now. */
export const presentWording = mailWording.omit({ former: true });
export type PresentWording = z.infer<typeof presentWording>;
