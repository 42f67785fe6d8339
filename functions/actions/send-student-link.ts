import type { Refusal } from '../../schemas/address.ts';
import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Institution } from '../../schemas/institution.ts';
import type { StartedPlacement } from '../../schemas/placement.ts';
import { seesSite } from '../../schemas/staff.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { isWorthALink } from '../domain/placement/link-expiry.ts';
import { isStarted } from '../domain/placement/status-meanings.ts';
import { studentStaffLinkMailKey } from '../mail/mail-keys.ts';
import type { Store } from '../store/store.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import { askForLink } from './ask-for-link.ts';

type Stage = { campaign: LaunchedCampaign; placement: StartedPlacement };

/** The student's stages of that year at their present address, which one link opens; the newest first. */
const stagesOfYear = async (
  store: Store,
  { year }: LaunchedCampaign,
  { studentNumber, student }: StartedPlacement,
): Promise<Stage[]> => {
  const campaigns = (await store.campaigns.all())
    .filter((one) => one.status === 'launched')
    .filter((one) => one.year === year)
    .toSorted((a, b) => b.launchedAt.localeCompare(a.launchedAt));
  const stages = await Promise.all(
    campaigns.map(async (campaign) => {
      const placement = await store.placements.find({ campaignId: campaign.campaignId, studentNumber });
      return placement && isStarted(placement) && placement.student.email === student.email
        ? [{ campaign, placement }]
        : [];
    }),
  );
  return stages.flat();
};

export type StudentLinkStanding =
  /** It can be sent; its mail is of the newest stage that is not long over. `refusal`: the address took no mail, and is tried again. */
  | { kind: 'possible'; stages: Stage[]; newest: Stage; refusal?: Refusal }
  /** It has left today. */
  | { kind: 'sent'; at: IsoInstant; stages: Stage[] }
  /** Every stage of the year was closed long ago. */
  | { kind: 'over' };

/** Whether a student may be sent their link now: once a day, from whichever of the year's stages it is asked for. */
export const studentLinkStanding = async (
  { store, now }: Pick<Acting, 'store' | 'now'>,
  institution: Institution,
  campaign: LaunchedCampaign,
  placement: StartedPlacement,
): Promise<StudentLinkStanding> => {
  const recipient = placement.student.email;
  const stages = await stagesOfYear(store, campaign, placement);
  const newest = stages.find((one) => isWorthALink(one.campaign, [one.placement], institution, now));
  if (!newest) return { kind: 'over' };
  const mailKey = studentStaffLinkMailKey(now, placement.studentNumber);
  const mails = await Promise.all(
    stages.map(({ campaign: { campaignId } }) => store.mails.find({ campaignId, recipient, mailKey })),
  );
  const sent = mails.find((mail) => mail?.status === 'sent');
  if (sent?.status === 'sent') return { kind: 'sent', at: sent.sentAt, stages };
  const refusal = await store.addresses.refusal(recipient);
  return { kind: 'possible', stages, newest, ...(refusal && { refusal }) };
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
  { requestId, why }: { requestId: string; why?: string | undefined },
): Promise<StudentLinkStanding | Refused> => {
  const { campaignId, studentNumber, student } = placement;
  if (!seesSite(acting.staff, placement.siteId))
    return refuse(acting, 'studentLinkSent', { campaignId, studentNumber });
  const standing = await studentLinkStanding(acting, institution, campaign, placement);
  if (standing.kind !== 'possible') return standing;
  await audited(acting, 'studentLinkSent', { campaignId, studentNumber });
  await askForLink(env.MAIL_LINK_ARN, {
    ...{ email: student.email, now: acting.now, requestId },
    student: { campaignId, studentNumber, by: acting.staff.name, ...(why !== undefined && { why }) },
  });
  return standing;
};
