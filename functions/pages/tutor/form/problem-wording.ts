import { criterionId, type ReportForm } from '../../../../schemas/report-form.ts';
import type { ReportProblem } from '../../../domain/report-completeness.ts';
import { fieldLabel } from '../../../domain/report-fields.ts';

const labelEnd = '\u00a0: ';

/** What a problem says after its field's name. */
const sentenceOf = (form: ReportForm, { field, message }: ReportProblem): string => {
  const label = `${fieldLabel(form, field)}${labelEnd}`;
  return message.startsWith(label) ? message.slice(label.length) : message;
};

/** Beside a field its name goes without saying. */
export const besideField = (form: ReportForm, problem: ReportProblem): string => {
  const sentence = sentenceOf(form, problem);
  return sentence.charAt(0).toLocaleUpperCase('fr') + sentence.slice(1);
};

/** In the list at the top, a criterion's number stands for the two lines of its heading. */
export const inBrief = (form: ReportForm, problems: ReportProblem[]): ReportProblem[] =>
  problems.map((problem) =>
    criterionId.safeParse(problem.field).success
      ? {
          ...problem,
          message: `Éthique professionnelle, ${problem.field}${labelEnd}${sentenceOf(form, problem)}`,
        }
      : problem,
  );
