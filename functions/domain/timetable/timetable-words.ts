import type { timetableRows } from './campaign-drafting.ts';

/** What each row of a timetable is called, and what its number of days counts from. */
export const timetableWords: Record<
  (typeof timetableRows)[number]['occasion'],
  { name: string; days: string }
> = {
  briefing: { name: 'Rappel avant le stage', days: 'jours avant le premier jour' },
  request: { name: 'Demande du compte-rendu', days: 'jours après le dernier jour' },
  reminder1: { name: 'Première relance', days: 'jours avant l’échéance' },
  reminder2: { name: 'Deuxième relance', days: 'jours après l’échéance' },
  reminder3: { name: 'Troisième relance, copie au délégué', days: 'jours après l’échéance' },
  escalation: { name: 'Alerte au délégué et à la scolarité', days: 'jours après l’échéance' },
  closing: { name: 'Clôture (non rendu)', days: 'jours après l’échéance' },
};
