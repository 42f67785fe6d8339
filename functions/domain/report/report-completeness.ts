import type { PlacementFacts } from '../../../schemas/placement.ts';
import { type DraftValues, type ReportAnswers, reportAnswers } from '../../../schemas/report.ts';
import {
  type CommentBlock,
  type CriterionId,
  levelId,
  type ReportForm,
} from '../../../schemas/report-form.ts';
import { halfDaysOf } from '../timetable/half-days.ts';
import { activitiesOf, detailsField, fieldLabel, type ReportField, typedIn } from './report-fields.ts';

export type ReportProblem = {
  field: ReportField;
  /** What is wrong, so that fields with the same fault can be named together. */
  kind: 'missing' | 'number' | 'tooLong' | 'activities' | 'level';
  message: string;
  /** The part of the message that is this field's own, where fields of one kind are named together. */
  brief?: string;
};
export type CheckedReport =
  | { kind: 'complete'; answers: ReportAnswers; remarks: string[] }
  | { kind: 'incomplete'; problems: ReportProblem[]; remarks: string[] };

/** Names of people, schools and classes: none that is real comes near. */
const longestName = 200;

const isBlank = (text: string): boolean => !/[^\s\p{Cf}]/u.test(text);
const lengthOf = (text: string): number => [...text].length;
/** "4 132": thousands are set apart by a narrow space that does not break. */
const inFrench = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f');

/** Reads one draft field by field, and keeps what there is to say about it. */
class Reading {
  readonly problems: ReportProblem[] = [];
  private readonly form: ReportForm;
  private readonly values: DraftValues;

  constructor(form: ReportForm, values: DraftValues) {
    this.form = form;
    this.values = values;
  }

  problem(field: ReportField, kind: ReportProblem['kind'], sentence: string, brief?: string): undefined {
    const message = `${fieldLabel(this.form, field)}\u00a0: ${sentence}`;
    this.problems.push({ field, kind, message, ...(brief && { brief }) });
  }

  /** @param missing what to say when nothing is typed; without it the field may be left empty. */
  text(field: ReportField, limit: number, missing?: string): string | undefined {
    const text = typedIn(this.values, field).trim();
    if (isBlank(text)) return missing === undefined ? undefined : this.problem(field, 'missing', missing);
    const length = lengthOf(text);
    if (length <= limit) return text;
    const over = length - limit;
    const excess = `${inFrench(over)} caractère${over > 1 ? 's' : ''}`;
    return this.problem(
      field,
      'tooLong',
      `votre texte dépasse de ${excess} la limite de ${inFrench(limit)}. Merci de le raccourcir.`,
      `${excess} de trop`,
    );
  }

  wholeNumber(
    field: ReportField,
    min: number,
    max: number,
    need: 'required' | 'optional',
  ): number | undefined {
    const typed = typedIn(this.values, field).trim();
    if (isBlank(typed) && need === 'optional') return undefined;
    const number = /^\d{1,6}$/.test(typed) ? Number(typed) : undefined;
    if (number !== undefined && number >= min && number <= max) return number;
    const range = `entre ${min} et ${max}`;
    return this.problem(field, 'number', `indiquez un nombre entier ${range}.`, range);
  }

  activities(): string[] {
    const known = this.form.progression.steps.flatMap(({ activities }) => activities);
    const chosen = activitiesOf(this.values);
    if (chosen.some((id) => !known.some(({ activityId }) => activityId === id))) {
      this.problem(
        'activities',
        'activities',
        'une valeur reçue n’est pas une activité de ce compte-rendu. Merci de choisir parmi celles qui sont proposées.',
      );
    } else if (chosen.length === 0) {
      this.problem('activities', 'activities', 'choisissez au moins une activité.');
    }
    // In the order of the form, whatever the order of the boxes in the request.
    return known.map(({ activityId }) => activityId).filter((id) => chosen.includes(id));
  }

  ethics(): ReportAnswers['ethics'] {
    const { levels } = this.form.ethics;
    const choices = levelId.options.map((level) => `«\u00a0${levels[level]}\u00a0»`).join(', ');
    const ethics: ReportAnswers['ethics'] = {};
    for (const { criterionId } of this.form.ethics.criteria) {
      const typed = typedIn(this.values, criterionId);
      const level = levelId.safeParse(typed);
      const details = this.text(detailsField(criterionId), this.form.limits.details);
      if (!level.success) {
        this.problem(criterionId, 'level', `choisissez un niveau parmi ${choices}.`);
      } else {
        ethics[criterionId] = {
          level: level.data,
          ...(level.data === 'notAcquired' && details ? { details } : {}),
        };
      }
    }
    return ethics;
  }
}

/** Labels of the steps that have at least one chosen activity, and of those skipped below the highest of them. */
const stepsTaken = ({ progression }: ReportForm, activities: readonly string[]) => {
  const isTaken = (step: ReportForm['progression']['steps'][number]) =>
    step.activities.some(({ activityId }) => activities.includes(activityId));
  const taken = progression.steps.filter(isTaken);
  const highest = taken.at(-1);
  const below = highest ? progression.steps.slice(0, progression.steps.indexOf(highest)) : [];
  return { taken, highest, skipped: below.filter((step) => !isTaken(step)) };
};

/** What is worth saying before sending, and forbids nothing. */
const remarksOn = (form: ReportForm, values: DraftValues, activities: readonly string[]): string[] => {
  const remarks: string[] = [];
  const { highest, skipped } = stepsTaken(form, activities);
  if (highest && skipped.length > 0) {
    const names = skipped.map(({ label }) => `«\u00a0${label}\u00a0»`).join(', ');
    remarks.push(
      `Vous avez choisi une activité dans «\u00a0${highest.label}\u00a0» et aucune dans ${names}. ${form.progression.reminder}\u00a0; vous pouvez envoyer le compte-rendu ainsi si c’est bien ce que le stagiaire a fait.`,
    );
  }
  for (const { criterionId } of form.ethics.criteria) {
    const isKept = ['notAcquired', ''].includes(typedIn(values, criterionId));
    if (isKept || isBlank(typedIn(values, detailsField(criterionId)))) continue;
    remarks.push(
      `${fieldLabel(form, detailsField(criterionId))}\u00a0: votre texte ne sera pas transmis, car le niveau choisi n’est pas «\u00a0${form.ethics.levels.notAcquired}\u00a0».`,
    );
  }
  if (isBlank(typedIn(values, 'advice2'))) {
    remarks.push(
      'Le guide vous demande deux conseils pour l’étudiant\u00a0; vous pouvez envoyer le compte-rendu avec un seul.',
    );
  }
  return remarks;
};

/**
 * Whether a report can be sent (ADR 21). Every problem names its field, in the order of the form.
 * Texts are trimmed; those of steps without a chosen activity are kept, since they were written to be read.
 */
export const completeReport = ({
  form,
  placement,
  values,
}: {
  form: ReportForm;
  placement: Pick<PlacementFacts, 'periods'>;
  values: DraftValues;
}): CheckedReport => {
  const { limits } = form;
  const reading = new Reading(form, values);
  const header = {
    tutorName: reading.text('tutorName', longestName, 'indiquez votre nom.'),
    schoolName: reading.text('schoolName', longestName, 'indiquez l’école et la commune.'),
    classLevel: reading.text('classLevel', longestName) ?? '',
    pupilCount: reading.wholeNumber('pupilCount', 1, limits.pupils, 'required'),
    absentHalfDays: reading.wholeNumber('absentHalfDays', 0, halfDaysOf(placement.periods), 'required'),
  };
  const activities = reading.activities();
  const { taken } = stepsTaken(form, activities);
  const missing = ({ stepIds, steps }: CommentBlock) =>
    taken.some(({ stepId }) => stepIds.includes(stepId))
      ? `merci d’écrire quelques mots, puisque vous avez choisi une activité de ${steps.any}.`
      : undefined;
  const comments = form.comments.flatMap((block) => [
    [block.field, reading.text(block.field, limits.comments, missing(block))],
    ...block.counts.map(({ field }) => [field, reading.wholeNumber(field, 0, limits.sessions, 'optional')]),
  ]);
  const candidate = {
    ...header,
    activities,
    ...Object.fromEntries(comments),
    ethics: reading.ethics(),
    advice1: reading.text('advice1', limits.advice, 'merci d’écrire au moins un conseil pour l’étudiant.'),
    advice2: reading.text('advice2', limits.advice),
    completedWithStudent: typedIn(values, 'completedWithStudent') === 'yes',
  };
  const remarks = remarksOn(form, values, activities);
  if (reading.problems.length > 0) return { kind: 'incomplete', problems: reading.problems, remarks };
  return { kind: 'complete', answers: reportAnswers.parse(candidate), remarks };
};

/** The criteria that alert the site's delegates when the report is sent. */
export const notAcquiredCriteria = ({ ethics }: Pick<ReportAnswers, 'ethics'>): CriterionId[] =>
  Object.keys(ethics).filter((criterion) => ethics[criterion]?.level === 'notAcquired');
