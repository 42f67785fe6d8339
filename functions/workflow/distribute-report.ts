import type { Institution, Site } from '../../schemas/institution.ts';
import type { MailKind } from '../../schemas/mail-kind.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { type MailingAnswer, mailingTask } from '../../schemas/workflow.ts';
import { reportPdf } from '../documents/report-pdf.ts';
import { farewellsSaid } from '../domain/placement/course-changes.ts';
import { distributed, received, versionStands } from '../domain/placement/placement-life.ts';
import { delegatesOf, inChargeOf } from '../domain/placement/site-of.ts';
import { hasReport, isStarted, isWithdrawn } from '../domain/placement/status-meanings.ts';
import { notAcquiredCriteria } from '../domain/report/report-completeness.ts';
import { isIn } from '../domain/report/report-meanings.ts';
import { wishesOf } from '../domain/settings/mail-wishes.ts';
import { tutorName } from '../domain/wording/people.ts';
import { type MailingEnvironment, mailingEnvironment } from '../environment.ts';
import { farewellMails } from '../mail/farewell-mails.ts';
import { reportMailKey } from '../mail/mail-keys.ts';
import { holderOf, openMailroom } from '../mail/mailroom.ts';
import type { MailContent } from '../mail/message.ts';
import type { Outgoing } from '../mail/outbox.ts';
import { studentDoor } from '../mail/student-door.ts';
import { alert } from '../mail/templates/alert.ts';
import { distributionToRegistrar, distributionToStudent } from '../mail/templates/distribution.ts';
import type { Worded } from '../mail/templates/facts.ts';
import { receipt } from '../mail/templates/receipt.ts';
import { placementUrl, tutorDoor } from '../mail/tutor-door.ts';
import { withdrawalMail } from '../mail/withdrawal-mail.ts';
import { logger } from '../observability/logger.ts';
import { keptStore, type Store } from '../store/store.ts';
import { notYet, record, recordWithheld, tryAgain } from './mailing.ts';
import { readStage, type Stage, stillMissing } from './stage.ts';
import { task } from './task.ts';

/**
 * The report is in: its PDF to the student and to whoever in charge wishes each by itself, a receipt to who sent it, at any time of any
 * day (ADR 21, 44). The alert to the delegates, when a criterion is not acquired, waits for the next working hour.
 */
export const handler = task(mailingEnvironment, mailingTask, async (step, env): Promise<MailingAnswer> => {
  const { now, campaignId, studentNumber, revision } = step;
  const key = { campaignId, studentNumber, revision };
  const store = keptStore(env.TABLE_NAME);
  const stage = await readStage(store, key, now);
  const { institution, campaign, placement, site } = stage;
  const report = await store.reports.find(key);
  if (!isIn(report)) throw new Error('there is no report to distribute');
  const { sent } = report;
  // The page that took the report may have died before it said so.
  await record(store, key, (current) => received(current, sent));

  // What came on paper is kept from here on: that its report is to be distributed was written with it, and this is done until it is done.
  if (sent.entered && !(await store.scans.claim(key, sent.entered.scan)))
    logger.error('a part of a scan is not kept any more');

  const form = await store.forms.ofVersion(institution, sent.formVersion);
  const pdf = await reportPdf({ institution, campaign, placement, form, sent });
  const facts = { institution, campaign, placement, sent, now, pdf };
  // Another tutor may have taken over since: what this one sent is theirs alone.
  const sender = sent.sentBy ?? placement.tutor;
  const to = (
    recipient: string,
    occasion: 'distribution' | 'receipt' | 'alert',
    kind: MailKind,
    write: (worded: Worded) => MailContent | Promise<MailContent>,
  ): Outgoing => ({
    campaignId,
    recipient,
    // Who sent it may be its tutor no more.
    ...(occasion === 'receipt' && { recipientName: tutorName({ tutor: sender }) }),
    occasion,
    mailKey: reportMailKey(occasion, studentNumber, sent.number),
    compose: async (wordedAt) => {
      const wording = await store.wordings.asOf(wordedAt)(kind);
      return { ...(await write({ wording })), placements: [placement] };
    },
  });
  const criteria = notAcquiredCriteria(sent.answers);
  const isLinked = institution.reportsBy === 'link';
  const isStillTutor = sender.email === placement.tutor.email;
  const mailroom = openMailroom(env, store, institution, holderOf(key), step);
  // Others are told of it in the morning. What is written first holds: nobody is told twice, or not at all, who chooses meanwhile.
  const wishing = await eachMailed(store, institution, site);
  const { number } = sent;
  const at = now;
  const { siteId } = site;
  const { mailedTo } = await store.arrivals.note({
    ...{ campaignId, studentNumber, number, siteId, at },
    mailedTo: wishing,
  });
  try {
    const outcomes = await mailroom.deliverAll([
      ...mailedTo.map((email) =>
        to(email, 'distribution', 'distributionToRegistrar', (worded) =>
          distributionToRegistrar({
            ...{ ...facts, ...worded },
            reportUrl: isLinked ? placementUrl(env, campaign, placement) : undefined,
          }),
        ),
      ),
      to(placement.student.email, 'distribution', 'distributionToStudent', async (worded) => {
        const door = await studentDoor(env, store, stage, placement, now);
        return distributionToStudent({
          ...{ ...facts, ...worded, door },
          // The page of their stages: until the other mails have left as well, it says that the report is on its way.
          reportUrl: isLinked ? door : undefined,
        });
      }),
      to(sender.email, 'receipt', 'receipt', async (worded) =>
        receipt({
          ...{ ...facts, ...worded },
          placement: { ...placement, tutor: sender },
          // Whoever is its tutor no more has no link to it.
          reportUrl:
            isLinked && isStillTutor
              ? `${await tutorDoor(env, store, stage, [placement], now)}/${studentNumber}`
              : undefined,
          stillMissing: isStillTutor ? await othersMissing(env, store, stage, now) : undefined,
        }),
      ),
    ]);
    await recordWithheld(store, key, outcomes);
    await record(store, key, (current) => distributed(current, now));
    const { farewells = [] } = placement;
    const withdrawal = isWithdrawn(placement) ? await withdrawalMail(store, stage, now) : undefined;
    if (criteria.length > 0 || farewells.length > 0 || withdrawal) {
      const early = notYet(stage, step);
      if (early) return early;
    }
    // The report was faster than what was to be told before.
    await mailroom.deliverAll(await farewellMails(store, stage, now));
    await record(store, key, (current) => farewellsSaid(current, farewells));
    // Of a version 2 that was faster, its tutor has the receipt.
    if (withdrawal && hasReport(placement) && sent.reference === placement.reference)
      await recordWithheld(store, key, [await mailroom.deliver(withdrawal)]);
    if (isWithdrawn(placement)) await record(store, key, (current) => versionStands(current, now));
    if (criteria.length > 0)
      await mailroom.deliverAll(
        delegatesOf(site).map((recipient) =>
          to(recipient.email, 'alert', 'alert', (worded) =>
            alert({
              ...{ ...facts, ...worded, form, criteria, recipient },
              consoleUrl: placementUrl(env, campaign, placement),
            }),
          ),
        ),
      );
    await store.reports.markDistributed(key);
    return { attempt: 0 };
  } catch (error) {
    return tryAgain(error, step);
  }
});

/** Of those in charge of the site, who wishes each report by a mail of its own. */
const eachMailed = async (
  { mailChoices }: Store,
  institution: Institution,
  site: Site,
): Promise<string[]> => {
  const emails = [...new Set(inChargeOf(site).map(({ email }) => email))];
  const choices = await Promise.all(emails.map((email) => mailChoices.find(email)));
  return emails.filter((_, at) => wishesOf(institution, choices[at]).isEachMailed);
};

/** The tutor's other reports that were asked for and are not in: the receipt is a good moment to mention them. */
const othersMissing = async (env: MailingEnvironment, store: Store, stage: Stage, now: IsoInstant) => {
  const { campaign, placement } = stage;
  const siblings = await store.placements.ofTutor(campaign.campaignId, placement.tutor.email);
  const asked = siblings.filter(isStarted).filter(({ status }) => status === 'awaiting');
  const placements = await stillMissing(store, asked);
  if (placements.length === 0) return undefined;
  return { placements, link: await tutorDoor(env, store, stage, [placement, ...placements], now) };
};
