import type { PlacementFacts } from '../../../schemas/placement.ts';
import type { DraftValues, ReportAnswers } from '../../../schemas/report.ts';
import type { CriterionId, ReportForm } from '../../../schemas/report-form.ts';

const headerFields = ['tutorName', 'schoolName', 'classLevel', 'pupilCount', 'absentHalfDays'] as const;
const adviceFields = ['advice1', 'advice2'] as const;

/** A field's name, as a browser posts it: one of ours, or one that the form gives. */
export type ReportField = string;

export const detailsField = (criterion: CriterionId): ReportField => `${criterion}Details`;

/** In the order of the page. */
export const reportFields = ({
  comments,
  ethics,
}: Pick<ReportForm, 'comments' | 'ethics'>): ReportField[] => [
  ...headerFields,
  'activities',
  ...comments.flatMap(({ field, counts }) => [field, ...counts.map((count) => count.field)]),
  ...ethics.criteria.flatMap(({ criterionId }) => [criterionId, detailsField(criterionId)]),
  ...adviceFields,
  'completedWithStudent',
];

/** The comment that a sent report has in one of its form's fields. */
export const writtenIn = (answers: ReportAnswers, field: ReportField): string | undefined => {
  const written = answers[field];
  return typeof written === 'string' ? written : undefined;
};

/** The number that a sent report has in one of its form's fields. */
export const countedIn = (answers: ReportAnswers, field: ReportField): number | undefined => {
  const counted = answers[field];
  return typeof counted === 'number' ? counted : undefined;
};

/**
 * Characters that a draft keeps of a field: far more than may be sent, so that a long text pasted in is shortened by its
 * author and not by us; little enough for all fields together to fit the 400 KB of a DynamoDB item, even at 3 bytes each.
 */
const keptOfTexts = { each: 20_000, all: 80_000 };
const keptOfDetails = { each: 5_000, all: 25_000 };
const keptOfShortFields = 1_000;
const keptActivities = 50;
const keptOfActivityIds = 100;

const keptCharacters = ({ comments, ethics }: ReportForm, field: ReportField): number => {
  const texts: ReportField[] = [...comments.map((block) => block.field), ...adviceFields];
  const details = ethics.criteria.map(({ criterionId }) => detailsField(criterionId));
  const share = ({ each, all }: typeof keptOfTexts, fields: number) =>
    Math.min(each, Math.floor(all / fields));
  if (texts.includes(field)) return share(keptOfTexts, texts.length);
  return details.includes(field) ? share(keptOfDetails, details.length) : keptOfShortFields;
};

// Control characters come with texts pasted from elsewhere; neither a PDF nor a mail can show them.
const invisible = /[\p{Cc}\uFEFF]/gu;
const keepsItsPlace = (character: string): string =>
  character === '\n' || character === '\t' ? character : '';

/** Lines end in LF as everywhere but in an HTTP form; half a character cut off or forged becomes a replacement sign. */
const tidy = (text: string, characters: number): string =>
  text.replace(/\r\n?/g, '\n').replace(invisible, keepsItsPlace).slice(0, characters).toWellFormed();

/** What a browser posts, by field name: a repeated name comes as a list. */
export type PostedFields = Record<string, string | string[] | undefined>;

const allOf = (posted: string | string[] | undefined): string[] =>
  posted === undefined ? [] : [posted].flat();

/**
 * What the tutor typed, as typed: nothing is judged here. Unknown names are dropped; a field that was not posted is absent,
 * except the boxes, which a browser leaves out when none is ticked.
 */
export const draftFromForm = (form: ReportForm, fields: PostedFields): DraftValues => {
  const draft: DraftValues = {};
  for (const field of reportFields(form)) {
    const posted = allOf(fields[field]);
    if (field === 'activities') {
      draft[field] = [...new Set(posted.slice(0, keptActivities).map((id) => tidy(id, keptOfActivityIds)))];
      continue;
    }
    const last = posted.at(-1);
    if (last !== undefined) draft[field] = tidy(last, keptCharacters(form, field));
  }
  return draft;
};

/** The one value of a field; '' when there is none. */
export const typedIn = (values: DraftValues, field: ReportField): string => allOf(values[field]).at(-1) ?? '';

export const activitiesOf = (values: DraftValues): string[] => allOf(values.activities);

/** What the header of a new report already says: the tutor corrects it where it is wrong. */
export const prefilledDraft = ({ tutor, school, classLevel, pupilCount }: PlacementFacts): DraftValues => ({
  tutorName: [tutor.title, tutor.firstName, tutor.lastName].filter(Boolean).join(' '),
  schoolName: `${school.name}, ${school.town}`,
  classLevel: classLevel ?? '',
  pupilCount: pupilCount === undefined ? '' : String(pupilCount),
});

/** Titles of the form without the number of their part, which a sentence has no place for. */
const withoutNumber = (title: string): string => title.replace(/^\d+\s*–\s*/, '');

/** What a field is called in a sentence, in the form's own words. */
export const fieldLabel = (form: ReportForm, field: ReportField): string => {
  const { header, comments, ethics } = form;
  const labels: Record<ReportField, string> = {
    tutorName: header.tutor,
    schoolName: header.school,
    classLevel: header.classLevel,
    pupilCount: header.pupilCount,
    absentHalfDays: header.absentHalfDays,
    activities: 'Activités du stagiaire',
    advice1: 'Premier conseil',
    advice2: 'Second conseil',
    completedWithStudent: form.completedWithStudent,
  };
  for (const { title, field, counts, steps } of comments) {
    labels[field] = withoutNumber(title);
    for (const count of counts) labels[count.field] = `${count.label} (${steps.all})`;
  }
  for (const { criterionId, heading } of ethics.criteria) {
    labels[criterionId] = `${criterionId} – ${heading}`;
    labels[detailsField(criterionId)] = `${ethics.detailsLabel} (${criterionId})`;
  }
  return labels[field] ?? field;
};
