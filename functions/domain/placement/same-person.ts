import type { PlacementFacts } from '../../../schemas/placement.ts';
import type { Drafter, Report } from '../../../schemas/report.ts';
import { comparable } from '../import/likeness.ts';

type Person = { firstName: string; lastName: string; email: string };

/** A corrected address or a corrected spelling is the same person; both at once is another one. */
export const isSamePerson = (a: Person, b: Person): boolean =>
  a.email === b.email || comparable(a.firstName + a.lastName) === comparable(b.firstName + b.lastName);

export const drafterOf = ({ tutor, student }: Pick<PlacementFacts, 'tutor' | 'student'>): Drafter => ({
  tutor: { firstName: tutor.firstName, lastName: tutor.lastName, email: tutor.email },
  student: { firstName: student.firstName, lastName: student.lastName, email: student.email },
});

/** A report as the tutor of a stage may see it: what another tutor typed, or about another student, is none of theirs. */
export const reportForTutor = (
  report: Report,
  { tutor, student }: Pick<PlacementFacts, 'tutor' | 'student'>,
): Report => {
  const { draftedBy } = report;
  if (report.status === 'sent' || draftedBy === undefined) return report;
  const isTheirs = isSamePerson(draftedBy.tutor, tutor) && isSamePerson(draftedBy.student, student);
  return isTheirs ? report : { ...report, values: {}, savedAt: undefined };
};
