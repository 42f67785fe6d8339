import { createHash } from 'node:crypto';
import type { PlacementFacts } from '../../schemas/placement.ts';

/**
 * A stage as a mail spoke of it: the student, and a digest of the tutor and the dates. When a registrar corrects either, the
 * mail that was sent no longer speaks of the stage, and another is due.
 */
export const stageMark = ({
  studentNumber,
  tutor,
  periods,
}: Pick<PlacementFacts, 'studentNumber' | 'tutor' | 'periods'>): string => {
  const said = JSON.stringify([tutor.email, periods.map(({ from, to }) => [from, to])]);
  return `${studentNumber}-${createHash('sha256').update(said).digest('hex').slice(0, 8)}`;
};
