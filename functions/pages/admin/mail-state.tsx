import type { Mail } from '../../../schemas/mail.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import { failureLabels } from '../../mail/failure-labels.ts';
import { Badge } from '../components/badge.tsx';
import { failureAdvice, failureBadges } from './failure-wording.ts';

type State = {
  tone: Parameters<typeof Badge>[0]['tone'];
  label: string;
  /** What is known, and what there is to do. */
  advice: string;
};

/** What became of a mail. */
export const mailState = (mail: Mail, now: IsoInstant): State => {
  switch (mail.status) {
    case 'claimed':
      return { tone: 'info', label: 'En cours d’envoi', advice: 'Il part dans l’instant.' };
    case 'unconfirmed':
      return {
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
