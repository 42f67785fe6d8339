import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import PostalMime, { decodeWords } from 'postal-mime';
import * as z from 'zod';

export interface AcceptedMail {
  raw: Uint8Array;
  /** The envelope: whom SES was told to write to. */
  recipients: string[];
  tags: Record<string, string>;
  configurationSet: string | undefined;
}

export interface MailAttachment {
  filename: string;
  contentType: string;
  content: Uint8Array;
}

export interface ReadMail {
  id: string;
  at: string;
  from: string;
  to: string[];
  cc: string[];
  subject: string;
  text: string;
  html: string;
  tags: Record<string, string>;
  /** Every line of the head, in order, decoded. */
  headers: { name: string; value: string }[];
  attachments: MailAttachment[];
}

const mailRow = z.object({
  id: z.string(),
  at: z.string(),
  recipients: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
  tags: z.string().transform((text) => z.record(z.string(), z.string()).parse(JSON.parse(text))),
  configurationSet: z.string(),
});
export type MailRow = z.infer<typeof mailRow>;

const columns = 'id, at, recipients, tags, configurationSet';

/**
 * Every mail as an .eml file, and one row beside it that says when it was taken and whether its Send event has reached
 * its listeners. The row is the truth: a file without row belongs to a mail that nobody was told was taken.
 */
export function openMailbox(database: DatabaseSync, folder: string | undefined) {
  database.exec(
    `CREATE TABLE IF NOT EXISTS mail (position INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, at TEXT NOT NULL,
      recipients TEXT NOT NULL, tags TEXT NOT NULL, configurationSet TEXT NOT NULL, announced INTEGER NOT NULL)`,
  );
  const insert = database.prepare(`INSERT INTO mail (${columns}, announced) VALUES (?, ?, ?, ?, ?, 0)`);
  const markAnnounced = database.prepare('UPDATE mail SET announced = 1 WHERE id = ?');
  const findOne = database.prepare(`SELECT ${columns} FROM mail WHERE id = ?`);
  const findAfter = database.prepare(
    `SELECT ${columns} FROM mail WHERE position > coalesce((SELECT position FROM mail WHERE id = ?), 0) ORDER BY position LIMIT ?`,
  );
  const findNewest = database.prepare(`SELECT ${columns} FROM mail ORDER BY position DESC LIMIT ?`);
  const countAll = database.prepare('SELECT count(*) AS count FROM mail');
  const findUnannounced = database.prepare(
    `SELECT ${columns} FROM mail WHERE announced = 0 ORDER BY position`,
  );
  const kept = new Map<string, Uint8Array>();
  const rows = (found: unknown[]) => z.array(mailRow).parse(found);
  const fileOf = (id: string) => join(folder ?? '', `${id}.eml`);

  if (folder) {
    mkdirSync(folder, { recursive: true });
    const known = new Set(rows(findAfter.all('', -1)).map(({ id }) => `${id}.eml`));
    for (const file of readdirSync(folder)) if (!known.has(file)) rmSync(join(folder, file));
  }

  const rawOf = (id: string): Uint8Array => {
    const raw = folder ? readFileSync(fileOf(id)) : kept.get(id);
    if (!raw) throw new Error(`Mail ${id} has no text`);
    return raw;
  };

  return {
    /** Keeps the mail for good, then answers its id. */
    keep({ raw, recipients, tags, configurationSet }: AcceptedMail, at: string): MailRow {
      const id = `${at.replace(/[^0-9]/g, '').slice(0, 14)}-${randomUUID()}`;
      if (folder) {
        writeFileSync(`${fileOf(id)}.part`, raw);
        renameSync(`${fileOf(id)}.part`, fileOf(id));
      } else {
        kept.set(id, raw);
      }
      insert.run(id, at, JSON.stringify(recipients), JSON.stringify(tags), configurationSet ?? '');
      return { id, at, recipients, tags, configurationSet: configurationSet ?? '' };
    },
    announced: (id: string) => {
      markAnnounced.run(id);
    },
    unannounced: () => rows(findUnannounced.all()),
    find(id: string): MailRow | undefined {
      const row = findOne.get(id);
      return row && mailRow.parse(row);
    },
    /** Oldest first; those taken after the mail `after`, or all; at most so many. */
    after: (after = '', limit = -1) => rows(findAfter.all(after, limit)),
    newest: (count: number) => rows(findNewest.all(count)),
    count: () => z.object({ count: z.number() }).parse(countAll.get()).count,
    raw: rawOf,
    read: (row: MailRow) => readMail(row, rawOf(row.id)),
  };
}
export type Mailbox = ReturnType<typeof openMailbox>;

async function readMail({ id, at, tags }: MailRow, raw: Uint8Array): Promise<ReadMail> {
  const mail = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' });
  const addresses = (list: { address?: string }[] = []) =>
    list.flatMap(({ address }) => (address === undefined ? [] : [address]));
  return {
    id,
    at,
    from: mail.from?.address ?? '',
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    tags,
    headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value: decodeWords(value) })),
    attachments: mail.attachments.map(({ filename, mimeType, content }, index) => ({
      filename: filename ?? `piece-${index + 1}`,
      contentType: mimeType,
      content: typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content),
    })),
  };
}
