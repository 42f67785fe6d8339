import type { PlacementFacts } from '../../../schemas/placement.ts';

export const fullName = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  `${firstName} ${lastName}`;

/** "École Jules-Ferry, Poitiers" */
export const schoolOf = ({ school }: Pick<PlacementFacts, 'school'>): string =>
  `${school.name}, ${school.town}`;
