import type { SiteId } from '../../schemas/institution.ts';
import {
  type Meeting,
  type MeetingAnswers,
  type MeetingGuest,
  type MeetingId,
  type MeetingMention,
  meeting,
  meetingAnswers,
  meetingGuest,
} from '../../schemas/meeting.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { substituteWithheld } from '../domain/meeting/meeting-answers.ts';
import { attentionOfMeeting } from '../domain/meeting/meeting-life.ts';
import { attentionKeys } from './attention.ts';
import { hashOf, newSalt, tokenOf } from './links.ts';
import { storedShape } from './shapes.ts';
import { isNew, type Table } from './table.ts';
import {
  dueLookup,
  lookupIndex,
  meetingAnswersKey,
  meetingGuestKey,
  meetingItemKey,
  meetingLinkLookup,
  meetingLookup,
} from './table-keys.ts';
import { changeVersioned } from './versioned.ts';

export const meetingShape = storedShape('meeting', meeting);
export const meetingAnswersShape = storedShape('meeting-answers', meetingAnswers);
export const meetingGuestShape = storedShape('meeting-guest', meetingGuest);

/** What is still to be done of it: its execution, which is taken up first, or the places that were decided. */
const dueOf = ({ startDue, placesDue }: Meeting) => {
  const since = startDue ?? placesDue?.since;
  return since && dueLookup(since);
};
const meetingItem = (record: Meeting) => ({
  ...meetingShape.write(record),
  ...meetingItemKey(record.meetingId),
  ...meetingLookup(record.siteId, `${record.day}#${record.from}#${record.meetingId}`),
  ...dueOf(record),
  ...attentionKeys(record.siteId, attentionOfMeeting(record), record.meetingId),
});
const answersItem = (record: MeetingAnswers) => ({
  ...meetingAnswersShape.write(record),
  ...meetingAnswersKey(record.meetingId),
  ...(record.untold && dueLookup(record.untold.since)),
});
const guestItem = (record: MeetingGuest) => ({
  ...meetingGuestShape.write(record),
  ...meetingGuestKey(record.meetingId, record.email),
  ...meetingLinkLookup(record.hash),
});

/** Whose mail it was. */
type Mention = Pick<MeetingMention, 'meetingId' | 'insteadOf'>;

const isBefore = (withheldAt: IsoInstant | undefined, at: IsoInstant): boolean =>
  withheldAt !== undefined && withheldAt < at;

/** Of a site's meetings, so many are listed: some years of them. */
const mostListed = 100;

export const meetingStore = (table: Table) => {
  const find = async (meetingId: MeetingId): Promise<Meeting | undefined> => {
    const item = await table.get(meetingItemKey(meetingId));
    return item && meetingShape.read(item);
  };
  const get = async (meetingId: MeetingId): Promise<Meeting> => {
    const found = await find(meetingId);
    if (!found) throw new Error(`no meeting ${meetingId}`);
    return found;
  };
  const answers = async (meetingId: MeetingId): Promise<MeetingAnswers> => {
    const item = await table.get(meetingAnswersKey(meetingId));
    if (!item) throw new Error(`no answers of meeting ${meetingId}`);
    return meetingAnswersShape.read(item);
  };
  const changeAnswers = (
    meetingId: MeetingId,
    decide: (record: MeetingAnswers) => MeetingAnswers,
  ): Promise<MeetingAnswers> => changeVersioned(table, () => answers(meetingId), answersItem, decide);
  return {
    find,
    get,
    /** The register first: a meeting without one never exists. @returns false when one of that name exists */
    async create(record: Meeting, capacity: number | undefined): Promise<boolean> {
      const { meetingId, campaignId } = record;
      const register: MeetingAnswers = {
        ...{ meetingId, campaignId, answers: {}, placesNumber: 0, version: 1 },
        ...(capacity && { capacity }),
      };
      await table.put(answersItem(register), isNew);
      return table.put(meetingItem(record), isNew);
    },
    change: (meetingId: MeetingId, decide: (record: Meeting) => Meeting): Promise<Meeting> =>
      changeVersioned(table, () => get(meetingId), meetingItem, decide),

    /** Latest first; an index, so one prepared this very second may be missing. */
    async ofSite(siteId: SiteId): Promise<Meeting[]> {
      const items = await table.query(
        {
          IndexName: lookupIndex,
          KeyConditionExpression: 'lookupPk = :pk',
          ExpressionAttributeValues: { ':pk': meetingLookup(siteId, '').lookupPk },
          ScanIndexForward: false,
        },
        mostListed,
      );
      return items.map((item) => meetingShape.read(item));
    },

    answers,
    changeAnswers,

    async guest(meetingId: MeetingId, email: string): Promise<MeetingGuest | undefined> {
      const item = await table.get(meetingGuestKey(meetingId, email));
      return item && meetingGuestShape.read(item);
    },
    /** By address, so many behind one; strongly consistent. */
    async guests(
      meetingId: MeetingId,
      { after = '', most }: { after?: string | undefined; most?: number } = {},
    ): Promise<MeetingGuest[]> {
      const keyOf = (email: string) => meetingGuestKey(meetingId, email);
      const items = await table.query(
        {
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
          ExpressionAttributeValues: {
            ':pk': keyOf('').pk,
            // "!" sorts before all that an address may go on with.
            ':first': keyOf(`${after}!`).sk,
            ':last': keyOf('~').sk,
          },
          ConsistentRead: true,
        },
        most,
      );
      return items.map((item) => meetingGuestShape.read(item));
    },
    /** How many are invited. */
    async guestCount(meetingId: MeetingId): Promise<number> {
      const items = await table.query({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':pk': meetingGuestKey(meetingId, '').pk,
          ':prefix': meetingGuestKey(meetingId, '').sk,
        },
        ProjectionExpression: 'sk',
        ConsistentRead: true,
      });
      return items.length;
    },
    /** They are about to answer. */
    async answering(meetingId: MeetingId, email: string, at: IsoInstant): Promise<void> {
      await meetingGuestShape.update(table, meetingGuestKey(meetingId, email), {
        set: 'answeringAt = :at',
        condition: 'attribute_exists(pk)',
        values: { ':at': at },
      });
    },
    /** Their invitation left. That it came back may be known before this is said. */
    async invited(meetingId: MeetingId, email: string, at: IsoInstant): Promise<void> {
      await meetingGuestShape.update(table, meetingGuestKey(meetingId, email), {
        set: 'invitedAt = if_not_exists(invitedAt, :at)',
        condition: 'attribute_exists(pk)',
        values: { ':at': at },
      });
    },
    /** The address of a guest, or of who comes in their place, refuses mails: that one did not arrive. */
    async withheld(mention: Mention, recipient: string, at: IsoInstant): Promise<void> {
      const { meetingId, insteadOf } = mention;
      if (insteadOf !== undefined)
        await changeAnswers(meetingId, (register) => substituteWithheld(register, insteadOf, recipient, at));
      else
        await meetingGuestShape.update(table, meetingGuestKey(meetingId, recipient), {
          set: 'withheldAt = :at',
          condition: 'attribute_exists(pk)',
          values: { ':at': at },
        });
    },
    /** A mail left to an address that had refused mails before: unless it has come back since. */
    async takenAgain(mention: Mention, recipient: string, at: IsoInstant): Promise<void> {
      const { meetingId, insteadOf } = mention;
      if (insteadOf !== undefined)
        await changeAnswers(meetingId, (register) =>
          isBefore(register.answers[insteadOf]?.substitute?.withheldAt, at)
            ? substituteWithheld(register, insteadOf, recipient, undefined)
            : register,
        );
      else
        await meetingGuestShape.update(table, meetingGuestKey(meetingId, recipient), {
          remove: 'withheldAt',
          condition: 'withheldAt < :at',
          values: { ':at': at },
        });
    },
  };
};

/** @param key the links' own key: without it the table alone opens no door. */
export const meetingLinkStore = (table: Table, key: Buffer) => ({
  /** Writes a guest down with a link of their own. @returns false when that address is invited already */
  async invite(guest: Omit<MeetingGuest, 'salt' | 'hash'>): Promise<boolean> {
    const salt = newSalt();
    return table.put(guestItem({ ...guest, salt, hash: hashOf(tokenOf(key, salt)) }), isNew);
  },
  tokenOf: ({ salt }: Pick<MeetingGuest, 'salt'>): string => tokenOf(key, salt),
  /** Whose door a token opens, if any. */
  async resolve(token: string): Promise<MeetingGuest | undefined> {
    const [item] = await table.query(
      {
        IndexName: lookupIndex,
        KeyConditionExpression: 'lookupPk = :pk',
        ExpressionAttributeValues: { ':pk': meetingLinkLookup(hashOf(token)).lookupPk },
      },
      1,
    );
    return item && meetingGuestShape.read(item);
  },
});
