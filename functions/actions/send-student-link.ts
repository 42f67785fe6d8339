import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Institution } from '../../schemas/institution.ts';
import type { StartedPlacement } from '../../schemas/placement.ts';
import { isWorthALink } from '../domain/placement/link-expiry.ts';
import { isStarted } from '../domain/placement/status-meanings.ts';
import { studentStaffLinkMailKey } from '../mail/mail-keys.ts';
import type { Store } from '../store/store.ts';
import { type Acting, audited } from './acting.ts';
import { askForLink } from './ask-for-link.ts';
import { type LinkStanding, tryAgain } from './send-link.ts';

/** The student's stages of that year at their present address, which one link opens. */
const stagesOfYear = async (
  store: Store,
  { year }: LaunchedCampaign,
  { studentNumber, student }: StartedPlacement,
): Promise<StartedPlacement[]> => {
  const campaigns = (await store.campaigns.all()).filter(
    (one) => one.status === 'launched' && one.year === year,
  );
  const placements = await Promise.all(
    campaigns.map(({ campaignId }) => store.placements.find({ campaignId, studentNumber })),
  );
  return placements.flatMap((one) =>
    one && isStarted(one) && one.student.email === student.email ? [one] : [],
  );
};

/** Whether a student may be sent their link now: once a day, from whichever of the year's stages it is asked for. */
export const studentLinkStanding = async (
  { store, now }: Pick<Acting, 'store' | 'now'>,
  institution: Institution,
  campaign: LaunchedCampaign,
  placement: StartedPlacement,
): Promise<LinkStanding> => {
  if (!isWorthALink(campaign, [placement], institution, now)) return { kind: 'over' };
  const recipient = placement.student.email;
  const placements = await stagesOfYear(store, campaign, placement);
  const mailKey = studentStaffLinkMailKey(now, placement.studentNumber);
  const mails = await Promise.all(
    placements.map(({ campaignId }) => store.mails.find({ campaignId, recipient, mailKey })),
  );
  const sent = mails.find((mail) => mail?.status === 'sent');
  if (sent?.status === 'sent') return { kind: 'sent', at: sent.sentAt };
  const refusal = await store.addresses.refusal(recipient);
  return { kind: 'possible', placements, ...(refusal && { refusal }) };
};

/**
 * Has a student mailed the link to their stages of the year again, at their address on file and nowhere else. Everybody who follows the
 * stage may: it opens nothing to whoever sends it.
 *
 * @throws when it is not even taken
 */
export const sendStudentLink = async (
  env: { MAIL_LINK_ARN: string },
  acting: Acting,
  institution: Institution,
  campaign: LaunchedCampaign,
  placement: StartedPlacement,
  requestId: string,
): Promise<LinkStanding> => {
  const standing = await studentLinkStanding(acting, institution, campaign, placement);
  if (standing.kind !== 'possible') return standing;
  const { campaignId, studentNumber, student } = placement;
  await audited(acting, 'studentLinkSent', { campaignId, studentNumber });
  if (standing.refusal) await tryAgain(acting, standing.placements, student.email, standing.refusal);
  const { email } = student;
  await askForLink(env.MAIL_LINK_ARN, { email, now: acting.now, requestId, campaignId, studentNumber });
  return standing;
};
