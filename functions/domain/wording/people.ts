import type { PlacementFacts } from '../../../schemas/placement.ts';

export const fullName = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  `${firstName} ${lastName}`;

/** "Inès Morin" */
export const studentName = ({ student }: Pick<PlacementFacts, 'student'>): string => fullName(student);

/** "Mme Léa Le Goff" */
export const tutorName = ({ tutor }: Pick<PlacementFacts, 'tutor'>): string =>
  tutor.title === undefined ? fullName(tutor) : `${tutor.title} ${fullName(tutor)}`;

/** "Mme Le Goff"; the full name where no title is known. */
export const tutorInBrief = ({ tutor }: Pick<PlacementFacts, 'tutor'>): string =>
  tutor.title === undefined ? fullName(tutor) : `${tutor.title} ${tutor.lastName}`;

/** What a telephone dials when the number is touched. */
export const phoneAddress = (phone: string): string => `tel:${phone.replaceAll(' ', '')}`;

/** "A, B et C" */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} et ${words.at(-1)}`;
