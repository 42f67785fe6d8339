import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { StartedPlacement } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import { seesSite } from '../../schemas/staff.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { isWorthALink } from '../domain/placement/link-expiry.ts';
import { isStarted } from '../domain/placement/status-meanings.ts';
import { staffLinkMailKey } from '../mail/mail-keys.ts';
import { type Acting, audited } from './acting.ts';
import { askForLink } from './ask-for-link.ts';
import { settleLate } from './settle-attention.ts';

export type LinkStanding =
  /** It can be sent, about all of that tutor's stages of the campaign. */
  | { kind: 'possible'; placements: StartedPlacement[] }
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
  return mail?.status === 'sent' ? { kind: 'sent', at: mail.sentAt } : { kind: 'possible', placements };
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
): Promise<LinkStanding> => {
  const standing = await linkStanding(acting, institution, campaign, placement);
  if (standing.kind !== 'possible') return standing;
  const { campaignId, studentNumber, tutor } = placement;
  await audited(acting, 'linkSent', { campaignId, studentNumber });
  await askForLink(env.MAIL_LINK_ARN, { email: tutor.email, now: acting.now, requestId, campaignId });
  // Behind the mail: where this dies, the tutor is written to and the lateness waits for another word.
  await settleLate(
    acting,
    standing.placements.filter(({ siteId }) => seesSite(acting.staff, siteId)),
  );
  return standing;
};
