import type { StaffPerson } from '../../../schemas/institution.ts';
import type { CriterionId, ReportForm } from '../../../schemas/report-form.ts';
import { replacedVersion } from '../../domain/report/report-reference.ts';
import { of } from '../../domain/wording/elision.ts';
import { fullName } from '../../domain/wording/people.ts';
import { type Block, button, heading, paragraph, quote } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { mailWords, speak } from '../speak.ts';
import { writeLetter } from '../write-letter.ts';
import type { SentReportFacts } from './facts.ts';
import { sentRow } from './report-attachment.ts';
import { stageInBrief } from './stage-facts.ts';
import { greetStaff, lowerFirst, openSpace, subjectOf } from './wording.ts';

/** `criteria` are those marked « Non acquis ». */
export type AlertFacts = SentReportFacts & {
  form: ReportForm;
  criteria: CriterionId[];
  recipient: Pick<StaffPerson, 'addressed'>;
  consoleUrl?: string | undefined;
};

export const alertWords = mailWords({
  kind: 'alert',
  placeholders: [
    'étudiant',
    'de l’étudiant',
    'critères',
    'niveau',
    'de la grille',
    'version',
    'version remplacée',
  ],
  inSubject: ['étudiant', 'de l’étudiant', 'critères', 'niveau'],
  isByNumber: true,
  subject: '[Un critère|{critères}] « {niveau} » ({étudiant})',
  title: 'Un point d’attention dans le compte-rendu {de l’étudiant}',
  passages: {
    opening: {
      label: 'Début',
      text: 'Le compte-rendu de stage {de l’étudiant} indique « {niveau} » pour {critères} de la grille {de la grille}.',
      needs: ['de l’étudiant', 'niveau'],
    },
    replaced: {
      label: 'Si c’est une nouvelle version',
      text: 'C’est la version {version}, qui remplace {version remplacée}.',
      needs: ['version remplacée'],
    },
    advice: {
      label: 'Conseil',
      text: 'Un échange avec l’étudiant et son tuteur permet souvent d’y remédier.',
      isOptional: true,
    },
  },
});

/** To each delegate, when a report marks a criterion of the ethics grid « Non acquis ». */
export const alert = ({
  institution,
  campaign,
  placement,
  sent,
  form,
  criteria,
  recipient,
  consoleUrl,
  wording,
}: AlertFacts): MailContent => {
  const student = fullName(placement.student);
  const level = form.ethics.levels.notAcquired;
  const marked = form.ethics.criteria.filter(({ criterionId }) => criteria.includes(criterionId));
  const isSeveral = marked.length > 1;
  const say = speak(
    alertWords,
    wording,
    {
      étudiant: student,
      'de l’étudiant': of(student),
      critères: isSeveral ? `${marked.length} critères` : 'un critère',
      niveau: level,
      'de la grille': of(lowerFirst(form.ethics.name)),
      version: String(sent.number),
      'version remplacée': sent.number > 1 ? replacedVersion(sent) : '',
    },
    isSeveral,
  );
  return writeLetter({
    subject: subjectOf(institution, campaign, say.subject),
    title: subjectOf(institution, campaign, say.title),
    salutation: greetStaff(recipient),
    blocks: [
      ...say.paragraphs('opening'),
      ...(sent.number > 1 ? say.paragraphs('replaced') : []),
      stageInBrief(placement, [
        { label: 'Référence', value: sent.reference },
        ...(sent.entered ? [sentRow(sent, 'Saisi')] : []),
      ]),
      ...say.paragraphs('advice'),
      ...(consoleUrl === undefined
        ? []
        : [button(openSpace(institution, 'Voir le compte-rendu'), consoleUrl)]),
      ...marked.flatMap(({ criterionId, heading: name }): Block[] => {
        const details = sent.answers.ethics[criterionId]?.details;
        return [
          heading(`${criterionId}. ${name}`),
          ...(details === undefined
            ? [paragraph('Sans précision du tuteur.')]
            : [paragraph('Précisions du tuteur :'), quote(details)]),
        ];
      }),
    ],
    institution,
  });
};
