import type { KeptLetter } from '../../schemas/mail.ts';
import type { MailContent } from './message.ts';

/** Shows where a person's own link stood, and opens nothing. */
export const removedLink = 'lien-personnel-retire';

/** The token of a tutor's or a student's link (functions/store/links.ts), or of an invitation's, wherever it stands. */
const withoutLinks = (text: string): string =>
  text.replace(/\/(r|e|invitation)\/[A-Za-z0-9_-]{20,}/g, `/$1/${removedLink}`);

/** A mail as it leaves, to be read again by staff: a link opens what is its reader's alone, and is kept nowhere in clear. */
export const keptLetterOf = (
  { subject, text, html, attachments }: MailContent,
  envelope: Pick<KeptLetter, 'from' | 'replyTo'>,
): KeptLetter => ({
  ...envelope,
  subject,
  text: withoutLinks(text),
  html: withoutLinks(html),
  // The institute's picture is a part of the letter, and nothing that anybody opens.
  attachments: attachments
    .filter(({ contentId }) => contentId === undefined)
    .map(({ filename, content }) => ({ filename, bytes: Buffer.byteLength(content) })),
});
