import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { LinkToCut } from '../../schemas/link.ts';
import type { StartedPlacement } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { networkOf } from '../domain/client-network.ts';
import { isWorthALink } from '../domain/placement/link-expiry.ts';
import { mailedByHand } from '../domain/placement/placement-life.ts';
import { hasReport, isStarted } from '../domain/placement/status-meanings.ts';
import type { MailingEnvironment } from '../environment.ts';
import { linkMailKey, studentLinkMailKey, studentStaffLinkMailKey } from '../mail/mail-keys.ts';
import { openMailroom } from '../mail/mailroom.ts';
import type { Outcome } from '../mail/outbox.ts';
import { studentDoor } from '../mail/student-door.ts';
import { newLink } from '../mail/templates/new-link.ts';
import { newStudentLink, studentLinkKind } from '../mail/templates/new-student-link.ts';
import { tutorDoor } from '../mail/tutor-door.ts';
import { logger } from '../observability/logger.ts';
import type { Store } from '../store/store.ts';
import { cutBeforeMailing } from './cut-links.ts';
import { studentLinkStanding } from './send-student-link.ts';
import { tryAgain } from './try-again.ts';

/**
 * Asking is free to anybody, for any address: what one may be sent in a day over all campaigns, one client cause, and all of them
 * together.
 */
const mailsADay = 3;
const asksOfAClient = 60;
const asksOfAll = 3_000;
/** In milliseconds: a second request that soon means the mail that has just left. */
const sameRequest = 5 * 60_000;

export type LinkRequest = {
  email: string;
  now: IsoInstant;
  requestId: string;
  /** Where it was asked from; absent when a page of ours had the old links cut. */
  client?: string | undefined;
  /** The institute sends it to a student. */
  student?: FromStaff | undefined;
  /** Dead before another is mailed. */
  cut?: LinkToCut | undefined;
};
type FromStaff = { campaignId: string; studentNumber: string; by: string; why?: string | undefined };

/**
 * Mails links to an address on file: to a tutor one for each campaign that knows it and is not long closed, to a student one for the
 * year. An unknown address
 * gets nothing, and whoever asked was answered before this began (architecture, 9).
 */
export const mailNewLink = async (
  env: MailingEnvironment,
  store: Store,
  request: LinkRequest,
): Promise<void> => {
  const { now, client, requestId } = request;
  const quotas = await store.quotas(env.SECRET_ARN);
  if (client !== undefined) {
    const refused = async (what: string, whose: string, most: number): Promise<boolean> => {
      if (await quotas.take(what, whose, most, now)) return false;
      logger.warn('a link was not mailed: too many were asked for', { requestId, what });
      return true;
    };
    if (await refused('link-client', networkOf(client), asksOfAClient)) return;
    if (await refused('link-all', '', asksOfAll)) return;
  }
  if (request.cut) await cutBeforeMailing(env, store, request.cut, now);
  const institution = await store.institutions.answering(now);
  if (request.student) return mailLinkOfStudent(env, store, institution, request, request.student);
  const launched = (await store.campaigns.all()).filter((campaign) => campaign.status === 'launched');
  // Of somebody whom several campaigns know, the newest matter most should the day's mails not do.
  const newestFirst = launched.toSorted((a, b) => b.launchedAt.localeCompare(a.launchedAt));
  await mailTutorLinks(env, store, institution, newestFirst, request);
  await mailStudentLinks(env, store, institution, newestFirst, request);
};

type Known = { campaign: LaunchedCampaign; placements: [StartedPlacement, ...StartedPlacement[]] };

/**
 * Of the campaigns that know somebody, the newest first: those that are not long over; where all are, the latest that has a report of
 * theirs, which they may read for as long as it is kept.
 */
const worthALink = (known: readonly Known[], institution: Institute, now: IsoInstant): Known[] => {
  const current = known.filter(({ campaign, placements }) =>
    isWorthALink(campaign, placements, institution, now),
  );
  return current.length > 0
    ? current
    : known.filter(({ placements }) => placements.some(hasReport)).slice(0, 1);
};

const mailTutorLinks = async (
  env: MailingEnvironment,
  store: Store,
  institution: Institute,
  newestFirst: readonly LaunchedCampaign[],
  request: LinkRequest,
): Promise<void> => {
  const { email, now, requestId } = request;
  const known: Known[] = [];
  for (const campaign of newestFirst) {
    const [first, ...others] = (await store.placements.ofTutor(campaign.campaignId, email)).filter(isStarted);
    if (first) known.push({ campaign, placements: [first, ...others] });
  }
  for (const { campaign, placements } of worthALink(known, institution, now)) {
    const { campaignId } = campaign;
    const mailKey = await mailKeyFor(env, store, campaignId, request);
    if (mailKey === undefined) continue;
    await openMailroom(env, store, institution, requestId, { now }).deliver({
      ...{ campaignId, recipient: email, occasion: 'link', mailKey },
      compose: async (wordedAt) => {
        const link = await tutorDoor(env, store, { institution, campaign }, placements, now);
        const wording = await store.wordings.asOf(wordedAt)('newLinkAsked');
        const facts = { institution, campaign, placements, link, now, wording };
        return { ...newLink(facts), placements };
      },
    });
  }
};

/**
 * To a student whom the institute sends their link, and writes down who had it sent; where it has left today, or the address was
 * corrected since, nothing. Done again, it writes what was not written.
 */
const mailLinkOfStudent = async (
  env: MailingEnvironment,
  store: Store,
  institution: Institute,
  { email, now, requestId }: LinkRequest,
  { campaignId, studentNumber, by, why }: FromStaff,
): Promise<void> => {
  const key = { campaignId, studentNumber };
  const campaign = await store.campaigns.get(campaignId);
  const placement = await store.placements.find(key);
  if (campaign.status !== 'launched' || !placement || !isStarted(placement)) return;
  if (placement.student.email !== email) return;
  const standing = await studentLinkStanding({ store, now }, institution, campaign, placement);
  if (standing.kind === 'over') return;
  const mailKey = studentStaffLinkMailKey(now, studentNumber);
  const facts = { ...{ requestId, now, mailKey }, isFromStaff: true, despite: now };
  const outcome =
    standing.kind === 'possible'
      ? await mailDoor(env, store, institution, standing.newest, facts)
      : ({ kind: 'left', at: standing.at } as const);
  // Another press of that day had it sent.
  if (outcome.kind !== 'left' || outcome.at < now) return;
  const stages = standing.stages.map((one) => one.placement);
  await tryAgain(store, stages, email, now);
  await store.placements.change(key, (current) =>
    mailedByHand(current, 'studentLinkSent', { at: outcome.at, by, why }),
  );
};

type DoorMail = {
  requestId: string;
  now: IsoInstant;
  mailKey: string;
  isFromStaff?: boolean;
  /** As the outbox has it. */
  despite?: IsoInstant;
};

const mailDoor = async (
  env: MailingEnvironment,
  store: Store,
  institution: Institute,
  { campaign, placement }: { campaign: LaunchedCampaign; placement: StartedPlacement },
  { requestId, now, mailKey, isFromStaff = false, despite }: DoorMail,
): Promise<Outcome> => {
  const { campaignId } = campaign;
  return openMailroom(env, store, institution, requestId, { now }).deliver({
    ...{ campaignId, recipient: placement.student.email, occasion: 'link', mailKey, despite },
    compose: async (wordedAt) => {
      const door = await studentDoor(env, store, { institution, campaign }, placement, now);
      const wording = await store.wordings.asOf(wordedAt)(studentLinkKind(isFromStaff));
      const facts = { institution, campaign, placement, door, now, isFromStaff, wording };
      return { ...newStudentLink(facts), placements: [placement] };
    },
  });
};

/** In years, how far back a student is looked for. */
const mostYears = 6;

/** One link opens the stages of a year: its mail is of the newest. An address that was corrected since is another's, or nobody's. */
const mailStudentLinks = async (
  env: MailingEnvironment,
  store: Store,
  institution: Institute,
  newestFirst: readonly LaunchedCampaign[],
  request: LinkRequest,
): Promise<void> => {
  const { email, now, requestId } = request;
  const students = (await store.studentAddresses.byAddress(email)).slice(0, mostYears);
  const byNumber = Map.groupBy(students, ({ studentNumber }) => studentNumber);
  for (const [studentNumber, years] of byNumber) {
    const known: Known[] = [];
    for (const campaign of newestFirst.filter((one) => years.some(({ year }) => year === one.year))) {
      const placement = await store.placements.find({ campaignId: campaign.campaignId, studentNumber });
      if (placement && isStarted(placement) && placement.student.email === email)
        known.push({ campaign, placements: [placement] });
    }
    const [stage] = worthALink(known, institution, now);
    if (!stage) continue;
    const {
      campaign,
      placements: [placement],
    } = stage;
    const { campaignId } = campaign;
    const mailKey =
      request.client === undefined
        ? `link_cut_${studentNumber}_${now.replace(/\D/g, '')}`
        : await mailToSend(store, await store.quotas(env.SECRET_ARN), campaignId, email, now, (number) =>
            studentLinkMailKey(now, studentNumber, number),
          );
    if (mailKey === undefined) continue;
    await mailDoor(env, store, institution, { campaign, placement }, { requestId, now, mailKey });
  }
};

const mailKeyFor = async (
  env: MailingEnvironment,
  store: Store,
  campaignId: string,
  { email, now, client }: LinkRequest,
): Promise<string | undefined> => {
  if (client === undefined) return `link_cut_${now.replace(/\D/g, '')}`;
  return mailToSend(store, await store.quotas(env.SECRET_ARN), campaignId, email, now, (number) =>
    linkMailKey(now, number),
  );
};

/**
 * Which of the day's mails this request sends: the first that has not left. One that an earlier request claimed and nobody
 * knows to have left is taken up by this one, once its lease is over.
 */
const mailToSend = async (
  store: Store,
  quotas: Awaited<ReturnType<Store['quotas']>>,
  campaignId: string,
  recipient: string,
  now: IsoInstant,
  keyOf: (number: number) => string,
): Promise<string | undefined> => {
  for (let number = 1; number <= mailsADay; number += 1) {
    const mailKey = keyOf(number);
    const mail = await store.mails.find({ campaignId, recipient, mailKey });
    if (mail === undefined)
      return (await quotas.take('link-mails', recipient, mailsADay, now)) ? mailKey : undefined;
    if (mail.status !== 'sent') return mailKey;
    if (Date.parse(now) - Date.parse(mail.sentAt) < sameRequest) return undefined;
  }
  return undefined;
};
