import { createHash, createHmac, randomBytes } from 'node:crypto';
import {
  type StudentLink,
  type StudentOfYear,
  studentLink,
  type TutorLink,
  tutorLink,
} from '../../schemas/link.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { storedShape } from './shapes.ts';
import { studentAddressStore } from './student-addresses.ts';
import type { Item, Key, Table, Update } from './table.ts';
import {
  formerLinkKey,
  formerStudentLinkKey,
  linkKey,
  linkLookup,
  lookupIndex,
  studentLinkKey,
  studentLinkLookup,
} from './table-keys.ts';

export const linkShape = storedShape('link', tutorLink);
export const studentLinkShape = storedShape('student-link', studentLink);

export const newSalt = (): string => randomBytes(16).toString('base64url');
export const tokenOf = (key: Buffer, salt: string): string =>
  createHmac('sha256', key).update(salt).digest('base64url');
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

export type LinkState<Link> =
  | { kind: 'open'; link: Link }
  | { kind: 'expired'; link: Link }
  | { kind: 'unknown' };

type Opened = Omit<TutorLink, keyof TutorOfCampaign>;
type TutorOfCampaign = Pick<TutorLink, 'campaignId' | 'tutorEmail'>;

/** Where the links of one kind of person lie. */
type Doors<Person extends object, Link extends Person & Opened> = {
  shape: {
    read: (item: Item) => Link;
    write: (link: Link) => Item;
    update: (table: Table, key: Key, update: Update) => Promise<Item | undefined>;
  };
  keyOf: (person: Person) => Key;
  formerKeyOf: (person: Person, hash: string) => Key;
  lookupOf: (hash: string) => { lookupPk: string; lookupSk: string };
  linkOf: (person: Person, opened: Opened) => Link;
  /** Done before a new link is written: who has one, can be found. */
  remember?: (person: Person) => Promise<unknown>;
};

/** @param key the links' own key, derived from the master secret: without it the table alone opens no door. */
const linksOf = <Person extends object, Link extends Person & Opened>(
  table: Table,
  key: Buffer,
  { shape, keyOf, formerKeyOf, lookupOf, linkOf, remember }: Doors<Person, Link>,
) => {
  const find = async (person: Person): Promise<Link | undefined> => {
    const item = await table.get(keyOf(person));
    return item && shape.read(item);
  };

  const extend = (link: Link, expiresAt: IsoInstant) =>
    shape.update(table, keyOf(link), {
      set: 'expiresAtInstant = :expiry',
      condition: 'salt = :salt AND expiresAtInstant < :expiry',
      values: { ':expiry': expiresAt, ':salt': link.salt },
    });

  /**
   * Writes a link in place of the one before, which is remembered as replaced: whoever still holds it is told so. Remembered
   * first, since as long as the link itself stands, it opens.
   */
  const replace = async (fresh: Link, existing: Link | undefined): Promise<boolean> => {
    if (existing)
      await table.put(
        {
          ...shape.write({ ...existing, revokedAt: fresh.createdAt }),
          ...formerKeyOf(existing, existing.hash),
          ...lookupOf(existing.hash),
        },
        {},
      );
    await remember?.(fresh);
    return table.put(
      { ...shape.write(fresh), ...keyOf(fresh), ...lookupOf(fresh.hash) },
      existing
        ? { condition: 'salt = :salt', values: { ':salt': existing.salt } }
        : { condition: 'attribute_not_exists(pk)' },
    );
  };

  return {
    /**
     * That person's token: the same at every mail, a new one once it is revoked or expired.
     *
     * @param expiresAt until when the link is valid from now on; never shortened.
     */
    async tokenFor(person: Person, now: IsoInstant, expiresAt: IsoInstant): Promise<string> {
      for (;;) {
        const existing = await find(person);
        if (existing && !existing.revokedAt && existing.expiresAtInstant > now) {
          if (existing.expiresAtInstant < expiresAt) await extend(existing, expiresAt);
          return tokenOf(key, existing.salt);
        }
        const salt = newSalt();
        const token = tokenOf(key, salt);
        const opened = { salt, hash: hashOf(token), createdAt: now, expiresAtInstant: expiresAt };
        if (await replace(linkOf(person, opened), existing)) return token;
      }
    },

    /** Whose door a token opens, if any. */
    async resolve(token: string, now: IsoInstant): Promise<LinkState<Link>> {
      const items = await table.query({
        IndexName: lookupIndex,
        KeyConditionExpression: 'lookupPk = :pk',
        ExpressionAttributeValues: { ':pk': lookupOf(hashOf(token)).lookupPk },
      });
      const links = items.map((item) => shape.read(item));
      const open = links.find(({ revokedAt, expiresAtInstant }) => !revokedAt && expiresAtInstant > now);
      if (open) return { kind: 'open', link: open };
      const [link] = links;
      return link ? { kind: 'expired', link } : { kind: 'unknown' };
    },

    /**
     * Every link that was mailed so far is dead; the next mail makes a new one.
     *
     * @param hash of the one that is to be cut: where another took its place since, that one stays
     * @returns false when there was none
     */
    async cut(person: Person, now: IsoInstant, hash?: string): Promise<boolean> {
      const existing = await find(person);
      if (!existing || (hash !== undefined && existing.hash !== hash)) return false;
      const salt = newSalt();
      const { expiresAtInstant } = existing;
      const opened = { salt, hash: hashOf(tokenOf(key, salt)), createdAt: now, expiresAtInstant };
      return replace(linkOf(person, opened), existing);
    },
  };
};

/** Tutors' links: one for each campaign. */
export const linkStore = (table: Table, key: Buffer) => ({
  ...linksOf<TutorOfCampaign, TutorLink>(table, key, {
    shape: linkShape,
    keyOf: ({ campaignId, tutorEmail }) => linkKey(campaignId, tutorEmail),
    formerKeyOf: ({ campaignId, tutorEmail }, hash) => formerLinkKey(campaignId, tutorEmail, hash),
    lookupOf: linkLookup,
    linkOf: ({ campaignId, tutorEmail }, opened) => ({ campaignId, tutorEmail, ...opened }),
  }),
  /** The tutor changed: the old door stays shut, whoever kept the mail. */
  async revoke({ campaignId, tutorEmail }: TutorOfCampaign, now: IsoInstant): Promise<void> {
    await linkShape.update(table, linkKey(campaignId, tutorEmail), {
      set: 'revokedAt = :now',
      // Taken back once: what an import says again does not move the moment.
      condition: 'attribute_exists(pk) AND attribute_not_exists(revokedAt)',
      values: { ':now': now },
    });
  },
});

/**
 * Students' links: one for each year and address. Nothing revokes one: the door asks each stage whether that is still its
 * student's address (decision 0050).
 */
export const studentLinkStore = (table: Table, key: Buffer) =>
  linksOf<StudentOfYear, StudentLink>(table, key, {
    shape: studentLinkShape,
    keyOf: studentLinkKey,
    formerKeyOf: formerStudentLinkKey,
    lookupOf: studentLinkLookup,
    linkOf: ({ year, studentNumber, studentEmail }, opened) => ({
      ...{ year, studentNumber, studentEmail },
      ...opened,
    }),
    remember: studentAddressStore(table).remember,
  });
