import * as z from 'zod';
import { campaignId } from '../../schemas/campaign.ts';
import { emailAddress } from '../../schemas/institution.ts';
import type { MailFailure } from '../../schemas/mail-failure.ts';
import type { Placement } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { isRefusal } from '../domain/placement/mail-refusal.ts';
import { occasionMeanings } from '../domain/placement/occasion-meanings.ts';
import { deliveredTo, undeliveredTo } from '../domain/placement/placement-life.ts';
import { tableEnvironment } from '../environment.ts';
import type { Failure, MailId } from '../store/mails.ts';
import { keptStore, type Store } from '../store/store.ts';
import { task } from '../workflow/task.ts';

const returned = z.array(z.object({ emailAddress }));
const timestamp = z.iso.datetime();

/** The part that we read of what SES publishes to EventBridge about one mail (SES developer guide, "Event publishing"). */
const sesEvent = z.object({
  detail: z.object({
    eventType: z.string(),
    bounce: z.object({ timestamp, bounceType: z.string(), bouncedRecipients: returned }).optional(),
    complaint: z.object({ timestamp, complainedRecipients: returned }).optional(),
    delivery: z.object({ timestamp, recipients: z.array(emailAddress) }).optional(),
    deliveryDelay: z.object({ timestamp, delayedRecipients: returned }).optional(),
    mail: z.object({
      messageId: z.string(),
      timestamp,
      destination: z.array(emailAddress),
      tags: z.record(z.string(), z.array(z.string())),
    }),
  }),
});
type SesEvent = z.output<typeof sesEvent>['detail'];

const ourTags = z.object({ campaign: z.tuple([campaignId]), mail: z.tuple([z.string()]) });

/** Whom a mail did not reach, and why. A bounce that is not permanent may still be read one day: it says less. */
const failuresIn = ({ eventType, mail, bounce, complaint }: SesEvent): [string, Failure][] => {
  const each = (recipients: readonly string[], reason: MailFailure, at: string) =>
    recipients.map((recipient): [string, Failure] => [recipient, { at, reason }]);
  const addresses = (people: z.output<typeof returned> = []) => people.map((one) => one.emailAddress);
  if (bounce)
    return each(
      addresses(bounce.bouncedRecipients),
      bounce.bounceType === 'Permanent' ? 'returned' : 'delayed',
      bounce.timestamp,
    );
  if (complaint) return each(addresses(complaint.complainedRecipients), 'complained', complaint.timestamp);
  if (eventType === 'Reject') return each(mail.destination, 'rejected', mail.timestamp);
  return [];
};

/**
 * SES says that a mail left: whatever the call that sent it made of the answer, the outbox now knows. Or it says that its reader's
 * server took it, or keeps it waiting, which the mail remembers; or that it did not arrive, which the stages it was about do, too. Mails that carry none of our tags are not the outbox's.
 */
export const handler = task(tableEnvironment, sesEvent, async ({ detail }, env) => {
  const tags = ourTags.safeParse(detail.mail.tags);
  if (!tags.success) return;
  const [campaignId] = tags.data.campaign;
  const [mailKey] = tags.data.mail;
  const store = keptStore(env.TABLE_NAME);
  if (detail.eventType === 'Send')
    for (const recipient of detail.mail.destination)
      await store.mails.confirm(
        { campaignId, recipient, mailKey },
        detail.mail.messageId,
        detail.mail.timestamp,
      );
  const { delivery, deliveryDelay } = detail;
  for (const recipient of delivery?.recipients ?? [])
    await noteDelivery(store, { campaignId, recipient, mailKey }, delivery?.timestamp ?? '');
  for (const { emailAddress: recipient } of deliveryDelay?.delayedRecipients ?? [])
    await store.mails.told({ campaignId, recipient, mailKey }, 'delayed', deliveryDelay?.timestamp ?? '');
  for (const [recipient, failure] of failuresIn(detail))
    await noteFailure(store, { campaignId, recipient, mailKey }, failure);
});

/** The mail first, then the stages, where it says of a mailbox that was full that it takes mails again. */
const noteDelivery = async ({ mails, placements }: Store, id: MailId, at: IsoInstant): Promise<void> => {
  const { campaignId, recipient } = id;
  const mail = await mails.told(id, 'delivered', at);
  // Of those in charge, who are told of many at once, no stage says that.
  if (
    !mail ||
    !occasionMeanings[mail.occasion].to.some((reader) => reader === 'tutor' || reader === 'student')
  )
    return;
  for (const studentNumber of mail.studentNumbers) {
    const placement = await placements.find({ campaignId, studentNumber });
    if (placement && deliveredTo(placement, recipient, at) !== placement)
      await placements.change(placement, (current) => deliveredTo(current, recipient, at));
  }
};

/** The mail first, then the address, which keeps the next mail; then the stages, where somebody sees it. An event comes again until all is written. */
const noteFailure = async (
  { mails, addresses, placements, meetings }: Store,
  id: MailId,
  failure: Failure,
): Promise<void> => {
  const { campaignId, recipient } = id;
  const isFinal = isRefusal(failure.reason);
  const failed = await mails.failed(id, failure);
  const about = await Promise.all(
    (failed?.studentNumbers ?? []).map((studentNumber) => placements.find({ campaignId, studentNumber })),
  );
  const known = about.filter((placement) => placement !== undefined);
  // Those in charge of a site are not cut off from what they answer for: nobody but them would be told.
  const isTheirs = isFinal && known.some((placement) => isOrWasWrittenTo(placement, recipient));
  if (isTheirs) await addresses.refuse(recipient, failure);
  if (failed?.meeting && isFinal) await meetings.withheld(failed.meeting, recipient, failure.at);
  // Tried again since: what comes late, or twice, is of before.
  if (isTheirs && !(await addresses.refusal(recipient))) return;
  const theirs = known.filter(({ tutor, student }) => [tutor.email, student.email].includes(recipient));
  for (const placement of theirs)
    await placements.change(placement, (current) => undeliveredTo(current, recipient, failure));
  if (isFinal || theirs.length === 0) return;
  // Events come in any order. Read behind the stages: a delivery is on its mail before it looks at them.
  const delivered = (await mails.toRecipient(campaignId, recipient, true)).flatMap((mail) =>
    mail.status === 'sent' ? (mail.deliveredAt ?? []) : [],
  );
  const last = delivered.sort().at(-1);
  if (last === undefined) return;
  for (const placement of theirs)
    await placements.change(placement, (current) => deliveredTo(current, recipient, last));
};

const isOrWasWrittenTo = ({ tutor, student, formerRecipients = [] }: Placement, recipient: string): boolean =>
  [tutor.email, student.email, ...formerRecipients].includes(recipient);
