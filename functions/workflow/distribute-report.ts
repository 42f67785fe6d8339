import { isStarted } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { lifecycleTask } from '../../schemas/workflow.ts';
import { reportPdf } from '../documents/report-pdf.ts';
import { formOfVersion } from '../domain/guide/report-forms.ts';
import { distributed, received } from '../domain/placement-life.ts';
import { notAcquiredCriteria } from '../domain/report-completeness.ts';
import { type MailingEnvironment, mailingEnvironment } from '../environment.ts';
import { reportMailKey } from '../mail/mail-keys.ts';
import { holderOf, openMailroom } from '../mail/mailroom.ts';
import type { MailContent } from '../mail/message.ts';
import type { Outgoing } from '../mail/outbox.ts';
import { alert } from '../mail/templates/alert.ts';
import { distributionToRegistrar, distributionToStudent } from '../mail/templates/distribution.ts';
import { receipt } from '../mail/templates/receipt.ts';
import { placementUrl, tutorDoor } from '../mail/tutor-door.ts';
import { keptStore, type Store } from '../store/store.ts';
import { readStage, type Stage, stillMissing } from './stage.ts';
import { task } from './task.ts';

/**
 * The report is in: its PDF to the registrars and the student, a receipt to the tutor, and an alert to the delegate when a
 * criterion is not acquired. These leave on any day (domain/stages.md).
 */
export const handler = task(mailingEnvironment, lifecycleTask, async ({ now, ...key }, env) => {
  const store = keptStore(env.TABLE_NAME);
  const stage = await readStage(store, key);
  const { institution, campaign, placement, site } = stage;
  const report = await store.reports.find(key);
  if (report.status !== 'sent') throw new Error('there is no report to distribute');
  const { sent } = report;
  // The page that took the report may have died before it said so.
  await store.placements.change(key, (current) => received(current, sent));

  const form = formOfVersion(sent.formVersion);
  const pdf = await reportPdf({ institution, campaign, placement, form, sent });
  const facts = { institution, campaign, placement, sent, now, pdf };
  const to = (
    recipient: string,
    occasion: 'distribution' | 'receipt' | 'alert',
    write: () => MailContent | Promise<MailContent>,
  ): Outgoing => ({
    campaignId: campaign.campaignId,
    recipient,
    occasion,
    mailKey: reportMailKey(occasion, placement.studentNumber, sent.number),
    compose: async () => ({ ...(await write()), placements: [placement] }),
  });
  const criteria = notAcquiredCriteria(sent.answers);

  await openMailroom(env, store, institution, holderOf(key), now).deliverAll([
    ...site.registrars.map(({ email }) => to(email, 'distribution', () => distributionToRegistrar(facts))),
    to(placement.student.email, 'distribution', () => distributionToStudent(facts)),
    to(placement.tutor.email, 'receipt', async () =>
      receipt({ ...facts, stillMissing: await othersMissing(env, store, stage, now) }),
    ),
    ...(criteria.length > 0
      ? [
          to(site.delegate.email, 'alert', () =>
            alert({ ...facts, criteria, consoleUrl: placementUrl(env, campaign, placement) }),
          ),
        ]
      : []),
  ]);
  await store.placements.change(key, (current) => distributed(current, now));
});

/** The tutor's other reports that were asked for and are not in: the receipt is a good moment to mention them. */
const othersMissing = async (env: MailingEnvironment, store: Store, stage: Stage, now: IsoInstant) => {
  const { campaign, placement } = stage;
  const siblings = await store.placements.ofTutor(campaign.campaignId, placement.tutor.email);
  const asked = siblings.filter(isStarted).filter(({ status }) => status === 'awaiting');
  const placements = await stillMissing(store, asked);
  if (placements.length === 0) return undefined;
  return { placements, link: await tutorDoor(env, store, stage, [placement, ...placements], now) };
};
