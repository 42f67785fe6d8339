import type { CriterionId, ReportForm } from '../../../schemas/report-form.ts';
import { siteOf } from '../../domain/placement/site-of.ts';
import { replacedVersion } from '../../domain/report/report-reference.ts';
import { of } from '../../domain/wording/elision.ts';
import { fullName } from '../../domain/wording/people.ts';
import { type Block, button, heading, paragraph, quote } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import type { SentReportFacts } from './facts.ts';
import { stageInBrief } from './stage-facts.ts';
import { greetStaff, lowerFirst, openSpace, subjectOf } from './wording.ts';

/** `criteria` are those marked « Non acquis ». */
export type AlertFacts = SentReportFacts & {
  form: ReportForm;
  criteria: CriterionId[];
  consoleUrl?: string | undefined;
};

/** To the delegate, when a report marks a criterion of the ethics grid « Non acquis ». */
export const alert = ({
  institution,
  campaign,
  placement,
  sent,
  form,
  criteria,
  consoleUrl,
}: AlertFacts): MailContent => {
  const student = fullName(placement.student);
  const level = form.ethics.levels.notAcquired;
  const marked = form.ethics.criteria.filter(({ criterionId }) => criteria.includes(criterionId));
  const isSeveral = marked.length > 1;
  return writeLetter({
    subject: subjectOf(
      institution,
      campaign,
      `${isSeveral ? `${marked.length} critères` : 'Un critère'} « ${level} » (${student})`,
    ),
    title: subjectOf(institution, campaign, `Un point d’attention dans le compte-rendu ${of(student)}`),
    salutation: greetStaff(siteOf(institution, placement.siteId).delegate),
    blocks: [
      paragraph(
        `Le compte-rendu de stage ${of(student)} indique « ${level} » pour ${isSeveral ? `${marked.length} critères` : 'un critère'} de la grille ${of(lowerFirst(form.ethics.name))}.`,
      ),
      ...(sent.number > 1
        ? [paragraph(`C’est la version ${sent.number}, qui remplace ${replacedVersion(sent)}.`)]
        : []),
      stageInBrief(placement, [{ label: 'Référence', value: sent.reference }]),
      paragraph('Un échange avec l’étudiant et son tuteur permet souvent d’y remédier.'),
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
