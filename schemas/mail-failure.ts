import * as z from 'zod';

/**
 * Why a mail did not reach its reader, from SES's events: `returned`, the address does not exist or takes nothing (a
 * permanent bounce); `delayed`, a full mailbox or a server that is away (a transient one, or one that does not say); `rejected`,
 * SES found a virus and did not send it; `complained`, its reader marked it as spam.
 */
export const mailFailure = z.enum(['returned', 'delayed', 'rejected', 'complained']);
export type MailFailure = z.infer<typeof mailFailure>;
