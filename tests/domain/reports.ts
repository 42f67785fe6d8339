import type { DraftValues } from '../../schemas/report.ts';

/** A complete draft with as little as the form asks for. */
export const minimalDraft: DraftValues = {
  tutorName: 'Mme Léa Le Goff',
  schoolName: 'École primaire Louise-Michel, Soyaux',
  pupilCount: '18',
  absentHalfDays: '0',
  activities: ['observations'],
  commentsSteps12: 'Une stagiaire attentive, qui pose de bonnes questions.',
  C1: 'acquired',
  C2: 'acquired',
  C6: 'inProgress',
  C7: 'acquired',
  C11: 'acquired',
  advice1: 'Oser prendre la parole devant le groupe.',
};
