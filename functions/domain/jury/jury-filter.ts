import { namedText, searchedWords } from '../placement/placement-search.ts';
import { isWithoutReport, statusMeanings } from '../placement/status-meanings.ts';
import { countingIn, type JuryPlacement, type StageCampaigns } from './semester-results.ts';

/** How the reports of a student's semester stand, as a jury looks for them. */
export const juryStates = {
  received: 'Tous les comptes-rendus reçus',
  missing: 'Un compte-rendu manque',
  notAcquired: 'Un critère non acquis',
} as const;
export type JuryState = keyof typeof juryStates;
export const isJuryState = (name: string): name is JuryState => Object.hasOwn(juryStates, name);

/** Which students of a semester are looked for. `search`: words that all occur in a student's name and number. */
export type JuryFilter = { site?: string; state?: JuryState; search?: string };

/** Whether students are looked for among others, beyond their site. */
export const isNarrow = ({ state, search = '' }: JuryFilter): boolean =>
  state !== undefined || searchedWords(search).length > 0;

/** As the audit trail says it, which holds no student's name. */
export const filterSaid = ({ site, state, search }: JuryFilter): string => {
  const parts = [
    ...(site ? [`site ${site}`] : []),
    ...(state ? [juryStates[state].toLowerCase()] : []),
    ...(search ? ['recherche par nom ou numéro'] : []),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(' ; ')})`;
};

/** Whether the student of these placements is looked for; as lists have them, which know a report some moments after it came. */
export const isSought = (
  { state, search = '' }: JuryFilter,
  stages: readonly StageCampaigns[],
  placements: readonly JuryPlacement[],
): boolean => {
  const words = searchedWords(search);
  if (!placements.some((one) => words.every((word) => namedText(one).includes(word)))) return false;
  const counting = stages.flatMap(({ campaigns }) => countingIn(campaigns, placements) ?? []);
  switch (state) {
    case undefined:
      return true;
    case 'notAcquired':
      return counting.some(({ standing }) => standing?.notAcquired);
    case 'missing':
      return counting.some(isWithoutReport);
    case 'received': {
      const takingPlace = counting.filter(({ status }) => status !== 'cancelled');
      return takingPlace.length > 0 && takingPlace.every(({ status }) => statusMeanings[status].hasReport);
    }
  }
};
