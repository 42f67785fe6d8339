import type { StartedPlacement } from '../../../../schemas/placement.ts';
import type { Stage } from '../../../../schemas/programme.ts';
import type { DraftValues } from '../../../../schemas/report.ts';
import type { ReportForm } from '../../../../schemas/report-form.ts';
import type { ReportProblem } from '../../../domain/report/report-completeness.ts';
import { besideField } from './problem-wording.ts';

/** What the form shows: its definition, what was typed so far, and what is wrong with it, if that was asked. */
export type FormState = {
  form: ReportForm;
  semester: Stage['semester'];
  placement: StartedPlacement;
  values: DraftValues;
  problems: ReportProblem[];
};

/** What was typed into a field that has one value. */
export const typed = ({ values }: Pick<FormState, 'values'>, field: string): string =>
  [values[field] ?? ''].flat()[0] ?? '';

export const isChosen = ({ values }: Pick<FormState, 'values'>, field: string, choice: string): boolean =>
  [values[field] ?? []].flat().includes(choice);

export const problemOf = ({ form, problems }: FormState, field: string): string | undefined => {
  const problem = problems.find((candidate) => candidate.field === field);
  return problem && besideField(form, problem);
};

/** All that a field component needs to know of one field. */
export const fieldOf = (state: FormState, name: string) => ({
  name,
  value: typed(state, name),
  error: problemOf(state, name),
});
