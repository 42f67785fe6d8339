import type { ReportAnswers } from '../../../schemas/report.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import { substitute, unprintable } from '../../documents/pdf/printable-text.ts';
import { detailsField, fieldLabel, type ReportField, writtenIn } from '../../domain/report/report-fields.ts';

/** As many as a reader needs to find them; the rest is counted. */
const named = 10;

const typedTexts = (
  form: ReportForm,
  answers: ReportAnswers,
): [field: ReportField, text: string | undefined][] => [
  ['tutorName', answers.tutorName],
  ['schoolName', answers.schoolName],
  ['classLevel', answers.classLevel],
  ...form.comments.map(({ field }): [ReportField, string | undefined] => [field, writtenIn(answers, field)]),
  ...form.ethics.criteria.map(({ criterionId }): [ReportField, string | undefined] => [
    detailsField(criterionId),
    answers.ethics[criterionId]?.details,
  ]),
  ['advice1', answers.advice1],
  ['advice2', answers.advice2],
];

const quoted = (letters: string[]): string => {
  const others = letters.length - named;
  const list = letters.slice(0, named).map((letter) => `«\u00a0${letter}\u00a0»`);
  return list.join(', ') + (others > 0 ? ` et ${others} autre${others > 1 ? 's' : ''}` : '');
};

/** What the document will not show as it was typed: said while it can still be put otherwise. */
export const unprintableRemark = (form: ReportForm, answers: ReportAnswers): string[] => {
  const places = typedTexts(form, answers)
    .map(([field, text = '']) => ({ label: fieldLabel(form, field), letters: unprintable(text) }))
    .filter(({ letters }) => letters.length > 0)
    .map(({ label, letters }) => `${quoted(letters)} (${label})`);
  return places.length === 0
    ? []
    : [
        `Le PDF ne peut pas montrer tous les signes que vous avez saisis\u00a0: ${places.join('\u00a0; ')}. Un carré ${substitute} y tiendra la place de chacun. Choisissez «\u00a0Modifier\u00a0» pour les remplacer par des mots, ou envoyez le compte-rendu ainsi.`,
      ];
};
