import type { Campaign } from '../../schemas/campaign.ts';
import type { Placement } from '../../schemas/placement.ts';
import { seesSite } from '../../schemas/staff.ts';
import type { TrialKind } from '../../schemas/trial.ts';
import { mayManage } from '../domain/rights.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import { askForTrial } from './ask-for-trial.ts';

/** In a day: each kind of mail once, and some again. */
export const trialsADay = 40;

export type TrialOutcome =
  | { kind: 'asked'; recipient: string }
  /** Who signs them in names no address. */
  | { kind: 'noAddress' }
  | { kind: 'enough' }
  | Refused;

/**
 * Has a mail of the campaign sent to who asks for it: at their own address, which the sign-in names, and nowhere else.
 *
 * @throws when it is not even taken
 */
export const sendTrialMail = async (
  env: { MAIL_TRIAL_ARN: string; SECRET_ARN: string },
  acting: Acting,
  campaign: Campaign,
  { studentNumber, siteId }: Pick<Placement, 'studentNumber' | 'siteId'>,
  kind: TrialKind,
  requestId: string,
): Promise<TrialOutcome> => {
  const { staff, store, now } = acting;
  const { campaignId } = campaign;
  const details = { campaignId, studentNumber, after: kind };
  if (!mayManage(staff) || !seesSite(staff, siteId)) return refuse(acting, 'trialMailSent', details);
  const { email: recipient } = staff;
  if (recipient === undefined) return { kind: 'noAddress' };
  const quotas = await store.quotas(env.SECRET_ARN);
  if (!(await quotas.take('trial-mails', staff.subject, trialsADay, now))) return { kind: 'enough' };
  await audited(acting, 'trialMailSent', details);
  const sites = campaign.siteIds.filter((one) => seesSite(staff, one));
  await askForTrial(env.MAIL_TRIAL_ARN, {
    ...{ campaignId, studentNumber, kind, recipient, sites, now, requestId },
  });
  return { kind: 'asked', recipient };
};
