import type { Campaign } from '../../../schemas/campaign.ts';
import type { MailKind } from '../../../schemas/mail-kind.ts';
import type { Placement } from '../../../schemas/placement.ts';
import { seesCampaign } from '../../domain/rights.ts';
import { sampleFacts } from '../../mail/sample-stage.ts';
import { type TrialMail, trialMails } from '../../mail/trial-mails.ts';
import { type FormFields, fieldValue } from '../request.ts';
import { linesOf, mailsOf, placementOf, usualOf } from './mails-page.tsx';
import type { Visit } from './visit.ts';
import { campaignTitle } from './wording.ts';

/** With whose data a mail is read while it is worded: invented ones, or those of a campaign's placement. */
export type DataChoice = {
  /** A campaign's id; else of invented people, one or two of them. */
  data: string;
  /** As typed. */
  studentNumber: string;
};

const two = 'exemple-deux';
/** The latest are what people look for. */
const mostCampaigns = 12;

export const dataChoices = async ({ staff, store, institution }: Visit) => {
  const campaigns = (await store.campaigns.all()).filter((one) => seesCampaign(staff, one));
  return [
    { value: '', label: 'Données d’exemple, un stagiaire' },
    { value: two, label: 'Données d’exemple, deux stagiaires' },
    ...campaigns
      .slice(0, mostCampaigns)
      .map((one) => ({ value: one.campaignId, label: campaignTitle(institution, one) })),
  ];
};

export const postedChoice = (form: FormFields): DataChoice => ({
  data: fieldValue(form, 'donnees').slice(0, 40),
  studentNumber: fieldValue(form, 'affectation').trim().slice(0, 40),
});

type About = { campaign: Campaign; placement: Placement };

/** Of invented people, a tutor with two students. */
export const isOfTwo = ({ data }: DataChoice): boolean => data === two;

/** The placement that was chosen, where the person sees it; undefined for invented people. */
export const chosenPlacement = async (
  visit: Visit,
  { data, studentNumber }: DataChoice,
): Promise<About | 'nobody' | undefined> => {
  if (data === '' || data === two) return undefined;
  const campaign = await visit.store.campaigns.find(data);
  if (!campaign || !seesCampaign(visit.staff, campaign)) return 'nobody';
  const number = studentNumber || usualOf(await linesOf(visit, campaign));
  const placement = await placementOf(visit, campaign, number);
  return placement ? { campaign, placement } : 'nobody';
};

/** The mail with those data. */
export const mailWith = async (
  visit: Visit,
  kind: MailKind,
  choice: DataChoice,
): Promise<TrialMail | undefined> => {
  const chosen = await chosenPlacement(visit, choice);
  if (chosen === 'nobody') return undefined;
  const mails = chosen
    ? await mailsOf(visit, chosen.campaign, chosen.placement)
    : await sampleMails(visit, isOfTwo(choice));
  return mails.find((one) => one.kind === kind);
};

const sampleMails = async (
  { institution, request, env, store }: Visit,
  isTwo: boolean,
): Promise<TrialMail[]> => {
  const facts = await sampleFacts(store, institution, request.now, isTwo);
  return trialMails({ ...facts, institution, now: request.now, publicUrl: env.PUBLIC_URL });
};
