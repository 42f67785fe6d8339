import type { Placement } from '../../../schemas/placement.ts';

type Trouble = Pick<NonNullable<Placement['trouble']>, 'state' | 'error'>;

/** What the lifecycle was doing, by the name of its state. */
const doing: Record<string, string> = {
  StartLifecycle: 'au moment de redémarrer',
  PlanStage: 'au moment de calculer le calendrier de ce stage',
  SendAssignment: 'au moment d’envoyer la lettre de mission et l’affectation',
  SendBriefing: 'au moment d’envoyer le rappel avant le stage',
  AwaitEndOfStage: 'pendant l’attente de la fin du stage',
  OpenRound: 'au moment de demander le compte-rendu au tuteur',
  AwaitReport: 'pendant l’attente du compte-rendu',
  DistributeReport: 'au moment de transmettre le compte-rendu',
  RecordUnreturned: 'au moment d’enregistrer le compte-rendu comme non rendu',
};

/** Why, by the name of the error, and what a person can do about it. */
const because: Record<string, string> = {
  MailRefused:
    'Le service de courriel a refusé un message, le plus souvent à cause d’une adresse inexacte. Vérifiez les adresses sur cette page ; si l’une est fausse, corrigez-la sur cette page ; sinon, relancez.',
  MailUnconfirmed:
    'Le service de courriel n’a pas confirmé l’envoi d’un message. Vérifiez dans le déroulé quel courriel est « à confirmer », puis relancez.',
};

const otherwise =
  'Un service dont SOPA dépend n’a pas répondu, malgré plusieurs essais. Relancez ; si cela recommence, prévenez l’administration.';

/** A trouble in plain French: what was going on, what went wrong, what to do. */
export const explainTrouble = ({ state, error }: Trouble): { when: string; why: string } => ({
  when: `Le suivi s’est arrêté ${doing[state] ?? 'en cours de route'}.`,
  why: because[error] ?? otherwise,
});
