import {
  criterionId,
  type Descriptor,
  type LevelId,
  levelId,
  type ReportForm,
} from '../../../schemas/report-form.ts';
import type { Criterion } from '../guide/programme.ts';
import { linesOf, type TextProblem } from '../wording/edited-texts.ts';

/** As many as a report has room for. */
export const mostCriteria = 8;
/** In characters, and lines. */
const bounds = { heading: 300, descriptor: 1_200, lines: 8 };

const semesters = [1, 2] as const;
export type Semester = (typeof semesters)[number];

/** The names of a criterion's fields. `of`: which one it was when the page was made; one more is of none. */
export const criterionField = (at: number, field: 'of' | 'id' | 'heading' | 'place' | 'removed'): string =>
  `criterion${at}-${field}`;
export const descriptorField = (at: number, level: LevelId, semester: Semester): string =>
  `criterion${at}-${level}-${semester}`;

export type TypedForm = Record<string, string>;

/** Its lines; the first is the lead of the others where it ends with a colon. */
export const descriptorText = ({ lead, lines }: Descriptor): string =>
  [...(lead === undefined ? [] : [lead]), ...lines].join('\n');

const descriptorOfText = (typed: string): Descriptor => {
  const [first = '', ...others] = linesOf(typed);
  return others.length > 0 && first.endsWith(':')
    ? { lead: first, lines: others }
    : { lines: [first, ...others] };
};

/** A criterion's texts by field. The second semester's stay empty where they are those of the first. */
export const typedCriterion = (criterion: Criterion, at: number): TypedForm => ({
  [criterionField(at, 'of')]: criterion.criterionId,
  [criterionField(at, 'id')]: criterion.criterionId,
  [criterionField(at, 'heading')]: criterion.heading,
  [criterionField(at, 'place')]: String(at + 1),
  ...Object.fromEntries(
    levelId.options.flatMap((level) => {
      const texts = criterion[level];
      const [first, second] =
        'lines' in texts
          ? [descriptorText(texts), '']
          : [texts.semester1, texts.semester2].map(descriptorText);
      return [
        [descriptorField(at, level, 1), first ?? ''],
        [descriptorField(at, level, 2), second ?? ''],
      ];
    }),
  ),
});

/** How many blocks of criteria were typed. */
export const typedCriteria = (typed: TypedForm): number => {
  let count = 0;
  while (count < mostCriteria && typed[criterionField(count, 'id')] !== undefined) count += 1;
  return count;
};

/** The fields of one more criterion, where there is room for it. */
export const typedCriterionBlank = (typed: TypedForm): TypedForm => {
  const at = typedCriteria(typed);
  if (at === mostCriteria) return {};
  return { [criterionField(at, 'id')]: '', [criterionField(at, 'place')]: String(at + 1) };
};

const textsOf = (typed: TypedForm, at: number): string[] =>
  [
    ...(['id', 'heading'] as const).map((field) => criterionField(at, field)),
    ...levelId.options.flatMap((level) => semesters.map((semester) => descriptorField(at, level, semester))),
  ].map((name) => typed[name] ?? '');

const isBlank = (typed: TypedForm, at: number): boolean => textsOf(typed, at).every((text) => text === '');

/** One criterion, and what is wrong with it. */
const readCriterion = (typed: TypedForm, at: number, { levels }: ReportForm['ethics']) => {
  const problems: TextProblem[] = [];
  const of = (name: string): string => typed[name] ?? '';
  const idField = criterionField(at, 'id');
  const headingField = criterionField(at, 'heading');
  const [id, heading] = [of(idField), of(headingField)];
  const called = id === '' ? `Critère ${at + 1}` : id;
  const problem = (field: string, sentence: string) =>
    problems.push({ field, message: `${called} : ${sentence}` });

  if (id === '') problem(idField, 'indiquez son numéro, comme C12.');
  else if (!criterionId.safeParse(id).success)
    problem(
      idField,
      'un numéro est fait d’une à quatre majuscules, puis de trois chiffres au plus, comme C12.',
    );
  if (heading === '') problem(headingField, 'indiquez son intitulé.');
  else if (heading.length > bounds.heading)
    problem(headingField, `l’intitulé a ${heading.length} caractères, pour ${bounds.heading} au plus.`);

  const descriptors = levelId.options.map((level) => {
    const [first, second] = semesters.map((semester) => {
      const field = descriptorField(at, level, semester);
      const text = of(field);
      const lines = linesOf(text).length;
      if (text.length > bounds.descriptor)
        problem(
          field,
          `« ${levels[level]} » a ${text.length} caractères, pour ${bounds.descriptor} au plus.`,
        );
      else if (lines > bounds.lines)
        problem(field, `« ${levels[level]} » a ${lines} lignes, pour ${bounds.lines} au plus.`);
      return text;
    });
    if (!first) problem(descriptorField(at, level, 1), `décrivez le niveau « ${levels[level]} ».`);
    const semester1 = descriptorOfText(first ?? '');
    return !second || second === first ? semester1 : { semester1, semester2: descriptorOfText(second) };
  });
  const [notAcquired, inProgress, acquired] = descriptors;
  const criterion: Criterion | undefined = notAcquired &&
    inProgress &&
    acquired && { criterionId: id, heading, notAcquired, inProgress, acquired };
  return { criterion, problems };
};

/**
 * The criteria of a form as it was typed, in the order of their places. A block of which nothing was typed is none, nor is one that is to
 * be removed.
 */
export const readCriteria = (
  typed: TypedForm,
  ethics: ReportForm['ethics'],
): { criteria: Criterion[]; problems: TextProblem[] } => {
  const kept = Array.from({ length: typedCriteria(typed) }, (_, at) => at).filter(
    (at) => !typed[criterionField(at, 'removed')] && !isBlank(typed, at),
  );
  const read = kept.map((at) => ({ at, ...readCriterion(typed, at, ethics) }));
  const problems = read.flatMap((one) => one.problems);
  if (kept.length === 0)
    problems.push({ field: criterionField(0, 'id'), message: 'Gardez au moins un critère.' });
  for (const { at, criterion } of read) {
    const twin = read.find((one) => one.at < at && one.criterion?.criterionId === criterion?.criterionId);
    if (twin && criterion?.criterionId)
      problems.push({
        field: criterionField(at, 'id'),
        message: `${criterion.criterionId} : deux critères portent ce numéro.`,
      });
  }
  // What is moved up comes before the one that stands there, what is moved down behind it.
  const place = (at: number): number => {
    const asked = Number(/^\d{1,2}$/.exec(typed[criterionField(at, 'place')] ?? '')?.[0] ?? at + 1);
    return asked + Math.sign(asked - (at + 1)) / 2;
  };
  const criteria = read
    .toSorted((a, b) => place(a.at) - place(b.at))
    .flatMap(({ criterion }) => criterion ?? []);
  return { criteria, problems };
};
