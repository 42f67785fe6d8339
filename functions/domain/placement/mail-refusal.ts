import type { MailFailure } from '../../../schemas/mail-failure.ts';

/** After which failures nothing more is mailed to an address: a mailbox that is full today takes mails tomorrow. */
const isFinal = {
  returned: true,
  rejected: true,
  complained: true,
  delayed: false,
} as const satisfies Record<MailFailure, boolean>;

export const isRefusal = (reason: MailFailure): boolean => isFinal[reason];
