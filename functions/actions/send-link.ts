import type { Refusal } from '../../schemas/address.ts';
import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { StartedPlacement } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import { seesSite } from '../../schemas/staff.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { isWorthALink } from '../domain/placement/link-expiry.ts';
import { triedAgain } from '../domain/placement/placement-life.ts';
import { isStarted } from '../domain/placement/status-meanings.ts';
import { staffLinkMailKey } from '../mail/mail-keys.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import { askForLink } from './ask-for-link.ts';
import { settleLate } from './settle-attention.ts';

export type LinkStanding =
  /** It can be sent, about all of that tutor's stages of the campaign. `refusal`: the address took no mail, and is tried again. */
  | { kind: 'possible'; placements: StartedPlacement[]; refusal?: Refusal }
  /** It has left today. */
  | { kind: 'sent'; at: IsoInstant }
  /** The campaign was closed long ago. */
  | { kind: 'over' };

/** Whether a tutor may be sent their link now: once a day, by whomever it is sent. */
export const linkStanding = async (
  { store, now }: Pick<Acting, 'store' | 'now'>,
  institution: Institute,
  campaign: LaunchedCampaign,
  { tutor }: StartedPlacement,
): Promise<LinkStanding> => {
  const { campaignId } = campaign;
  const placements = (await store.placements.ofTutor(campaignId, tutor.email)).filter(isStarted);
  if (!isWorthALink(campaign, placements, institution, now)) return { kind: 'over' };
  const mail = await store.mails.find({ campaignId, recipient: tutor.email, mailKey: staffLinkMailKey(now) });
  if (mail?.status === 'sent') return { kind: 'sent', at: mail.sentAt };
  const refusal = await store.addresses.refusal(tutor.email);
  return { kind: 'possible', placements, ...(refusal && { refusal }) };
};

/**
 * Has a tutor mailed their link again, at their address on file and nowhere else. Everybody who follows the stage may: it opens
 * nothing to whoever sends it.
 *
 * @throws when it is not even taken
 */
export const sendLink = async (
  env: { MAIL_LINK_ARN: string },
  acting: Acting,
  institution: Institute,
  campaign: LaunchedCampaign,
  placement: StartedPlacement,
  requestId: string,
): Promise<LinkStanding | Refused> => {
  const { campaignId, studentNumber, tutor } = placement;
  if (!seesSite(acting.staff, placement.siteId))
    return refuse(acting, 'linkSent', { campaignId, studentNumber });
  const standing = await linkStanding(acting, institution, campaign, placement);
  if (standing.kind !== 'possible') return standing;
  await audited(acting, 'linkSent', { campaignId, studentNumber });
  if (standing.refusal) await tryAgain(acting, standing.placements, tutor.email, standing.refusal);
  await askForLink(env.MAIL_LINK_ARN, { email: tutor.email, now: acting.now, requestId, campaignId });
  // Behind the mail: where this dies, the tutor is written to and the lateness waits for another word.
  await settleLate(
    acting,
    standing.placements.filter(({ siteId }) => seesSite(acting.staff, siteId)),
  );
  return standing;
};

/** Who sends it says that the address is right. The stages first: where this dies, the next mail is withheld, and they say so again. */
export const tryAgain = async (
  { store }: Acting,
  placements: readonly StartedPlacement[],
  email: string,
  refusal: Refusal,
): Promise<void> => {
  for (const placement of placements)
    await store.placements.change(placement, (current) => triedAgain(current, email));
  await store.addresses.tryAgain(email, refusal);
};
