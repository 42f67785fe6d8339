import type { Mail } from '../../../schemas/mail.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import { failureLabels } from '../../mail/failure-labels.ts';
import { isLeaseOver } from '../../mail/outbox.ts';
import { Badge } from '../components/badge.tsx';
import { failureAdvice, failureBadges } from './failure-wording.ts';

type State = {
  tone: Parameters<typeof Badge>[0]['tone'];
  label: string;
  /** What is known, and what there is to do. */
  advice: string;
};

/** Who was to look again has done so, or never will. */
const isLongAgo = (since: IsoInstant, now: IsoInstant): boolean =>
  Date.parse(now) - Date.parse(since) > 24 * 3_600_000;

/** What became of a mail. */
export const mailState = (mail: Mail, now: IsoInstant): State => {
  switch (mail.status) {
    case 'claimed':
      return isLeaseOver(mail.claimedAt, now)
        ? {
            tone: 'warning',
            label: 'Interrompu',
            advice:
              'L’envoi s’est interrompu, et rien ne dit que ce courriel soit parti. S’il est encore utile, SOPA le reprend dans l’heure. Passé ce délai, il ne partira plus : renvoyez le lien ou la lettre depuis la page de l’affectation, ou prévenez la personne vous-même.',
          }
        : { tone: 'info', label: 'En cours d’envoi', advice: 'Il part dans l’instant.' };
    case 'unconfirmed':
      return isLongAgo(mail.doubtedAt, now)
        ? {
            tone: 'warning',
            label: 'Peut-être parti',
            advice:
              'Le service d’envoi n’a jamais répondu : ce courriel est peut-être parti, et n’est pas répété. Si la personne ne l’a pas, renvoyez le lien ou la lettre depuis la page de l’affectation, ou prévenez-la vous-même.',
          }
        : {
            tone: 'warning',
            label: 'À confirmer',
            advice:
              'Le service d’envoi n’a pas répondu : ce courriel est peut-être parti. SOPA le vérifie, et le renvoie s’il le faut.',
          };
    case 'sent':
      return sentState(mail, now);
  }
};

const sentState = (mail: Extract<Mail, { status: 'sent' }>, now: IsoInstant): State => {
  const { failure, deliveredAt, delayedAt } = mail;
  if (failure)
    return {
      tone: failure.reason === 'delayed' ? 'warning' : 'error',
      label: failureBadges[failure.reason],
      advice: `Le ${momentAsOf(failure.at, now)} : ${failureLabels[failure.reason]}. ${failureAdvice[failure.reason]}`,
    };
  if (deliveredAt !== undefined)
    return {
      tone: 'success',
      label: 'Remis',
      advice: `La messagerie de la personne l’a pris le ${momentAsOf(deliveredAt, now)}. S’il ne se trouve pas, il est peut-être dans les indésirables.`,
    };
  if (delayedAt !== undefined)
    return {
      tone: 'warning',
      label: 'Retardé',
      advice: `La messagerie de la personne ne l’a pas encore pris le ${momentAsOf(delayedAt, now)}. L’envoi est réessayé pendant plusieurs heures : rien n’est à faire pour l’instant.`,
    };
  return {
    tone: 'success',
    label: 'Envoyé',
    advice: 'Il est parti. La messagerie de la personne n’a pas encore dit si elle l’a pris.',
  };
};

export const MailState = ({ mail, now }: { mail: Mail; now: IsoInstant }) => {
  const { tone, label } = mailState(mail, now);
  return <Badge tone={tone}>{label}</Badge>;
};
