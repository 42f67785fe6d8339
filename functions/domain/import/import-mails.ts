import type { PlacementLine } from '../../../schemas/placement.ts';
import type { Reader } from '../placement/stage-mark.ts';
import { hasStarted, isReportSettled } from '../placement/status-meanings.ts';
import type { CheckedRow } from './import-check.ts';
import { correctionEffect, toldOfCorrection } from './import-merge.ts';

/** Who is written to when a row corrects a placement: both when its stage begins anew, else those who hold what was wrong. */
export const readersOfCorrection = (before: PlacementLine | undefined, { facts }: CheckedRow): Reader[] => {
  if (!before || !hasStarted(before) || isReportSettled(before)) return [];
  return correctionEffect(before, facts) === 'anew' ? ['tutor', 'student'] : toldOfCorrection(before, facts);
};

/** How many people the rows will have written to: a tutor of two once. */
export const peopleWrittenTo = (rows: readonly CheckedRow[], existing: readonly PlacementLine[]): number => {
  const byNumber = new Map(existing.map((placement) => [placement.studentNumber, placement]));
  const addresses = rows.flatMap((row) =>
    readersOfCorrection(byNumber.get(row.facts.studentNumber), row).map((reader) => row.facts[reader].email),
  );
  return new Set(addresses).size;
};
