import { type Person, person, type SessionRecord, sessionRecord } from '../../schemas/session.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import type { Table } from './table.ts';
import { personKey, sessionKey } from './table-keys.ts';

/** Long after a session is over by itself. */
const keptSeconds = 24 * 3600;

export const sessionStore = (table: Table) => ({
  /** Also writes down who the person is by now: administrators see them, and may end their sessions. */
  async start(record: SessionRecord): Promise<void> {
    const expiresAt = Math.floor(Date.parse(record.startedAt) / 1000) + keptSeconds;
    await table.put({ ...sessionRecord.parse(record), expiresAt, ...sessionKey(record.id) }, {});
    await table.update(personKey(record.staff.subject), {
      UpdateExpression: 'SET staff = :staff, signedInAt = :now',
      ExpressionAttributeValues: { ':staff': record.staff, ':now': record.startedAt },
    });
  },

  async find(id: string): Promise<SessionRecord | undefined> {
    const item = await table.get(sessionKey(id));
    return item && sessionRecord.parse(item);
  },

  async seen(id: string, now: IsoInstant): Promise<void> {
    await table.update(sessionKey(id), {
      UpdateExpression: 'SET seenAt = :now',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':now': now },
    });
  },

  async end(id: string): Promise<void> {
    await table.delete(sessionKey(id), {});
  },

  async person(subject: string): Promise<Person | undefined> {
    const item = await table.get(personKey(subject));
    return item && person.parse(item);
  },

  /** Fewer than a hundred, all named. */
  async people(): Promise<Person[]> {
    const items = await table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': personKey('').pk },
    });
    return items.map((item) => person.parse(item));
  },

  /** Whatever the person has open is over; signing in again is not forbidden, and asks the provider who they are by now. */
  async endAllOf(subject: string, now: IsoInstant): Promise<void> {
    await table.update(personKey(subject), {
      UpdateExpression: 'SET endedAt = :now',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':now': now },
    });
  },
});
