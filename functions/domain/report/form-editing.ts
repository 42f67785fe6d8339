import { type ReportForm, reportForm } from '../../../schemas/report-form.ts';
import {
  changedSections,
  type TextProblem,
  tidied,
  typedTexts,
  writeTexts,
} from '../wording/edited-texts.ts';
import { readCriteria, type TypedForm, typedCriterion } from './form-criteria.ts';
import { formSections } from './form-texts.ts';

/** A form's texts, by field. */
export const typedForm = (form: ReportForm): TypedForm =>
  Object.assign(typedTexts(formSections(form)), ...form.ethics.criteria.map(typedCriterion));

export type EditedForm = { form: ReportForm; problems?: never } | { problems: TextProblem[]; form?: never };

/**
 * The form with the texts that were typed. What is not a text (its fields, its bounds) stays; so does every text of which nothing came.
 * Every problem names its field, in the order of the page.
 */
export const editedForm = (source: ReportForm, typed: TypedForm): EditedForm => {
  const form = structuredClone(source);
  const problems = writeTexts(formSections(form), typed);
  const lines = Object.fromEntries(
    Object.entries(typed).map(([name, text]) => [
      name,
      tidied(text, /-(id|heading|place|removed)$/.test(name) ? 'line' : 'list'),
    ]),
  );
  const criteria = readCriteria(lines, form.ethics);
  problems.push(...criteria.problems);
  if (problems.length > 0) return { problems };
  return { form: reportForm.parse({ ...form, ethics: { ...form.ethics, criteria: criteria.criteria } }) };
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What an edition changed, in French, for the audit trail: parts and criteria by name; '' when nothing. */
export const changedParts = (before: ReportForm, after: ReportForm): string => {
  const parts = changedSections(formSections(before), formSections(after));
  const [had, has] = [before, after].map(({ ethics }) => ethics.criteria);
  const idsOf = (criteria: typeof had): string[] => (criteria ?? []).map(({ criterionId }) => criterionId);
  const others = (has ?? []).flatMap((criterion) => {
    const known = had?.find(({ criterionId }) => criterionId === criterion.criterionId);
    if (!known) return [`${criterion.criterionId} ajouté`];
    return same(known, criterion) ? [] : [criterion.criterionId];
  });
  const removed = idsOf(had).filter((id) => !idsOf(has).includes(id));
  const stayed = (criteria: typeof had, other: typeof had) =>
    idsOf(criteria).filter((id) => idsOf(other).includes(id));
  const isReordered = !same(stayed(had, has), stayed(has, had));
  return [
    ...parts,
    ...others,
    ...removed.map((id) => `${id} retiré`),
    ...(isReordered ? ['ordre des critères'] : []),
  ].join(', ');
};
