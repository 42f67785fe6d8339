import type { DraftValues } from '../../../../schemas/report.ts';
import type { ReportForm } from '../../../../schemas/report-form.ts';

/** What a field holds, in words: the labels of what was chosen, or the text as it was typed. */
export const readable = (form: ReportForm, field: string, values: DraftValues): string => {
  const typed = [values[field] ?? []].flat();
  const choices = new Map<string, string>([
    ...form.progression.steps.flatMap(({ activities }) =>
      activities.map(({ activityId, label }): [string, string] => [activityId, label]),
    ),
    ...Object.entries(form.ethics.levels),
    ['yes', 'Oui'],
  ]);
  const isChoice =
    field === 'activities' ||
    field === 'completedWithStudent' ||
    form.ethics.criteria.some(({ criterionId }) => criterionId === field);
  return typed.map((value) => (isChoice ? (choices.get(value) ?? value) : value)).join('\n');
};
