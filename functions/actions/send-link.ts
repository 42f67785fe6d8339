import type { Refusal } from '../../schemas/address.ts';
import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { StartedPlacement } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import { seesSite } from '../../schemas/staff.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { isWorthALink } from '../domain/placement/link-expiry.ts';
import { isStarted } from '../domain/placement/status-meanings.ts';
import type { WorkEnvironment, WorkingEnvironment } from '../environment.ts';
import { type Acting, type Refused, refuse } from './acting.ts';
import { askHandMail } from './ask-selection.ts';
import { leftToday } from './hand-mails.ts';

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
  placement: StartedPlacement,
): Promise<LinkStanding> => {
  const { campaignId } = campaign;
  const { email } = placement.tutor;
  const placements = (await store.placements.ofTutor(campaignId, email)).filter(isStarted);
  if (!isWorthALink(campaign, placements, institution, now)) return { kind: 'over' };
  const mails = await store.mails.toRecipient(campaignId, email);
  const mail = leftToday('link', placement, mails, { askedAt: now, now });
  if (mail) return { kind: 'sent', at: mail.sentAt };
  const refusal = await store.addresses.refusal(email);
  return { kind: 'possible', placements, ...(refusal && { refusal }) };
};

/**
 * Has a tutor mailed their link again, at their address on file and nowhere else. Everybody who follows the stage may: it opens
 * nothing to whoever sends it.
 *
 * @param asked why, and the work that the confirmed page named (ask-for-work.ts)
 */
export const sendLink = async (
  env: WorkEnvironment & WorkingEnvironment,
  acting: Acting,
  institution: Institute,
  campaign: LaunchedCampaign,
  placement: StartedPlacement,
  asked: { why?: string | undefined; workId: string },
): Promise<LinkStanding | Refused> => {
  const { campaignId, studentNumber, siteId } = placement;
  if (!seesSite(acting.staff, siteId)) return refuse(acting, 'linkSent', { campaignId, studentNumber });
  const standing = await linkStanding(acting, institution, campaign, placement);
  if (standing.kind !== 'possible') return standing;
  const outcome = await askHandMail(env, acting, placement, 'link', asked.why, asked.workId);
  return outcome.kind === 'refused' ? outcome : standing;
};
