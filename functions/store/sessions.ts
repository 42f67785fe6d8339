import { type Person, person, type SessionRecord, sessionRecord } from '../../schemas/session.ts';
import type { Staff } from '../../schemas/staff.ts';
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
    return item && item.ended !== true ? sessionRecord.parse(item) : undefined;
  },

  async seen(id: string, now: IsoInstant): Promise<void> {
    await table.update(sessionKey(id), {
      UpdateExpression: 'SET seenAt = :now',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':now': now },
    });
  },

  /** @returns false when another request asks the provider already. */
  async claimCheck({ id, checkedAt }: SessionRecord, now: IsoInstant): Promise<boolean> {
    const after = await table.update(sessionKey(id), {
      UpdateExpression: 'SET checkedAt = :now',
      ConditionExpression: 'checkedAt = :before',
      ExpressionAttributeValues: { ':now': now, ':before': checkedAt },
    });
    return after !== undefined;
  },

  /** What the provider says of the person by now. */
  async known(id: string, staff: Staff, refreshToken: string, now: IsoInstant): Promise<void> {
    await table.update(sessionKey(id), {
      UpdateExpression: 'SET staff = :staff, refreshToken = :token, confirmedAt = :now',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':staff': staff, ':token': refreshToken, ':now': now },
    });
  },

  async end(id: string): Promise<void> {
    // Not deleted: nobody who ends sessions should be able to delete anything else.
    await table.update(sessionKey(id), {
      UpdateExpression: 'SET ended = :true',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':true': true },
    });
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
