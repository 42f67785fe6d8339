import type { StartedPlacement } from '../../../../schemas/placement.ts';
import type { DraftValues } from '../../../../schemas/report.ts';
import type { ReportForm } from '../../../../schemas/report-form.ts';
import type { StageId } from '../../../../schemas/stage.ts';
import type { FieldProblem } from '../../components/error-summary.tsx';

/** What the form shows: its definition, what was typed so far, and what is wrong with it, if that was asked. */
export type FormState = {
  form: ReportForm;
  stage: StageId;
  placement: StartedPlacement;
  values: DraftValues;
  problems: FieldProblem[];
};

/** What was typed into a field that has one value. */
export const typed = ({ values }: Pick<FormState, 'values'>, field: string): string =>
  [values[field] ?? ''].flat()[0] ?? '';

export const isChosen = ({ values }: Pick<FormState, 'values'>, field: string, choice: string): boolean =>
  [values[field] ?? []].flat().includes(choice);

export const problemOf = ({ problems }: FormState, field: string): string | undefined =>
  problems.find((problem) => problem.field === field)?.message;

/** All that a field component needs to know of one field. */
export const fieldOf = (state: FormState, name: string) => ({
  name,
  value: typed(state, name),
  error: problemOf(state, name),
});
