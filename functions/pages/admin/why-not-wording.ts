import type { WhyNotDone } from '../../actions/work/doing.ts';

/** Why nothing is done to a stage that somebody picked, behind the student's name. Another reason is a compile error here. */
export const whyNotWords: Record<WhyNotDone, string> = {
  notLaunched: 'le suivi n’a pas démarré',
  notAnnounced: 'la lettre de mission n’est pas encore partie',
  notAsked: 'le compte-rendu n’est pas encore demandé',
  reportIn: 'le compte-rendu est reçu',
  givenBack: 'le compte-rendu est chez le tuteur, à corriger',
  closed: 'le stage est clos sans compte-rendu',
  receivedOtherwise: 'le compte-rendu est arrivé autrement',
  cancelled: 'le stage est annulé',
  notCancelled: 'le stage n’est pas annulé',
  wordWaits: 'le tuteur a écrit : donnez d’abord suite à son mot',
  addressRefused: 'l’adresse du tuteur refuse les courriels',
  dueLater: 'le compte-rendu est déjà attendu plus tard',
  untilTooFar: 'cette date est à plus de six mois du stage',
  closedHours: 'les courriels ne partent pas à cette heure',
  sentToday: 'le tuteur en a déjà reçu un aujourd’hui',
  addedMeanwhile: 'a été ajoutée par quelqu’un d’autre entre-temps',
  changedMeanwhile: 'a été corrigée par quelqu’un d’autre entre-temps',
  unsure: 'le service d’envoi n’a pas confirmé : le courriel est peut-être parti, et n’est pas répété',
  mailAway: 'le service d’envoi n’a pas répondu pendant une heure : rien n’est parti',
};
export const isWhyNot = (reason: string): reason is WhyNotDone => Object.hasOwn(whyNotWords, reason);
