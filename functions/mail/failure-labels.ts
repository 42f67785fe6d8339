import type { MailFailure } from '../../schemas/mail-failure.ts';

/** What staff read of a mail that did not arrive. */
export const failureLabels: Record<MailFailure, string> = {
  returned: 'revenu en erreur : l’adresse n’existe pas ou n’accepte rien',
  delayed: 'pas remis : la boîte est pleine ou ne répond pas',
  rejected: 'refusé par le service d’envoi',
  complained: 'signalé comme indésirable par son destinataire',
};
