import type { Institute } from '../../schemas/programme.ts';
import type { TrialRequest } from '../../schemas/trial.ts';
import { reportPdf } from '../documents/report-pdf.ts';
import { parisDay } from '../domain/wording/french-dates.ts';
import type { MailingEnvironment } from '../environment.ts';
import { postman } from '../mail/postman.ts';
import { sampleFacts } from '../mail/sample-stage.ts';
import { asTrial, exampleReport, type TrialFacts, trialMails } from '../mail/trial-mails.ts';
import { logger } from '../observability/logger.ts';
import type { Store } from '../store/store.ts';

/** Of no campaign: what SES says of it is about no record. */
const trialCampaign = (now: string): string => `${parisDay(now).slice(0, 4)}-essai`;

const withReport: ReadonlySet<TrialRequest['kind']> = new Set([
  ...(['distributionToRegistrar', 'distributionToStudent', 'receipt', 'alert'] as const),
]);

/** Whose data it is read with. */
const readWith = async (
  store: Store,
  institution: Institute,
  { about, isTwo = false, sites, now }: Pick<TrialRequest, 'about' | 'isTwo' | 'sites' | 'now'>,
): Promise<Pick<TrialFacts, 'campaign' | 'placement' | 'others' | 'form'> | undefined> => {
  if (!about) return sampleFacts(store, institution, now, isTwo);
  const { campaignId, studentNumber } = about;
  const [campaign, placement] = await Promise.all([
    store.campaigns.find(campaignId),
    store.placements.find(about),
  ]);
  if (!campaign || !placement) return undefined;
  const all = await store.placements.ofTutor(campaignId, placement.tutor.email);
  const others = all.filter(
    (one) => one.studentNumber !== studentNumber && one.status !== 'cancelled' && sites.includes(one.siteId),
  );
  const form = await store.forms.ofVersion(institution, campaign.formVersion);
  return { campaign, placement, others, form };
};

/**
 * Mails a trial to who asked for it. Nothing is written of it, neither that it left nor what it said: it is about nobody. Where the mail
 * service does not say whether it took it, no second copy follows.
 *
 * @throws where the mail service took nothing: it is tried again
 */
export const mailTrial = async (
  env: MailingEnvironment,
  store: Store,
  request: TrialRequest,
): Promise<void> => {
  const { kind, texts, recipient, now, requestId } = request;
  const institution = await store.institutions.answering(now);
  const about = await readWith(store, institution, request);
  // Deleted since.
  if (!about) return;
  const { campaign, placement, form } = about;
  const facts = { institution, ...about, now, publicUrl: env.PUBLIC_URL };
  const pdf = withReport.has(kind)
    ? await reportPdf({ institution, campaign, placement, form, sent: exampleReport(facts, now) })
    : new Uint8Array();
  const mail = trialMails({ ...facts, pdf }).find((one) => one.kind === kind);
  if (!mail) return;
  const { composeMessage } = await import('../mail/message.ts');
  const raw = await composeMessage({
    from: { name: institution.senderName, address: env.MAIL_FROM },
    ...{ to: recipient, replyTo: institution.contactEmail, date: now },
    content: asTrial(mail.compose(texts ?? (await store.wordings.asOf(now)(kind)))),
  });
  const hand = postman({ configurationSet: env.CONFIGURATION_SET, from: env.MAIL_FROM });
  const tags = { campaign: trialCampaign(now), occasion: 'trial', mail: `trial_${kind}` };
  const handover = await hand({ recipient, raw, tags });
  if (handover.kind === 'unanswered')
    logger.warn('whether a trial mail left is not known', { requestId, reason: handover.reason });
  if (handover.kind === 'refused') throw new Error(`the mail service refused a trial: ${handover.reason}`);
};
