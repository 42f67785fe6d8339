import type { timetableRows } from './campaign-drafting.ts';

/** What each row of a timetable is called, and what its days count from. */
export const timetableWords: Record<
  (typeof timetableRows)[number]['occasion'],
  { name: string; from: string }
> = {
  briefing: { name: 'Rappel avant le stage', from: 'avant le premier jour' },
  request: { name: 'Demande du compte-rendu', from: 'après le dernier jour' },
  reminder1: { name: 'Première relance', from: 'avant l’échéance' },
  reminder2: { name: 'Deuxième relance', from: 'après l’échéance' },
  reminder3: { name: 'Troisième relance, copie au délégué', from: 'après l’échéance' },
  escalation: { name: 'Alerte au délégué et à la scolarité', from: 'après l’échéance' },
  closing: { name: 'Clôture (non rendu)', from: 'après l’échéance' },
};
