import type { MailFailure } from '../../../schemas/mail-failure.ts';

/** What became of a mail that did not arrive, in the words of a badge. */
export const failureBadges: Record<MailFailure, string> = {
  returned: 'Adresse injoignable',
  delayed: 'Non remis : boîte pleine ou absente',
  rejected: 'Refusé à l’envoi',
  complained: 'Marqué indésirable',
};

/** What there is to do about it. */
export const failureAdvice: Record<MailFailure, string> = {
  returned: 'Demandez la bonne adresse à l’école ou à l’étudiant·e, et corrigez-la : ce qui reste dû repart.',
  delayed: 'Prévenez la personne autrement, ou corrigez l’adresse si elle en a une autre.',
  rejected:
    'Il n’est pas parti, et plus rien n’est envoyé à cette adresse. Si elle est juste, prévenez l’administration, puis renvoyez le lien : les envois reprennent.',
  complained:
    'Appelez la personne avant de lui écrire de nouveau : elle a dit ne pas vouloir de ces courriels. Plus rien n’y est envoyé ; renvoyer le lien y reprend les envois.',
};

/** Whether it may well be the right address: then its link is sent, and what is due follows. */
export const mayBeRight: Record<MailFailure, boolean> = {
  returned: false,
  delayed: false,
  rejected: true,
  complained: true,
};
