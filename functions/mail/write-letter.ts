import type { Letter } from './letter.ts';
import { letterAsHtml } from './letter-html.tsx';
import { letterAsText } from './letter-text.ts';
import type { MailAttachment, MailContent } from './message.ts';

/** A letter in both its parts, with what is attached to it. */
export const writeLetter = (letter: Letter, attachments: MailAttachment[] = []): MailContent => ({
  subject: letter.subject,
  text: letterAsText(letter),
  html: letterAsHtml(letter),
  attachments,
});
