import { stageLabel } from '../../domain/guide/programme.ts';
import { siteOf } from '../../domain/placement/site-of.ts';
import { replacedVersion } from '../../domain/report/report-reference.ts';
import { of } from '../../domain/wording/elision.ts';
import { periodsLabel } from '../../domain/wording/french-dates.ts';
import { fullName, tutorName } from '../../domain/wording/people.ts';
import { facts } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { mailWords, speak } from '../speak.ts';
import { writeLetter } from '../write-letter.ts';
import type { SentReportFacts, StudentDoorFacts } from './facts.ts';
import { reportAttached, reportButton, sentRow } from './report-attachment.ts';
import { stageInBrief } from './stage-facts.ts';
import { studentSpace } from './student-passages.ts';
import { subjectOf } from './wording.ts';

export type DistributionFacts = SentReportFacts & { pdf: Uint8Array };

/** A report sent anew after a registrar reopened it says so: the copy already on file is to be replaced. */
const versions = ({ sent }: DistributionFacts) => ({
  'version, s’il y en a plusieurs': sent.number > 1 ? `(version ${sent.number})` : '',
  'version remplacée': sent.number > 1 ? replacedVersion(sent) : '',
});
const replaced = {
  label: 'Si c’est une nouvelle version',
  text: 'Cette version remplace {version remplacée} : c’est elle qui compte.',
  needs: ['version remplacée'],
} as const;

const receivedRows = ({ sent }: DistributionFacts) =>
  facts([
    { label: 'Référence', value: sent.reference },
    sentRow(sent, 'Envoyé par le tuteur'),
    { label: 'Demi-journées d’absence', value: String(sent.answers.absentHalfDays) },
  ]);

export const distributionToRegistrarWords = mailWords({
  kind: 'distributionToRegistrar',
  placeholders: [
    ...(['étudiant', 'de l’étudiant', 'du site', 'stage'] as const),
    ...(['version, s’il y en a plusieurs', 'version remplacée'] as const),
  ],
  inSubject: ['étudiant', 'de l’étudiant', 'version, s’il y en a plusieurs'],
  subject: 'Compte-rendu de stage {de l’étudiant} {version, s’il y en a plusieurs}',
  title: 'Compte-rendu de stage reçu',
  passages: {
    opening: {
      label: 'Début',
      text: 'Vous trouverez ci-joint le compte-rendu de stage {de l’étudiant}, site {du site}.',
      needs: ['de l’étudiant'],
    },
    openingByLink: {
      label: 'Début, si les comptes-rendus ne sont pas joints',
      text: 'Le compte-rendu de stage {de l’étudiant}, site {du site}, est arrivé.',
      needs: ['de l’étudiant'],
    },
    replaced,
    closing: {
      label: 'Fin',
      text: 'L’étudiant reçoit le même document, et son tuteur un accusé de réception.',
      isOptional: true,
    },
    closingByLink: {
      label: 'Fin, si les comptes-rendus ne sont pas joints',
      text: 'L’étudiant le lit en ligne lui aussi, et son tuteur reçoit un accusé de réception.',
      isOptional: true,
    },
  },
});

/** As soon as a report is sent: to the registrars of the student's site. */
export const distributionToRegistrar = (mail: DistributionFacts): MailContent => {
  const { institution, campaign, placement, wording, sent } = mail;
  const student = fullName(placement.student);
  const say = speak(distributionToRegistrarWords, wording, {
    étudiant: student,
    'de l’étudiant': of(student),
    'du site': of(siteOf(institution, placement.siteId).name),
    stage: stageLabel(institution, campaign),
    ...versions(mail),
  });
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, say.subject),
      title: subjectOf(institution, campaign, say.title),
      salutation: 'Bonjour,',
      blocks: [
        ...say.paragraphs(mail.reportUrl === undefined ? 'opening' : 'openingByLink'),
        ...reportButton(mail),
        ...(sent.number > 1 ? say.paragraphs('replaced') : []),
        stageInBrief(placement),
        receivedRows(mail),
        ...say.paragraphs(mail.reportUrl === undefined ? 'closing' : 'closingByLink'),
      ],
      institution,
    },
    reportAttached(mail),
  );
};

export const distributionToStudentWords = mailWords({
  kind: 'distributionToStudent',
  placeholders: [
    ...(['tuteur', 'dates', 'école', 'ville', 'stage', 'unité', 'de l’unité', 'délégué'] as const),
    ...(['version, s’il y en a plusieurs', 'version remplacée'] as const),
  ],
  inSubject: ['version, s’il y en a plusieurs'],
  subject: 'Votre compte-rendu de stage {version, s’il y en a plusieurs}',
  title: 'Votre compte-rendu de stage',
  passages: {
    opening: {
      label: 'Début',
      text: '{tuteur} a complété le compte-rendu de votre stage {dates} ({école}, {ville}). Vous le trouverez ci-joint. Conservez-le : il compte pour l’évaluation {de l’unité}.',
    },
    openingByLink: {
      label: 'Début, si les comptes-rendus ne sont pas joints',
      text: '{tuteur} a complété le compte-rendu de votre stage {dates} ({école}, {ville}). Vous pouvez le lire et l’enregistrer en ligne. Conservez-le : il compte pour l’évaluation {de l’unité}.',
    },
    replaced,
    closing: {
      label: 'Fin',
      text: 'Prenez le temps de le lire, en particulier les conseils qui vous sont donnés. Pour en parler, vous pouvez vous adresser à {délégué}, qui suit les stages de votre site.',
      needs: ['délégué'],
    },
  },
});

/** As soon as a report is sent: to the student. */
export const distributionToStudent = (mail: DistributionFacts & StudentDoorFacts): MailContent => {
  const { institution, campaign, placement, sent, wording } = mail;
  const { delegate } = siteOf(institution, placement.siteId);
  const { unit } = institution.programme.words;
  const say = speak(distributionToStudentWords, wording, {
    tuteur: tutorName(placement),
    dates: periodsLabel(placement.periods),
    école: placement.school.name,
    ville: placement.school.town,
    stage: stageLabel(institution, campaign),
    unité: unit.the,
    'de l’unité': unit.of,
    délégué: `${delegate.name} (${delegate.email})`,
    ...versions(mail),
  });
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, say.subject),
      title: subjectOf(institution, campaign, say.title),
      salutation: `Bonjour ${placement.student.firstName},`,
      blocks: [
        ...say.paragraphs(mail.reportUrl === undefined ? 'opening' : 'openingByLink'),
        ...reportButton(mail),
        ...(sent.number > 1 ? say.paragraphs('replaced') : []),
        facts([{ label: 'Référence', value: sent.reference }, sentRow(sent, 'Envoyé par le tuteur')]),
        ...say.paragraphs('closing'),
        studentSpace(mail),
      ],
      institution,
      siteId: placement.siteId,
    },
    reportAttached(mail),
  );
};
