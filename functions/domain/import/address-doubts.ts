import type { PlacementLine } from '../../../schemas/placement.ts';
import { isRefusal } from '../placement/mail-refusal.ts';
import { checkEmail, isPrivateAddress } from './email-check.ts';
import type { CheckedRow, ImportCheck } from './import-check.ts';

/** Tutors whom a file gives a private address, each once; one that the campaign has already is no news. */
export const privateTutors = (
  { added, changed }: Pick<ImportCheck, 'added' | 'changed'>,
  existing: readonly PlacementLine[],
  ownDomains: readonly string[],
): { row: number; email: string }[] => {
  const known = new Set(existing.map(({ tutor }) => tutor.email));
  const found = new Map<string, number>();
  const rows: readonly CheckedRow[] = [...added, ...changed];
  for (const { row, facts } of rows) {
    const { email } = facts.tutor;
    if (!known.has(email) && !found.has(email) && isPrivateAddress(email, ownDomains)) found.set(email, row);
  }
  return [...found].map(([email, row]) => ({ email, row })).sort((a, b) => a.row - b.row);
};

/** Why an address is worth a look before anything is written to it. */
export type AddressDoubt = Pick<PlacementLine, 'studentNumber'> & {
  reader: 'tutor' | 'student';
  email: string;
} & ({ why: 'refused' } | { why: 'slip'; suggestion: string } | { why: 'shared' } | { why: 'private' });

const urgency = { refused: 0, shared: 1, slip: 2, private: 3 } as const;

/** Of placements that are to be written to, the addresses that look wrong; each once, the most doubtful first. */
export const addressDoubts = (
  lines: readonly Pick<PlacementLine, 'studentNumber' | 'tutor' | 'student' | 'undelivered'>[],
  ownDomains: readonly string[],
): AddressDoubt[] => {
  const doubts = new Map<string, AddressDoubt>();
  for (const line of lines)
    for (const reader of ['tutor', 'student'] as const) {
      const { email } = line[reader];
      const doubt = doubtOf(line, reader, ownDomains);
      if (doubt && !doubts.has(email))
        doubts.set(email, { studentNumber: line.studentNumber, reader, email, ...doubt });
    }
  return [...doubts.values()].sort((a, b) => urgency[a.why] - urgency[b.why]);
};

const doubtOf = (
  { tutor, student, undelivered = [] }: Pick<PlacementLine, 'tutor' | 'student' | 'undelivered'>,
  reader: 'tutor' | 'student',
  ownDomains: readonly string[],
) => {
  const { email } = reader === 'tutor' ? tutor : student;
  if (undelivered.some(({ recipient, reason }) => recipient === email && isRefusal(reason)))
    return { why: 'refused' } as const;
  if (reader === 'tutor' && email === student.email) return { why: 'shared' } as const;
  const { suggestion } = checkEmail(email, ownDomains);
  if (suggestion !== undefined) return { why: 'slip', suggestion } as const;
  return reader === 'tutor' && isPrivateAddress(email, ownDomains)
    ? ({ why: 'private' } as const)
    : undefined;
};
