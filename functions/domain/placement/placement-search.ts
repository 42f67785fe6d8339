import type { PlacementLine } from '../../../schemas/placement.ts';

/** Lower case without accents, apostrophes and hyphens as spaces: what two people type the same word as. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[’'\-_]/g, ' ')
    .toLowerCase();

/** What a search looks into: student, number, tutor, both addresses, school, its code and town. */
export const searchedText = ({
  student,
  studentNumber,
  tutor,
  school,
}: Pick<PlacementLine, 'student' | 'studentNumber' | 'tutor' | 'school'>): string =>
  plain(
    [
      ...[student.firstName, student.lastName, studentNumber, student.email],
      ...[tutor.firstName, tutor.lastName, tutor.email],
      ...[school.name, school.town, ...(school.uai ? [school.uai] : [])],
    ].join(' '),
  );

/** What a search for a student alone looks into. */
export const namedText = ({
  student,
  studentNumber,
}: Pick<PlacementLine, 'student' | 'studentNumber'>): string =>
  plain(`${student.firstName} ${student.lastName} ${studentNumber}`);

const mostWords = 8;

/** The words of a search: every one of them occurs in what is found. */
export const searchedWords = (search: string): string[] =>
  plain(search).split(/\s+/).filter(Boolean).slice(0, mostWords);

/** As in a class list: by last name, then first name; accents do not matter. Sorted as plain text. */
export const listOrder = ({
  student,
  studentNumber,
}: Pick<PlacementLine, 'student' | 'studentNumber'>): string =>
  `${plain(student.lastName)}#${plain(student.firstName)}#${studentNumber}`;
