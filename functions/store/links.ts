import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { CampaignId } from '../../schemas/campaign.ts';
import { type TutorLink, tutorLink } from '../../schemas/link.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { storedShape } from './shapes.ts';
import type { Table } from './table.ts';
import { formerLinkKey, linkKey, linkLookup, lookupIndex } from './table-keys.ts';

export const linkShape = storedShape('link', tutorLink);

export const newSalt = (): string => randomBytes(16).toString('base64url');
export const tokenOf = (key: Buffer, salt: string): string =>
  createHmac('sha256', key).update(salt).digest('base64url');
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

export type LinkState =
  | { kind: 'open'; link: TutorLink }
  | { kind: 'expired'; link: TutorLink }
  | { kind: 'unknown' };

/** @param key the links' own key, derived from the master secret: without it the table alone opens no door. */
export const linkStore = (table: Table, key: Buffer) => {
  const find = async (campaignId: CampaignId, tutorEmail: string): Promise<TutorLink | undefined> => {
    const item = await table.get(linkKey(campaignId, tutorEmail));
    return item && linkShape.read(item);
  };

  const extend = ({ campaignId, tutorEmail, salt }: TutorLink, expiresAt: IsoInstant) =>
    linkShape.update(table, linkKey(campaignId, tutorEmail), {
      set: 'expiresAtInstant = :expiry',
      condition: 'salt = :salt AND expiresAtInstant < :expiry',
      values: { ':expiry': expiresAt, ':salt': salt },
    });

  /**
   * Writes a link in place of the one before, which is remembered as replaced: whoever still holds it is told so. Remembered
   * first, since as long as the link itself stands, it opens.
   */
  const replace = async (fresh: TutorLink, existing: TutorLink | undefined): Promise<boolean> => {
    const { campaignId, tutorEmail } = fresh;
    if (existing)
      await table.put(
        {
          ...linkShape.write({ ...existing, revokedAt: fresh.createdAt }),
          ...formerLinkKey(campaignId, tutorEmail, existing.hash),
          ...linkLookup(existing.hash),
        },
        {},
      );
    return table.put(
      { ...linkShape.write(fresh), ...linkKey(campaignId, tutorEmail), ...linkLookup(fresh.hash) },
      existing
        ? { condition: 'salt = :salt', values: { ':salt': existing.salt } }
        : { condition: 'attribute_not_exists(pk)' },
    );
  };

  return {
    /**
     * The tutor's token for a campaign: the same at every mail, a new one once it is revoked or expired.
     *
     * @param expiresAt until when the link is valid from now on; never shortened.
     */
    async tokenFor(
      campaignId: CampaignId,
      tutorEmail: string,
      now: IsoInstant,
      expiresAt: IsoInstant,
    ): Promise<string> {
      for (;;) {
        const existing = await find(campaignId, tutorEmail);
        if (existing && !existing.revokedAt && existing.expiresAtInstant > now) {
          if (existing.expiresAtInstant < expiresAt) await extend(existing, expiresAt);
          return tokenOf(key, existing.salt);
        }
        const salt = newSalt();
        const token = tokenOf(key, salt);
        const fresh = {
          ...{ campaignId, tutorEmail, salt, hash: hashOf(token) },
          ...{ createdAt: now, expiresAtInstant: expiresAt },
        };
        if (await replace(fresh, existing)) return token;
      }
    },

    /** Whose door a token opens, if any. */
    async resolve(token: string, now: IsoInstant): Promise<LinkState> {
      const items = await table.query({
        IndexName: lookupIndex,
        KeyConditionExpression: 'lookupPk = :pk',
        ExpressionAttributeValues: { ':pk': linkLookup(hashOf(token)).lookupPk },
      });
      const links = items.map((item) => linkShape.read(item));
      const open = links.find(({ revokedAt, expiresAtInstant }) => !revokedAt && expiresAtInstant > now);
      if (open) return { kind: 'open', link: open };
      const [link] = links;
      return link ? { kind: 'expired', link } : { kind: 'unknown' };
    },

    /** Every link that was mailed so far is dead; the next mail makes a new one. @returns false when there was none */
    async cut(campaignId: CampaignId, tutorEmail: string, now: IsoInstant): Promise<boolean> {
      const existing = await find(campaignId, tutorEmail);
      if (!existing) return false;
      const salt = newSalt();
      return replace({ ...existing, salt, hash: hashOf(tokenOf(key, salt)), createdAt: now }, existing);
    },

    /** The tutor changed: the old door stays shut, whoever kept the mail. */
    async revoke(campaignId: CampaignId, tutorEmail: string, now: IsoInstant): Promise<void> {
      await linkShape.update(table, linkKey(campaignId, tutorEmail), {
        set: 'revokedAt = :now',
        // Taken back once: what an import says again does not move the moment.
        condition: 'attribute_exists(pk) AND attribute_not_exists(revokedAt)',
        values: { ':now': now },
      });
    },
  };
};
