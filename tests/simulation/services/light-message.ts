import * as z from 'zod';
import type { Envelope } from '../../../functions/mail/message.ts';
import { emailAddress } from '../../../schemas/institution.ts';

/** A mail of the simulation: what it says, without its MIME, which tests/mail reads. */
export const lightMessage = z.object({
  to: emailAddress,
  subject: z.string(),
  text: z.string(),
  attachments: z.array(z.string()),
});

/** Stands in for functions/mail/message.ts. */
export const composeMessage = async ({ to, content }: Envelope): Promise<Uint8Array> => {
  const { subject, text, attachments } = content;
  const light: z.input<typeof lightMessage> = {
    ...{ to, subject, text },
    attachments: attachments.map(({ filename }) => filename),
  };
  return Buffer.from(JSON.stringify(lightMessage.parse(light)));
};
