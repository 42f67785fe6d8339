import { type ReportForm, reportForm } from '../../../schemas/report-form.ts';
import { typedLines } from '../wording/typed-lines.ts';
import { readCriteria, type TextProblem, type TypedForm, typedCriterion } from './form-criteria.ts';
import { type FormText, formSections, linesOf } from './form-texts.ts';

/** Of one line where it is one, else without blanks around each. */
const tidied = (typed: string, kind: FormText['kind']): string =>
  typedLines(typed)
    .filter((line) => line !== '')
    .join(kind === 'list' ? '\n' : ' ');

/** What is wrong with a text, in a sentence that names it. */
const problemOf = (
  { label, kind, longest, most, read }: FormText,
  title: string,
  text: string,
): string | undefined => {
  const called =
    label === title ? label : `${title}, ${label.charAt(0).toLocaleLowerCase('fr')}${label.slice(1)}`;
  // What an institute has left empty may stay so.
  if (text === '') return read() === '' ? undefined : `${called} : indiquez un texte.`;
  if (kind !== 'list')
    return text.length > longest
      ? `${called} : ${text.length} caractères, pour ${longest} au plus.`
      : undefined;
  const lines = linesOf(text);
  const long = lines.findIndex((line) => line.length > longest);
  if (long >= 0)
    return `${called} : la ligne ${long + 1} a ${lines[long]?.length} caractères, pour ${longest} au plus.`;
  if (new Set(lines).size < lines.length) return `${called} : deux lignes disent la même chose.`;
  return lines.length > most ? `${called} : ${lines.length} lignes, pour ${most} au plus.` : undefined;
};

/** A form's texts, by field. */
export const typedForm = (form: ReportForm): TypedForm =>
  Object.assign(
    {},
    ...formSections(form).flatMap(({ texts }) => texts.map(({ name, read }) => ({ [name]: read() }))),
    ...form.ethics.criteria.map(typedCriterion),
  );

export type EditedForm = { form: ReportForm; problems?: never } | { problems: TextProblem[]; form?: never };

/**
 * The form with the texts that were typed. What is not a text (its fields, its bounds) stays; so does every text of which nothing came.
 * Every problem names its field, in the order of the page.
 */
export const editedForm = (source: ReportForm, typed: TypedForm): EditedForm => {
  const form = structuredClone(source);
  const problems: TextProblem[] = [];
  for (const { title, texts } of formSections(form))
    for (const place of texts) {
      const text = typed[place.name];
      if (text === undefined) continue;
      const tidy = tidied(text, place.kind);
      const message = problemOf(place, title, tidy);
      if (message) problems.push({ field: place.name, message });
      else place.write(tidy);
    }
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
  const older = new Map(
    formSections(before).flatMap(({ texts }) => texts.map((one) => [one.name, one.read()])),
  );
  const parts = formSections(after)
    .filter(({ texts }) => texts.some(({ name, read }) => older.get(name) !== read()))
    .map(({ title }) => title);
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
