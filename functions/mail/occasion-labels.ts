import type { Occasion } from '../../schemas/occasion.ts';

/** What staff read for a mail. */
export const occasionLabels: Record<Occasion, string> = {
  assignment: 'Lettre de mission',
  correction: 'Correction des informations du stage',
  briefing: 'Rappel avant le stage',
  request: 'Demande du compte-rendu',
  reminder1: 'Première relance',
  reminder2: 'Deuxième relance',
  reminder3: 'Dernière relance',
  delegateNotice: 'Dernière relance, avis au délégué',
  escalation: 'Signalement du retard',
  closing: 'Clôture sans compte-rendu',
  distribution: 'Diffusion du compte-rendu',
  receipt: 'Accusé de réception',
  alert: 'Alerte « Non acquis »',
  link: 'Nouveau lien',
};
