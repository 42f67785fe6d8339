import { randomUUID } from 'node:crypto';
import { type AuditEntry, auditEntry } from '../../schemas/audit.ts';
import type { IsoDate } from '../../schemas/time.ts';
import { storedShape } from './shapes.ts';
import { isNew, Table } from './table.ts';

export const auditEntryShape = storedShape(
  'audit-entry',
  auditEntry,
  // Another act is known.
  (item) => item,
);

/** A year, and a day to spare: then DynamoDB drops the entry by itself. */
const keptSeconds = 366 * 24 * 3600;
const pageSize = 50;
/** One request looks through so many entries; the next goes on where it stopped. */
const mostRead = 2_000;
const readAtOnce = 200;

export type AuditFilter = {
  /** Days in UTC, both included. */
  from: IsoDate;
  to: IsoDate;
  subject?: string | undefined;
  act?: string | undefined;
};
/** @property next where to go on; absent when nothing is left */
export type AuditPage = { entries: AuditEntry[]; next?: string };

const fits =
  ({ subject, act }: AuditFilter) =>
  (entry: AuditEntry): boolean =>
    (!subject || entry.subject === subject || entry.onSubject === subject) && (!act || entry.act === act);

const monthBefore = (month: string): string => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
};

/**
 * The audit trail, in a table of its own: those who write it may neither change nor delete what is in it, and the rest of the
 * functions cannot reach it.
 */
export const openAuditTrail = (tableName: string) => {
  const table = new Table(tableName);
  return {
    async append(entry: AuditEntry): Promise<void> {
      const expiresAt = Math.floor(Date.parse(entry.at) / 1000) + keptSeconds;
      const key = { pk: entry.at.slice(0, 7), sk: `${entry.at}#${randomUUID()}` };
      await table.put({ ...auditEntryShape.write(entry), ...key, expiresAt }, isNew);
    },

    /** Newest first, month by month. @param before the `next` of the page before */
    async page(filter: AuditFilter, before = `${filter.to}~`): Promise<AuditPage> {
      const entries: AuditEntry[] = [];
      let upTo = before;
      let read = 0;
      for (let month = upTo.slice(0, 7); month >= filter.from.slice(0, 7); month = monthBefore(month)) {
        for (;;) {
          const items = await table.query(
            {
              KeyConditionExpression: 'pk = :month AND sk < :upTo',
              ExpressionAttributeValues: { ':month': month, ':upTo': upTo },
              ScanIndexForward: false,
            },
            readAtOnce,
          );
          for (const item of items) {
            const sk = String(item.sk);
            if (sk < filter.from) return { entries };
            if (entries.length === pageSize) return { entries, next: upTo };
            upTo = sk;
            const entry = auditEntryShape.read(item);
            if (fits(filter)(entry)) entries.push(entry);
          }
          read += items.length;
          if (read >= mostRead) return { entries, next: upTo };
          if (items.length < readAtOnce) break;
        }
      }
      return { entries };
    },
  };
};
export type AuditTrail = ReturnType<typeof openAuditTrail>;

const kept = new Map<string, AuditTrail>();

/** The trail that a function's instance keeps between its invocations, with its connection. */
export const keptAuditTrail = (tableName: string): AuditTrail => {
  const trail = kept.get(tableName) ?? openAuditTrail(tableName);
  kept.set(tableName, trail);
  return trail;
};
