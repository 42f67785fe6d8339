import type { Placement } from '../../../schemas/placement.ts';

/** Lower case without accents, apostrophes and hyphens as spaces: what two people type the same word as. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[’'\-_]/g, ' ')
    .toLowerCase();

const searched = ({ student, studentNumber, tutor, school }: Placement): string =>
  plain(
    [
      student.firstName,
      student.lastName,
      studentNumber,
      tutor.firstName,
      tutor.lastName,
      tutor.email,
      school.name,
      school.town,
    ].join(' '),
  );

/** Placements in which every word of the search occurs: student, number, tutor, address, school or town. */
export const searchPlacements = <P extends Placement>(placements: readonly P[], search: string): P[] => {
  const words = plain(search).split(/\s+/).filter(Boolean);
  return placements.filter((placement) => {
    const text = words.length > 0 ? searched(placement) : '';
    return words.every((word) => text.includes(word));
  });
};

/** As in a class list: by last name, then first name, accents where French has them. */
export const byStudentName = (a: Placement, b: Placement): number =>
  a.student.lastName.localeCompare(b.student.lastName, 'fr') ||
  a.student.firstName.localeCompare(b.student.firstName, 'fr') ||
  a.studentNumber.localeCompare(b.studentNumber);
