import type { ReportForm } from '../../../../schemas/report-form.ts';
import type { ReportProblem } from '../../../domain/report/report-completeness.ts';
import { fieldLabel } from '../../../domain/report/report-fields.ts';
import type { FieldProblem, ProblemGroup } from '../../components/error-summary.tsx';

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

/** What several fields have in common that are wrong in the same way. */
const leadsOf = ({ ethics }: ReportForm): Record<ReportProblem['kind'], string> => ({
  missing: 'À remplir',
  number: 'Nombre entier attendu',
  tooLong: 'Texte à raccourcir',
  activities: 'Activités à choisir',
  level: `${ethics.name}, niveau à choisir`,
});

/** A criterion's number stands for the two lines of its heading. */
const nameOf = (form: ReportForm, { field }: ReportProblem): string =>
  form.ethics.criteria.some(({ criterionId }) => criterionId === field) ? field : fieldLabel(form, field);

const alone = (form: ReportForm, problem: ReportProblem): FieldProblem =>
  problem.kind === 'level'
    ? { ...problem, message: `${form.ethics.name}, ${problem.field}${labelEnd}${sentenceOf(form, problem)}` }
    : problem;

const together = (form: ReportForm, problems: ReportProblem[], lead: string): ProblemGroup => ({
  lead: `${lead}${labelEnd}`,
  fields: problems.map((problem) => ({
    field: problem.field,
    message: `${nameOf(form, problem)}${problem.brief === undefined ? '' : ` (${problem.brief})`}`,
  })),
});

/** The list at the top: a line for each kind of problem, in the order in which they first come in the form. */
export const inBrief = (form: ReportForm, problems: ReportProblem[]): (FieldProblem | ProblemGroup)[] =>
  [...Map.groupBy(problems, ({ kind }) => kind)].map(([kind, alike]) => {
    const [first, ...others] = alike;
    return first && others.length === 0 ? alone(form, first) : together(form, alike, leadsOf(form)[kind]);
  });
