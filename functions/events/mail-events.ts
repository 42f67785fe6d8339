import { z } from 'zod';
import { campaignId } from '../../schemas/campaign.ts';
import { tableEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from '../workflow/task.ts';

/** The part that we read of what SES publishes to EventBridge about one mail. */
const sesEvent = z.object({
  detail: z.object({
    eventType: z.string(),
    /** Of a Bounce alone. */
    bounce: z
      .object({
        timestamp: z.iso.datetime(),
        bouncedRecipients: z.array(z.object({ emailAddress: z.string() })),
      })
      .optional(),
    mail: z.object({
      messageId: z.string(),
      timestamp: z.iso.datetime(),
      destination: z.array(z.string()),
      tags: z.record(z.string(), z.array(z.string())),
    }),
  }),
});

const ourTags = z.object({ campaign: z.tuple([campaignId]), mail: z.tuple([z.string()]) });

/**
 * SES says that a mail left: whatever the call that sent it made of the answer, the outbox now knows. Or it says that a mail
 * came back, which the placement's page and the escalation show. Mails that carry none of our tags are not the outbox's.
 */
export const handler = task(
  tableEnvironment,
  sesEvent,
  async ({ detail: { eventType, mail, bounce } }, env) => {
    const tags = ourTags.safeParse(mail.tags);
    if (!tags.success) return;
    const [campaignId] = tags.data.campaign;
    const [mailKey] = tags.data.mail;
    const { mails } = keptStore(env.TABLE_NAME);
    // A copy's address has no record of its own: the condition passes it over.
    if (eventType === 'Send')
      for (const recipient of mail.destination)
        await mails.confirm({ campaignId, recipient, mailKey }, mail.messageId, mail.timestamp);
    if (eventType === 'Bounce' && bounce)
      for (const { emailAddress } of bounce.bouncedRecipients)
        await mails.bounced({ campaignId, recipient: emailAddress.toLowerCase(), mailKey }, bounce.timestamp);
  },
);
