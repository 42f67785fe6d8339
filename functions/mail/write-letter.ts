import type { Letter } from './letter.ts';
import { letterAsHtml } from './letter-html.tsx';
import { letterAsText } from './letter-text.ts';
import { logoContentId, type MailAttachment, type MailContent } from './message.ts';

const logoOf = ({ institution: { programme } }: Letter): MailAttachment[] =>
  programme.logo
    ? [
        {
          ...{ filename: 'logo.png', contentType: 'image/png', contentId: logoContentId },
          content: Buffer.from(programme.logo.png, 'base64'),
        },
      ]
    : [];

/** A letter in both its parts, with what is attached to it, and the institute's picture where it has one. */
export const writeLetter = (letter: Letter, attachments: MailAttachment[] = []): MailContent => ({
  subject: letter.subject,
  text: letterAsText(letter),
  html: letterAsHtml(letter),
  attachments: [...attachments, ...logoOf(letter)],
});
