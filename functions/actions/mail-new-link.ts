import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { networkOf } from '../domain/client-network.ts';
import { isWorthALink } from '../domain/placement/link-expiry.ts';
import { isStarted } from '../domain/placement/status-meanings.ts';
import type { MailingEnvironment } from '../environment.ts';
import { linkMailKey, staffLinkMailKey } from '../mail/mail-keys.ts';
import { openMailroom } from '../mail/mailroom.ts';
import { newLink } from '../mail/templates/new-link.ts';
import { tutorDoor } from '../mail/tutor-door.ts';
import { logger } from '../observability/logger.ts';
import type { Store } from '../store/store.ts';

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
  /** The institute sends it, for this campaign alone. */
  campaignId?: string | undefined;
};

/**
 * Mails links to a tutor's address on file, one for each campaign that knows it and is not long closed. An unknown address
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
  const institution = await store.institutions.answering(now);
  const launched = (await store.campaigns.all())
    .filter((campaign) => campaign.status === 'launched')
    .filter((campaign) => request.campaignId === undefined || campaign.campaignId === request.campaignId);
  // Of a tutor whom several campaigns know, the newest matter most should the day's mails not do.
  for (const campaign of launched.toSorted((a, b) => b.launchedAt.localeCompare(a.launchedAt)))
    await mailLinkOf(env, store, institution, campaign, request);
};

const mailLinkOf = async (
  env: MailingEnvironment,
  store: Store,
  institution: Institute,
  campaign: LaunchedCampaign,
  request: LinkRequest,
): Promise<void> => {
  const { email, now, requestId } = request;
  const { campaignId } = campaign;
  const placements = (await store.placements.ofTutor(campaignId, email)).filter(isStarted);
  const [first, ...others] = placements;
  if (!first || !isWorthALink(campaign, placements, institution, now)) return;
  const mailKey = await mailKeyFor(env, store, campaignId, request);
  if (mailKey === undefined) return;
  await openMailroom(env, store, institution, requestId, { now }).deliver({
    campaignId,
    recipient: email,
    occasion: 'link',
    mailKey,
    compose: async (wordedAt) => {
      const link = await tutorDoor(env, store, { institution, campaign }, [first, ...others], now);
      const isFromStaff = request.campaignId !== undefined;
      const wording = await store.wordings.asOf(wordedAt)(isFromStaff ? 'newLink' : 'newLinkAsked');
      const facts = { institution, campaign, placements, link, now, isFromStaff, wording };
      return { ...newLink(facts), placements };
    },
  });
};

const mailKeyFor = async (
  env: MailingEnvironment,
  store: Store,
  campaignId: string,
  { email, now, client, campaignId: askedFor }: LinkRequest,
): Promise<string | undefined> => {
  if (askedFor !== undefined) return staffLinkMailKey(now);
  if (client === undefined) return `link_cut_${now.replace(/\D/g, '')}`;
  return mailToSend(store, await store.quotas(env.SECRET_ARN), campaignId, email, now);
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
): Promise<string | undefined> => {
  for (let number = 1; number <= mailsADay; number += 1) {
    const mailKey = linkMailKey(now, number);
    const mail = await store.mails.find({ campaignId, recipient, mailKey });
    if (mail === undefined)
      return (await quotas.take('link-mails', recipient, mailsADay, now)) ? mailKey : undefined;
    if (mail.status !== 'sent') return mailKey;
    if (Date.parse(now) - Date.parse(mail.sentAt) < sameRequest) return undefined;
  }
  return undefined;
};
