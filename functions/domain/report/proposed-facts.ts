import type { Placement, PlacementFacts } from '../../../schemas/placement.ts';
import type { Proposal, ProposedValues } from '../../../schemas/proposal.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { isSamePerson } from '../placement/same-person.ts';
import { isInProgress } from '../placement/status-meanings.ts';
import { halfDaysOf } from '../timetable/half-days.ts';
import { stageBounds } from '../timetable/occasion-moments.ts';
import { parisDay } from '../wording/french-dates.ts';
import { fieldLabel, type ReportField } from './report-fields.ts';

/** One number that a student may prepare: absences and what they led, never what their tutor judges. */
export type ProposableFact = { field: ReportField; label: string; most: number };

export const proposableFacts = (
  form: ReportForm,
  { periods }: Pick<PlacementFacts, 'periods'>,
): ProposableFact[] => [
  {
    ...{ field: 'absentHalfDays', most: halfDaysOf(periods) },
    label: fieldLabel(form, 'absentHalfDays'),
  },
  ...form.comments
    .flatMap(({ counts }) => counts)
    .map(({ field }) => ({ field, label: fieldLabel(form, field), most: form.limits.sessions })),
];

/** Why nothing can be proposed: the stage has not begun, or nobody waits for its report any more. */
export const whyNotProposed = (placement: Placement, now: IsoInstant): 'early' | 'over' | undefined => {
  if (!isInProgress(placement)) return 'over';
  return parisDay(now) < stageBounds(placement.periods).first ? 'early' : undefined;
};

export type ProposalProblem = { field: ReportField; message: string };

/** What was typed, as numbers; what is left empty is not proposed. */
export const checkedProposal = (
  facts: readonly ProposableFact[],
  typed: Readonly<Record<string, string>>,
): { values: ProposedValues } | { problems: ProposalProblem[] } => {
  const filled = facts
    .map((fact) => ({ ...fact, text: (typed[fact.field] ?? '').trim() }))
    .filter(({ text }) => text !== '');
  const problems = filled
    .filter(({ text, most }) => !/^\d{1,4}$/.test(text) || Number(text) > most)
    .map(({ field, most }) => ({ field, message: `Indiquez un nombre entier entre 0 et ${most}.` }));
  if (problems.length > 0) return { problems };
  const [first] = facts;
  return filled.length === 0 && first
    ? { problems: [{ field: first.field, message: 'Indiquez au moins un nombre.' }] }
    : { values: Object.fromEntries(filled.map(({ field, text }) => [field, Number(text)])) };
};

/** A proposal as the student of a stage, and its tutor, may see it: another student's is nobody's. */
export const proposalOfStudent = (
  found: Proposal | undefined,
  { student }: Pick<PlacementFacts, 'student'>,
): Proposal | undefined => (found && isSamePerson(found.proposedBy, student) ? found : undefined);
