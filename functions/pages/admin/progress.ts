import type { Placement } from '../../../schemas/placement.ts';

/** Where a placement stands, as the console counts it: steps in the order in which they are passed. */
export const progressSteps = [
  'prepared',
  'upcoming',
  'requested',
  'reminded',
  'escalated',
  'received',
  'distributed',
  'unreturned',
] as const;
export type ProgressStep = (typeof progressSteps)[number];
export type StepCounts = Record<ProgressStep, number>;

export const stepLabel: Record<ProgressStep, string> = {
  prepared: 'Pas encore démarrée',
  upcoming: 'Stage à venir ou en cours',
  requested: 'Compte-rendu demandé',
  reminded: 'Relancé',
  escalated: 'En alerte',
  received: 'Compte-rendu reçu',
  distributed: 'Compte-rendu transmis',
  unreturned: 'Non rendu',
};

export const progressStep = (placement: Placement): ProgressStep => {
  switch (placement.status) {
    case 'started':
    case 'assigned':
    case 'briefed':
      return 'upcoming';
    case 'awaiting':
      if (placement.round === 'request') return 'requested';
      return placement.round === 'escalation' || placement.round === 'closing' ? 'escalated' : 'reminded';
    default:
      return placement.status;
  }
};

export const countSteps = (placements: readonly Placement[]): StepCounts => {
  const counts: StepCounts = {
    prepared: 0,
    upcoming: 0,
    requested: 0,
    reminded: 0,
    escalated: 0,
    received: 0,
    distributed: 0,
    unreturned: 0,
  };
  for (const placement of placements) counts[progressStep(placement)] += 1;
  return counts;
};
