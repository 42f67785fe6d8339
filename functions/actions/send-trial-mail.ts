import type { Campaign } from '../../schemas/campaign.ts';
import type { MailKind } from '../../schemas/mail-kind.ts';
import type { Placement } from '../../schemas/placement.ts';
import { seesSite } from '../../schemas/staff.ts';
import type { WordingTexts } from '../../schemas/wording.ts';
import { mayAdminister, mayManage } from '../domain/rights.ts';
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

type Trial = {
  kind: MailKind;
  /** Whose data it is read with; invented people's where there is none. */
  about?: { campaign: Campaign; placement: Pick<Placement, 'studentNumber' | 'siteId'> } | undefined;
  /** Of invented people: a tutor with two students. */
  isTwo?: boolean | undefined;
  /** As an administrator is wording it: checked, and not kept. */
  texts?: WordingTexts | undefined;
};

/**
 * Has a mail sent to who asks for it: at their own address, which the sign-in names, and nowhere else.
 *
 * @throws when it is not even taken
 */
export const sendTrialMail = async (
  env: { MAIL_TRIAL_ARN: string; SECRET_ARN: string },
  acting: Acting,
  { kind, about, isTwo, texts }: Trial,
  requestId: string,
): Promise<TrialOutcome> => {
  const { staff, store, now } = acting;
  const whose = about && {
    campaignId: about.campaign.campaignId,
    studentNumber: about.placement.studentNumber,
  };
  const details = { ...whose, after: kind };
  const isTheirs = about === undefined || seesSite(staff, about.placement.siteId);
  const mayTry = texts === undefined ? mayManage(staff) : mayAdminister(staff);
  if (!mayTry || !isTheirs) return refuse(acting, 'trialMailSent', details);
  const { email: recipient } = staff;
  if (recipient === undefined) return { kind: 'noAddress' };
  const quotas = await store.quotas(env.SECRET_ARN);
  if (!(await quotas.take('trial-mails', staff.subject, trialsADay, now))) return { kind: 'enough' };
  await audited(acting, 'trialMailSent', details);
  const sites = about?.campaign.siteIds.filter((one) => seesSite(staff, one)) ?? [];
  await askForTrial(env.MAIL_TRIAL_ARN, {
    ...{ about: whose, isTwo, kind, texts, recipient, sites, now, requestId },
  });
  return { kind: 'asked', recipient };
};
