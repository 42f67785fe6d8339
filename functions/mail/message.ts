import MailComposer from 'nodemailer/lib/mail-composer';
import { emailAddress } from '../../schemas/institution.ts';
import type { IsoInstant } from '../../schemas/time.ts';

/** What one mail says, before anybody is addressed: the two parts hold the same facts. */
export type MailContent = {
  subject: string;
  text: string;
  html: string;
  attachments: MailAttachment[];
};

export type MailAttachment = {
  filename: string;
  contentType: string;
  content: string | Uint8Array;
  /** What the HTML part shows it by, `cid:…`; it then stands in the letter rather than beneath it. */
  contentId?: string;
};

export const logoContentId = 'logo@sopa';

export type Envelope = {
  /** Display name and address of the institution. */
  from: { name: string; address: string };
  /** One reader, always: what a mail opens is for nobody else. */
  to: string;
  replyTo?: string;
  /** Becomes the Date header: the moment of the event, never the wall clock. */
  date: IsoInstant;
  content: MailContent;
};

/**
 * The message as SES SendRawEmail takes it (RFC 5322, CRLF, UTF-8). Message-ID is SES's own. Addresses are checked once more
 * here: an address that smuggles a line break or a second recipient throws, whatever let it through.
 */
export const composeMessage = ({ from, to, replyTo, date, content }: Envelope): Promise<Uint8Array> =>
  new MailComposer({
    from: { name: onOneLine(from.name), address: emailAddress.parse(from.address) },
    to: bare(to),
    replyTo: replyTo === undefined ? undefined : bare(replyTo),
    date: new Date(date),
    subject: onOneLine(content.subject),
    text: content.text,
    html: content.html,
    attachments: content.attachments.map((attachment) => ({
      filename: onOneLine(attachment.filename),
      contentType: attachment.contentType,
      content: Buffer.from(attachment.content),
      ...(attachment.contentId && { cid: attachment.contentId, contentDisposition: 'inline' as const }),
    })),
    headers: {
      // Out-of-office robots answer neither; the second is the one Exchange reads.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      'Content-Language': 'fr',
    },
    newline: 'win',
    // Nothing that a person typed may make the composer read a file or fetch a URL.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();

const bare = (address: string) => ({ name: '', address: emailAddress.parse(address) });

/** A header is one line: a name or a subject with a line break would start a header of its own. */
const onOneLine = (value: string): string =>
  value
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
