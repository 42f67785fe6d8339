import type { KeptLetter } from '../../schemas/mail.ts';
import { personalLink } from '../domain/wording/personal-link.ts';
import type { MailContent } from './message.ts';

/** Shows where a person's own link stood, and opens nothing. */
export const removedLink = 'lien-personnel-retire';

const withoutLinks = (text: string): string =>
  text.replace(new RegExp(personalLink, 'g'), `/$1/${removedLink}`);

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
