import type { Arrival } from '../../schemas/arrival.ts';
import type { Institution, SiteId, StaffPerson } from '../../schemas/institution.ts';
import type { Institute } from '../../schemas/programme.ts';
import { type Role, type Staff, seesSite } from '../../schemas/staff.ts';
import type { IsoDate, IsoInstant } from '../../schemas/time.ts';
import { reportPdf } from '../documents/report-pdf.ts';
import { digestOf } from '../domain/attention/digest.ts';
import {
  isStillMorning,
  longestLookBack,
  morningsBefore,
  toldUntil,
} from '../domain/attention/digest-window.ts';
import { campaignOfWaiting, seenWaiting } from '../domain/attention/seen-attention.ts';
import { addressesOf, answeringAt } from '../domain/placement/answering-people.ts';
import { isSendingTime, morningOf } from '../domain/placement/mail-wave.ts';
import { delegatesOf, siteOf } from '../domain/placement/site-of.ts';
import { isStarted } from '../domain/placement/status-meanings.ts';
import { wishesOf } from '../domain/settings/mail-wishes.ts';
import { parisDay } from '../domain/wording/french-dates.ts';
import type { MailingEnvironment } from '../environment.ts';
import { inGroups } from '../in-groups.ts';
import { digestMailKey } from '../mail/mail-keys.ts';
import { openMailroom } from '../mail/mailroom.ts';
import type { MailAttachment } from '../mail/message.ts';
import { digest } from '../mail/templates/digest.ts';
import { reportAttachment } from '../mail/templates/report-attachment.ts';
import { failure, logger } from '../observability/logger.ts';
import type { Store } from '../store/store.ts';

/** A digest counts so many; of more it says that there are more. */
const mostCounted = 200;
/** Of reports that came, so many are counted. */
const mostArrivals = 500;
/** With so many, of 46 KB each, a mail is taken by any mailbox; of more there is the link. */
const mostAttached = 20;
const mostAttachedBytes = 4_000_000;

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
  for (const site of sites) for (const one of delegatesOf(site)) add(one, 'delegate', site.siteId);
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
  const settings = await store.institutions.get();
  const institution = answeringAt(settings, now);
  const morning = morningOf(parisDay(now), institution);
  const isTime = morning !== undefined && morning <= now && isStillMorning(now, parisDay(now));
  // The hours hold when it leaves: one that a machine missed until the afternoon, the next morning makes up for.
  if (!isTime || !isSendingTime(now, institution)) return { quiet: true };
  const errors: unknown[] = [];
  const layOut = layingOut(store, institution);
  const ofSites = toldAtSites(store, settings, parisDay(now));
  const own = new Set(readersOf(settings).map(({ email }) => email));
  // Whoever is in charge themselves is told of all that they were not told of, however many of their mornings died.
  const toldBefore: Morning['toldBefore'] = async ({ email, staff }) =>
    own.has(email) ? undefined : ofSites(staff.sites);
  // Beside each other: where calls are slow, the last would wait for the first until the function is over, each morning again.
  const told = await inGroups(readersOf(institution), async (reader): Promise<boolean> => {
    try {
      return await mailDigest(env, store, institution, reader, { now, morning, layOut, toldBefore });
    } catch (error) {
      logger.error('a digest was not sent', failure(error));
      errors.push(error);
      return false;
    }
  });
  if (errors.length > 0) throw errors[0];
  return { found: told.filter(Boolean).length };
};

type Morning = {
  now: IsoInstant;
  morning: IsoInstant;
  layOut: LayOut;
  /** From when on reports are told to who was never written to; all of them where it does not say. */
  toldBefore: (reader: Reader) => Promise<IsoInstant | undefined>;
};

/** @returns whether there was anything to say */
const mailDigest = async (
  env: MailingEnvironment,
  store: Store,
  institution: Institute,
  { staff, ...recipient }: Reader,
  { now, morning, layOut, toldBefore }: Morning,
): Promise<boolean> => {
  const { waiting, next } = await store.attention.page(staff.sites, { most: mostCounted });
  const campaigns = await store.campaigns.named(waiting.map(campaignOfWaiting));
  const counts = digestOf(seenWaiting(staff, waiting, campaigns, now), morning, institution);
  const day = parisDay(now);
  const digests = await digestsTo(store, institution, recipient.email, day);
  const own = digests.find(({ isSent }) => isSent);
  // Who stands in takes over from those before them: what came in a time that was not theirs is no news.
  const untold = digests.length > 0 ? undefined : await toldBefore({ ...recipient, staff });
  const since = own?.until ?? untold ?? longestAgo(morning);
  const wishes = wishesOf(institution, await store.mailChoices.find(recipient.email));
  const came = await arrivedSince(store, staff, since, morning);
  const arrived = wishes.isMorningToo
    ? came
    : // What was mailed to them by itself they have.
      came.filter(({ mailedTo }) => !mailedTo.includes(recipient.email));
  if (counts.length === 0 && arrived.length === 0) return false;
  const sites = institution.sites.filter(({ siteId }) => staff.sites.includes(siteId));
  await openMailroom(env, store, institution, `digest.${day}`, { now }).deliver({
    campaignId: keptUnder(day),
    recipient: recipient.email,
    occasion: 'digest',
    mailKey: digestMailKey(day),
    compose: async (wordedAt) => {
      // The institution may have none travel by mail.
      const reportsBy = institution.reportsBy === 'link' ? 'link' : wishes.reportsBy;
      const attached = reportsBy === 'attachment' ? await attachedReports(arrived, staff, layOut) : undefined;
      return {
        ...digest({
          ...{ institution, counts, isMore: next !== undefined },
          wording: await store.wordings.asOf(wordedAt)('digest'),
          ...{ recipient, sites: sites.map((site) => site.name) },
          consoleUrl: `${env.PUBLIC_URL}/console`,
          reports: {
            ...{ count: arrived.length, attached, isTooMany: reportsBy === 'attachment' },
            ...(!own && { since: parisDay(since) }),
            url: `${env.PUBLIC_URL}/console/comptes-rendus?${new URLSearchParams({ depuis: since, jusqua: toldUntil(morning) })}`,
          },
        }),
        placements: [],
      };
    },
  });
  return true;
};

const longestAgo = (morning: IsoInstant): IsoInstant =>
  new Date(Date.parse(morning) - longestLookBack * 86_400_000).toISOString();

/** A morning whose mail somebody got, or was to get: until when it tells of reports. */
type Told = { until: IsoInstant; isSent: boolean };

/** The mornings before today that were somebody's, the latest first. */
const digestsTo = async (
  { mails }: Store,
  institution: Institution,
  recipient: string,
  today: IsoDate,
): Promise<Told[]> => {
  const mornings = morningsBefore(today, institution);
  const first = mornings.at(-1)?.day ?? today;
  const years = [...new Set([keptUnder(first), keptUnder(today)])];
  const mailed = await Promise.all(
    years.map((year) => mails.between(year, recipient, digestMailKey(first), digestMailKey(today))),
  );
  const known = new Map(mailed.flat().map(({ mailKey, status }) => [mailKey, status === 'sent']));
  return mornings.flatMap(({ day, morning }) => {
    const isSent = known.get(digestMailKey(day));
    return isSent === undefined ? [] : [{ until: toldUntil(morning), isSent }];
  });
};

/**
 * From when on reports of those sites are told to who stands in for somebody, and was never written to: one morning before the latest
 * that anybody of a site was told at, since theirs may have died on that very one. Asked once for each site.
 *
 * @returns undefined where nobody of one of them was ever told: all of it is news
 */
const toldAtSites = (store: Store, settings: Institution, today: IsoDate) => {
  const known = new Map<SiteId, Promise<IsoInstant | undefined>>();
  const ofSite = async (siteId: SiteId): Promise<IsoInstant | undefined> => {
    const addresses = addressesOf(siteOf(settings, siteId));
    const told = await inGroups(addresses, (email) => digestsTo(store, settings, email, today));
    const latest = told.flatMap((all) => all.find(({ isSent }) => isSent) ?? []).map(({ until }) => until);
    const last = latest.sort().at(-1);
    if (last === undefined) return undefined;
    const before = morningsBefore(today, settings).find(({ morning }) => toldUntil(morning) < last);
    return before && toldUntil(before.morning);
  };
  return async (siteIds: readonly SiteId[]): Promise<IsoInstant | undefined> => {
    const found = await Promise.all(
      siteIds.map((siteId) => {
        const one = known.get(siteId) ?? ofSite(siteId);
        known.set(siteId, one);
        return one;
      }),
    );
    return found.every((one) => one !== undefined) ? found.toSorted()[0] : undefined;
  };
};

/** Reports that came since. */
const arrivedSince = (
  { arrivals }: Store,
  { sites }: Staff,
  after: IsoInstant,
  morning: IsoInstant,
): Promise<Arrival[]> => arrivals.between(sites, { after, until: toldUntil(morning) }, mostArrivals);

type LaidOut = { siteId: SiteId; attachment: MailAttachment };
type LayOut = (one: Arrival) => Promise<LaidOut | undefined>;

/** Each report is laid out once, however many readers wish it attached. */
const layingOut = (store: Store, institution: Institute): LayOut => {
  const laidOut = new Map<string, Promise<LaidOut | undefined>>();
  const formOf = store.forms.reading(institution);
  return (one) => {
    const name = `${one.campaignId} ${one.studentNumber} ${one.number}`;
    const known = laidOut.get(name) ?? laidOutNow(store, institution, formOf, one);
    laidOut.set(name, known);
    return known;
  };
};

const laidOutNow = async (
  store: Store,
  institution: Institute,
  formOf: ReturnType<Store['forms']['reading']>,
  one: Arrival,
): Promise<LaidOut | undefined> => {
  const [campaign, placement, sent] = await Promise.all([
    store.campaigns.getLaunched(one.campaignId),
    store.placements.get(one),
    store.reports.version(one, one.number),
  ]);
  if (!sent || !isStarted(placement)) return undefined;
  const form = await formOf(sent.formVersion);
  const pdf = await reportPdf({ institution, campaign, placement, form, sent });
  return { siteId: placement.siteId, attachment: reportAttachment({ campaign, placement, pdf }) };
};

/** @returns undefined where they are more than a mail carries well: a link is there for all of them */
const attachedReports = async (
  arrived: readonly Arrival[],
  staff: Staff,
  layOut: LayOut,
): Promise<MailAttachment[] | undefined> => {
  if (arrived.length > mostAttached) return undefined;
  const attached: MailAttachment[] = [];
  let bytes = 0;
  for (const one of arrived) {
    const found = await layOut(one);
    // The student's site may have been corrected since the report came: it is another registrar's by now.
    if (!found || !seesSite(staff, found.siteId)) continue;
    bytes += Buffer.byteLength(found.attachment.content);
    if (bytes > mostAttachedBytes) return undefined;
    attached.push(found.attachment);
  }
  return attached;
};
