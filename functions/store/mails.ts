import type { CampaignId } from '../../schemas/campaign.ts';
import { type Mail, mail } from '../../schemas/mail.ts';
import type { MailFailure } from '../../schemas/mail-failure.ts';
import type { Occasion } from '../../schemas/occasion.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { storedShape } from './shapes.ts';
import { isNew, type Table } from './table.ts';
import { doubtLookup, mailItemKey } from './table-keys.ts';

/** From 2 on there are farewells. */
export const mailShape = storedShape('mail', mail, (item) => item);

/** What names one mail: nobody gets the same one twice. */
export type MailId = Pick<Mail, 'campaignId' | 'recipient' | 'mailKey'>;

export type Failure = { at: IsoInstant; reason: MailFailure };

const keyOf = ({ campaignId, recipient, mailKey }: MailId) => mailItemKey(campaignId, recipient, mailKey);
const toItem = (record: Mail) => ({
  ...mailShape.write(record),
  ...keyOf(record),
  ...(record.status === 'unconfirmed' && doubtLookup(record.doubtedAt)),
});

/** The outbox's memory: which mail was claimed by whom, and what became of it. */
export const mailStore = (table: Table) => {
  const find = async (id: MailId): Promise<Mail | undefined> => {
    const item = await table.get(keyOf(id));
    return item && mailShape.read(item);
  };
  /** Of what was mailed to somebody, that whose keys are between two, both included: a few. */
  const between = async (
    campaignId: CampaignId,
    recipient: string,
    from: string,
    until: string,
  ): Promise<Mail[]> => {
    const items = await table.query({
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :until',
      ExpressionAttributeValues: {
        ':pk': mailItemKey(campaignId, recipient, '').pk,
        ':from': from,
        ':until': until,
      },
    });
    return items.map((item) => mailShape.read(item));
  };
  return {
    find,
    /** @returns false when the mail is already claimed or sent. */
    claim: (record: Extract<Mail, { status: 'claimed' }>): Promise<boolean> =>
      table.put(toItem(record), isNew),

    /**
     * Replaces a record that is still as we know it: a claim that says by now what its mail says is another.
     * @returns false when it changed meanwhile.
     */
    replace: (before: Mail, after: Mail): Promise<boolean> =>
      table.put(toItem(after), {
        condition: '#status = :status AND claimedBy = :holder AND claimedAt = :since AND subject = :subject',
        names: { '#status': 'status' },
        values: {
          ':status': before.status,
          ':holder': before.claimedBy,
          ':since': before.claimedAt,
          ':subject': before.subject,
        },
      }),

    /**
     * A refused mail never existed: the claim goes, so that the next attempt may take it. It goes also where another attempt has
     * held this one for lost meanwhile: nothing was handed over, and nobody might come back to it.
     */
    async release(claim: Extract<Mail, { status: 'claimed' }>): Promise<void> {
      await table.delete(keyOf(claim), {
        condition: 'claimedBy = :holder AND (#status = :claimed OR (doubt = :lost AND claimedAt = :since))',
        names: { '#status': 'status' },
        values: {
          ':claimed': 'claimed',
          ':holder': claim.claimedBy,
          ':lost': 'lost',
          ':since': claim.claimedAt,
        },
      });
    },

    /** SES says the mail left. @returns false for a mail that is none of ours. */
    async confirm(id: MailId, messageId: string, sentAt: IsoInstant): Promise<boolean> {
      const after = await mailShape.update(table, keyOf(id), {
        set: '#status = :sent, messageId = :messageId, sentAt = if_not_exists(sentAt, :sentAt)',
        remove: 'doubt, doubtedAt, duePk, dueSk',
        condition: 'attribute_exists(pk)',
        names: { '#status': 'status' },
        values: { ':sent': 'sent', ':messageId': messageId, ':sentAt': sentAt },
      });
      return after !== undefined;
    },

    /** The mail did not arrive. @returns the mail, or undefined for one that is none of ours. */
    async failed(id: MailId, failure: Failure): Promise<Mail | undefined> {
      const after = await mailShape.update(table, keyOf(id), {
        set: 'failure = :failure',
        condition: 'attribute_exists(pk)',
        values: { ':failure': failure },
      });
      return after && mailShape.read(after);
    },

    /**
     * The reader's server took the mail, or did not yet: the first time that SES says so.
     * @returns the mail, or undefined for one that is none of ours
     */
    async told(id: MailId, what: 'delivered' | 'delayed', at: IsoInstant): Promise<Mail | undefined> {
      const name = what === 'delivered' ? 'deliveredAt' : 'delayedAt';
      const after = await mailShape.update(table, keyOf(id), {
        set: `${name} = if_not_exists(${name}, :at)`,
        condition: 'attribute_exists(pk)',
        values: { ':at': at },
      });
      return after && mailShape.read(after);
    },

    between,
    /** The same on one occasion, with which the keys of its mails begin (functions/mail/mail-keys.ts). */
    ofOccasion: (campaignId: CampaignId, recipient: string, occasion: Occasion): Promise<Mail[]> =>
      between(campaignId, recipient, `${occasion}_`, `${occasion}_~`),
    /** Every mail of a campaign to one address, by key. @param isStrong also what was written this very moment */
    async toRecipient(campaignId: CampaignId, recipient: string, isStrong = false): Promise<Mail[]> {
      const items = await table.query({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': mailItemKey(campaignId, recipient, '').pk },
        ...(isStrong && { ConsistentRead: true }),
      });
      return items.map((item) => mailShape.read(item));
    },
  };
};
