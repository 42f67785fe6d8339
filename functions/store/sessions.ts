import { type Person, person, type SessionRecord, sessionRecord } from '../../schemas/session.ts';
import type { Staff } from '../../schemas/staff.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { storedShape, type Upgrade } from './shapes.ts';
import type { Table } from './table.ts';
import { personKey, sessionKey } from './table-keys.ts';

/** From 2 on the person's own address is known. */
const addressKnown: Upgrade = (item) => item;
export const sessionShape = storedShape('session', sessionRecord, addressKnown);
export const personShape = storedShape('person', person, addressKnown);

/** Long after a session is over by itself. */
const keptSeconds = 24 * 3600;

export const sessionStore = (table: Table) => ({
  /** Also writes down who the person is by now: administrators see them, and may end their sessions. */
  async start(record: SessionRecord): Promise<void> {
    const expiresAt = Math.floor(Date.parse(record.startedAt) / 1000) + keptSeconds;
    await table.put({ ...sessionShape.write(record), expiresAt, ...sessionKey(record.id) }, {});
    await personShape.update(table, personKey(record.staff.subject), {
      set: 'staff = :staff, signedInAt = :now',
      values: { ':staff': record.staff, ':now': record.startedAt },
    });
  },

  async find(id: string): Promise<SessionRecord | undefined> {
    const item = await table.get(sessionKey(id));
    const record = item && sessionShape.read(item);
    return record?.ended ? undefined : record;
  },

  async seen(id: string, now: IsoInstant): Promise<void> {
    await sessionShape.update(table, sessionKey(id), {
      set: 'seenAt = :now',
      condition: 'attribute_exists(pk)',
      values: { ':now': now },
    });
  },

  /** How many points wait for the person by now; undefined, once they may have settled some. */
  async counted(id: string, waiting: SessionRecord['waiting']): Promise<void> {
    await sessionShape.update(table, sessionKey(id), {
      ...(waiting ? { set: 'waiting = :waiting' } : { remove: 'waiting' }),
      condition: 'attribute_exists(pk)',
      ...(waiting && { values: { ':waiting': waiting } }),
    });
  },

  /** @returns false when another request asks the provider already. */
  async claimCheck({ id, checkedAt }: SessionRecord, now: IsoInstant): Promise<boolean> {
    const after = await sessionShape.update(table, sessionKey(id), {
      set: 'checkedAt = :now',
      condition: 'checkedAt = :before',
      values: { ':now': now, ':before': checkedAt },
    });
    return after !== undefined;
  },

  /** What the provider says of the person by now. */
  async known(id: string, staff: Staff, refreshToken: string, now: IsoInstant): Promise<void> {
    await sessionShape.update(table, sessionKey(id), {
      set: 'staff = :staff, refreshToken = :token, confirmedAt = :now',
      condition: 'attribute_exists(pk)',
      values: { ':staff': staff, ':token': refreshToken, ':now': now },
    });
  },

  async end(id: string): Promise<void> {
    // Not deleted: nobody who ends sessions should be able to delete anything else.
    await sessionShape.update(table, sessionKey(id), {
      set: 'ended = :true',
      condition: 'attribute_exists(pk)',
      values: { ':true': true },
    });
  },

  async person(subject: string): Promise<Person | undefined> {
    const item = await table.get(personKey(subject));
    return item && personShape.read(item);
  },

  /** Fewer than a hundred, all named. */
  async people(): Promise<Person[]> {
    const items = await table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': personKey('').pk },
    });
    return items.map((item) => personShape.read(item));
  },

  /** Whatever the person has open is over; signing in again is not forbidden, and asks the provider who they are by now. */
  async endAllOf(subject: string, now: IsoInstant): Promise<void> {
    await personShape.update(table, personKey(subject), {
      set: 'endedAt = :now',
      condition: 'attribute_exists(pk)',
      values: { ':now': now },
    });
  },
});
