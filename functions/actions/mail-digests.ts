import type { Institution, StaffPerson } from '../../schemas/institution.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { Role, Staff } from '../../schemas/staff.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { digestOf } from '../domain/attention/digest.ts';
import { campaignOfWaiting, seenWaiting } from '../domain/attention/seen-attention.ts';
import { answeringAt } from '../domain/placement/answering-people.ts';
import { morningOf } from '../domain/placement/mail-wave.ts';
import { parisDay } from '../domain/wording/french-dates.ts';
import type { MailingEnvironment } from '../environment.ts';
import { digestMailKey } from '../mail/mail-keys.ts';
import { openMailroom } from '../mail/mailroom.ts';
import { digest } from '../mail/templates/digest.ts';
import { failure, logger } from '../observability/logger.ts';
import type { Store } from '../store/store.ts';

/** A digest counts so many; of more it says that there are more. */
const mostCounted = 200;

/** Who gets one: what they are told is what they would see, signed in. */
type Reader = StaffPerson & { staff: Staff };

/** Each registrar and delegate once, for all of their sites. Who is both, reads as a registrar. */
const readersOf = ({ sites }: Institution): Reader[] => {
  const readers = new Map<string, Reader>();
  const add = (person: StaffPerson, role: Role, siteId: string) => {
    const { email, name } = person;
    const known = readers.get(email);
    const staff = { subject: '', name, role: known?.staff.role ?? role, sites: known?.staff.sites ?? [] };
    readers.set(email, { ...person, staff: { ...staff, sites: [...new Set([...staff.sites, siteId])] } });
  };
  for (const { siteId, registrars } of sites) for (const one of registrars) add(one, 'registrar', siteId);
  for (const { siteId, delegate } of sites) add(delegate, 'delegate', siteId);
  return [...readers.values()];
};

/** Of no one campaign: its mails are kept by the year, as a campaign's are. */
const keptUnder = (day: string): string => `${day.slice(0, 4)}-digest`;

/**
 * On a working morning, one mail to each registrar and delegate for whose sites something waits. Done twice, it sends nothing
 * twice: the day names the mail.
 *
 * @returns `quiet` where no mail leaves that day; else how many had something to be told of
 * @throws the first error, once all were tried: one bad address must not keep the others from theirs
 */
export const mailDigests = async (
  env: MailingEnvironment,
  store: Store,
  now: IsoInstant,
): Promise<{ found: number } | { quiet: true }> => {
  const institution = answeringAt(await store.institutions.get(), now);
  const morning = morningOf(parisDay(now), institution);
  if (morning === undefined || morning > now) return { quiet: true };
  let found = 0;
  const errors: unknown[] = [];
  for (const reader of readersOf(institution))
    try {
      if (await mailDigest(env, store, institution, reader, { now, morning })) found += 1;
    } catch (error) {
      logger.error('a digest was not sent', failure(error));
      errors.push(error);
    }
  if (errors.length > 0) throw errors[0];
  return { found };
};

/** @returns whether there was anything to say */
const mailDigest = async (
  env: MailingEnvironment,
  store: Store,
  institution: Institute,
  { staff, ...recipient }: Reader,
  { now, morning }: { now: IsoInstant; morning: IsoInstant },
): Promise<boolean> => {
  const { waiting, next } = await store.attention.page(staff.sites, { most: mostCounted });
  const campaigns = await store.campaigns.named(waiting.map(campaignOfWaiting));
  const counts = digestOf(seenWaiting(staff, waiting, campaigns, now), morning, institution);
  if (counts.length === 0) return false;
  const day = parisDay(now);
  const sites = institution.sites.filter(({ siteId }) => staff.sites.includes(siteId));
  await openMailroom(env, store, institution, `digest.${day}`, { now }).deliver({
    campaignId: keptUnder(day),
    recipient: recipient.email,
    occasion: 'digest',
    mailKey: digestMailKey(day),
    compose: async () => ({
      ...digest({
        ...{ institution, counts, isMore: next !== undefined },
        ...{ recipient, sites: sites.map((site) => site.name) },
        consoleUrl: `${env.PUBLIC_URL}/console`,
      }),
      placements: [],
    }),
  });
  return true;
};
