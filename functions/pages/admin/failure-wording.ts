import type { MailFailure } from '../../../schemas/mail-failure.ts';

/** What became of a mail that did not arrive, in the words of a badge. */
export const failureBadges: Record<MailFailure, string> = {
  returned: 'Adresse injoignable',
  delayed: 'Non remis : boîte pleine ou absente',
  rejected: 'Refusé à l’envoi',
  complained: 'Marqué indésirable',
};
