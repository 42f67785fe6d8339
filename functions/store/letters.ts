import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod';
import { campaignId } from '../../schemas/campaign.ts';
import { emailAddress } from '../../schemas/institution.ts';
import { type KeptLetter, keptLetter, type Mail } from '../../schemas/mail.ts';
import { storedShape } from './shapes.ts';
import type { Table } from './table.ts';
import { letterItemKey } from './table-keys.ts';

/** DynamoDB takes items of 400 KB; the rest of the item is small. A mail of ours is a hundredth of it. */
const mostBytes = 380_000;
/** What one may unpack to, whatever the item says. */
const mostUnpacked = 8 * 1024 * 1024;

const letterItem = keptLetter.omit({ text: true, html: true }).extend({
  campaignId,
  recipient: emailAddress,
  mailKey: z.string(),
  /** Text, NUL, HTML, compressed: both parts say the same words, so they cost little more than one. */
  words: z.instanceof(Uint8Array),
});
export const letterShape = storedShape('letter', letterItem);

/** The attempt that wrote it: the record of a mail names the one that holds it. */
type LetterId = Pick<Mail, 'campaignId' | 'recipient' | 'mailKey' | 'claimedAt'>;

const keyOf = ({ campaignId, recipient, mailKey, claimedAt }: LetterId) =>
  letterItemKey(campaignId, recipient, mailKey, claimedAt);

const packed = (...parts: string[]) =>
  brotliCompressSync(parts.map((part) => part.replaceAll('\0', '')).join('\0'), {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 6,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    },
  });

/** What mails said, as they left. */
export const letterStore = (table: Table) => ({
  /** Written before the mail is handed over, in whose record nobody would find the words afterwards. */
  async keep(id: LetterId, { text, html, ...letter }: KeptLetter): Promise<void> {
    const { campaignId, recipient, mailKey } = id;
    const whole = html === undefined ? packed(text) : packed(text, html);
    const words = whole.length <= mostBytes ? whole : packed(text);
    if (words.length > mostBytes) return;
    const item = letterShape.write({ ...letter, campaignId, recipient, mailKey, words });
    await table.put({ ...item, ...keyOf(id) }, {});
  },

  /** @returns undefined for a mail of before letters were kept */
  async of(id: LetterId): Promise<KeptLetter | undefined> {
    const item = await table.get(keyOf(id));
    if (!item) return undefined;
    const { from, replyTo, subject, attachments, words } = letterShape.read(item);
    const unpacked = brotliDecompressSync(words, { maxOutputLength: mostUnpacked }).toString();
    const [text = '', html] = unpacked.split('\0');
    return { from, replyTo, subject, attachments, text, ...(html !== undefined && { html }) };
  },
});
