import { createHash } from 'node:crypto';
import type { Occasion } from '../../../schemas/occasion.ts';
import type { Placement, PlacementFacts } from '../../../schemas/placement.ts';
import { followsDueDate } from './occasion-meanings.ts';

const digest = (said: unknown): string =>
  createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 8);

/**
 * A stage as a mail spoke of it: the student, and a digest of the tutor and the dates. When a registrar corrects either, the
 * mail that was sent no longer speaks of the stage, and another is due.
 */
export const stageMark = ({
  studentNumber,
  tutor,
  periods,
}: Pick<PlacementFacts, 'studentNumber' | 'tutor' | 'periods'>): string =>
  `${studentNumber}-${digest([tutor.email, periods.map(({ from, to }) => [from, to])])}`;

/**
 * A stage as a mail on that occasion spoke of it. What was said of a due date that somebody has moved since says nothing of
 * the new one: another is due for that.
 */
export const occasionMark = (
  occasion: Occasion,
  placement: Parameters<typeof stageMark>[0] & Pick<Placement, 'extendedTo'>,
): string => {
  const { extendedTo } = placement;
  const mark = stageMark(placement);
  return extendedTo !== undefined && followsDueDate(occasion) ? `${mark}-${extendedTo}` : mark;
};

/** Who a letter about a stage is for. */
export type Reader = 'tutor' | 'student';

const letterOf = (
  reader: Reader,
  { studentNumber, periods }: Pick<PlacementFacts, 'studentNumber' | 'periods'>,
): string => `${studentNumber}-${reader}-${digest(periods.map(({ from, to }) => [from, to]))}-`;

/**
 * What a letter told its reader of a stage and they rely on: whom to write to, where, when. When it is corrected, what they
 * hold is wrong. A slip in the reader's own name is no news to them; the class is for information.
 */
export const letterMark = (reader: Reader, placement: PlacementFacts): string => {
  const { student, tutor, school, siteId } = placement;
  const { firstName, lastName, email } = reader === 'tutor' ? student : tutor;
  return letterOf(reader, placement) + digest([firstName, lastName, email, school.name, school.town, siteId]);
};

/** Whether a letter's mark is of that student's stage at these dates, and for that reader, whatever else it said. */
export const isLetterTo = (
  mark: string,
  reader: Reader,
  placement: Pick<PlacementFacts, 'studentNumber' | 'periods'>,
): boolean => mark.startsWith(letterOf(reader, placement));
