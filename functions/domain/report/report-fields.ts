import type { PlacementFacts } from '../../../schemas/placement.ts';
import type { DraftValues } from '../../../schemas/report.ts';
import { type CriterionId, criterionId, type ReportForm } from '../../../schemas/report-form.ts';

/** Names of the form's fields, as a browser posts them, in the order of the page. */
const headerFields = ['tutorName', 'schoolName', 'classLevel', 'pupilCount', 'absentHalfDays'] as const;
const commentFields = [
  'commentsSteps12',
  'sessionsLed12',
  'commentsSteps34',
  'sessionsDesigned34',
  'sessionsLed34',
] as const;
const adviceFields = ['advice1', 'advice2'] as const;

export type DetailsField = `${CriterionId}Details`;
export const detailsField = (criterion: CriterionId): DetailsField => `${criterion}Details`;

export type ReportField =
  | (typeof headerFields)[number]
  | 'activities'
  | (typeof commentFields)[number]
  | CriterionId
  | DetailsField
  | (typeof adviceFields)[number]
  | 'completedWithStudent';

export const reportFields: readonly ReportField[] = [
  ...headerFields,
  'activities',
  ...commentFields,
  ...criterionId.options.flatMap((criterion): ReportField[] => [criterion, detailsField(criterion)]),
  ...adviceFields,
  'completedWithStudent',
];

/**
 * Characters that a draft keeps of a field: far more than may be sent, so that a long text pasted in is shortened by its
 * author and not by us; little enough for all fields together to fit the 400 KB of a DynamoDB item, even at 3 bytes each.
 */
const keptOfTexts = 20_000;
const keptOfDetails = 5_000;
const keptOfShortFields = 1_000;
const keptActivities = 50;
const keptOfActivityIds = 100;

const textFields: readonly ReportField[] = ['commentsSteps12', 'commentsSteps34', 'advice1', 'advice2'];
const allDetails: readonly ReportField[] = criterionId.options.map(detailsField);

const keptCharacters = (field: ReportField): number => {
  if (textFields.includes(field)) return keptOfTexts;
  return allDetails.includes(field) ? keptOfDetails : keptOfShortFields;
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
export const draftFromForm = (fields: PostedFields): DraftValues => {
  const draft: DraftValues = {};
  for (const field of reportFields) {
    const posted = allOf(fields[field]);
    if (field === 'activities') {
      draft[field] = [...new Set(posted.slice(0, keptActivities).map((id) => tidy(id, keptOfActivityIds)))];
      continue;
    }
    const last = posted.at(-1);
    if (last !== undefined) draft[field] = tidy(last, keptCharacters(field));
  }
  return draft;
};

/** The one value of a field; '' when there is none. */
export const typedIn = (values: DraftValues, field: Exclude<ReportField, 'activities'>): string =>
  allOf(values[field]).at(-1) ?? '';

export const activitiesOf = (values: DraftValues): string[] => allOf(values.activities);

/** What the header of a new report already says: the tutor corrects it where it is wrong. */
export const prefilledDraft = ({ tutor, school, classLevel, pupilCount }: PlacementFacts): DraftValues => ({
  tutorName: [tutor.title, tutor.firstName, tutor.lastName].filter(Boolean).join(' '),
  schoolName: `${school.name}, ${school.town}`,
  classLevel: classLevel ?? '',
  pupilCount: pupilCount === undefined ? '' : String(pupilCount),
});

/** Titles of the form without the number of their part: "3 – Commentaires…" is "Commentaires…" in a sentence. */
const withoutNumber = (title: string): string => title.replace(/^\d+\s*–\s*/, '');

/** What a field is called in a sentence, in the form's own words. */
export const fieldLabel = (form: ReportForm, field: ReportField): string => {
  const { header, comments, ethics } = form;
  const labels: Partial<Record<ReportField, string>> = {
    tutorName: header.tutor,
    schoolName: header.school,
    classLevel: header.classLevel,
    pupilCount: header.pupilCount,
    absentHalfDays: header.absentHalfDays,
    activities: 'Activités du stagiaire',
    commentsSteps12: withoutNumber(comments.steps12.title),
    sessionsLed12: `${comments.steps12.sessionsLed} (étapes 1 et 2)`,
    commentsSteps34: withoutNumber(comments.steps34.title),
    sessionsDesigned34: `${comments.steps34.sessionsDesigned} (étapes 3 et 4)`,
    sessionsLed34: `${comments.steps34.sessionsLed} (étapes 3 et 4)`,
    advice1: 'Premier conseil',
    advice2: 'Second conseil',
    completedWithStudent: form.completedWithStudent,
  };
  for (const { criterionId, heading } of ethics.criteria) {
    labels[criterionId] = `${criterionId} – ${heading}`;
    labels[detailsField(criterionId)] = `${ethics.detailsLabel} (${criterionId})`;
  }
  return labels[field] ?? field;
};
