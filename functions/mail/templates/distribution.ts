import { siteOf } from '../../domain/placement/site-of.ts';
import { replacedVersion } from '../../domain/report/report-reference.ts';
import { of } from '../../domain/wording/elision.ts';
import { dateTime, periodsLabel } from '../../domain/wording/french-dates.ts';
import { fullName, tutorName } from '../../domain/wording/people.ts';
import { facts, paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import type { SentReportFacts, StudentDoorFacts } from './facts.ts';
import { reportAttachment } from './report-attachment.ts';
import { stageInBrief } from './stage-facts.ts';
import { studentSpace } from './student-passages.ts';
import { subjectOf } from './wording.ts';

export type DistributionFacts = SentReportFacts & { pdf: Uint8Array };

/** A report sent anew after a registrar reopened it says so: the copy already on file is to be replaced. */
const version = ({ sent }: DistributionFacts): string => (sent.number > 1 ? ` (version ${sent.number})` : '');
const replaces = ({ sent }: DistributionFacts) =>
  sent.number > 1
    ? [paragraph(`Cette version remplace ${replacedVersion(sent)} : c’est elle qui compte.`)]
    : [];

const receivedRows = ({ sent }: DistributionFacts) =>
  facts([
    { label: 'Référence', value: sent.reference },
    { label: 'Envoyé par le tuteur', value: dateTime(sent.sentAt) },
    { label: 'Demi-journées d’absence', value: String(sent.answers.absentHalfDays) },
  ]);

/** As soon as a report is sent: to the registrars of the student's site. */
export const distributionToRegistrar = (mail: DistributionFacts): MailContent => {
  const { institution, campaign, placement } = mail;
  return writeLetter(
    {
      subject: subjectOf(
        institution,
        campaign,
        `Compte-rendu de stage ${of(fullName(placement.student))}${version(mail)}`,
      ),
      title: subjectOf(institution, campaign, 'Compte-rendu de stage reçu'),
      salutation: 'Bonjour,',
      blocks: [
        paragraph(
          `Vous trouverez ci-joint le compte-rendu de stage ${of(fullName(placement.student))}, site ${of(siteOf(institution, placement.siteId).name)}.`,
        ),
        ...replaces(mail),
        stageInBrief(placement),
        receivedRows(mail),
        paragraph('L’étudiant reçoit le même document, et son tuteur un accusé de réception.'),
      ],
      institution,
    },
    [reportAttachment(mail)],
  );
};

/** As soon as a report is sent: to the student. */
export const distributionToStudent = (mail: DistributionFacts & StudentDoorFacts): MailContent => {
  const { institution, campaign, placement, sent } = mail;
  const { delegate } = siteOf(institution, placement.siteId);
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, `Votre compte-rendu de stage${version(mail)}`),
      title: subjectOf(institution, campaign, 'Votre compte-rendu de stage'),
      salutation: `Bonjour ${placement.student.firstName},`,
      blocks: [
        paragraph(
          `${tutorName(placement)} a complété le compte-rendu de votre stage ${periodsLabel(placement.periods)} (${placement.school.name}, ${placement.school.town}). Vous le trouverez ci-joint. Conservez-le : il compte pour l’évaluation ${institution.programme.words.unit.of}.`,
        ),
        ...replaces(mail),
        facts([
          { label: 'Référence', value: sent.reference },
          { label: 'Envoyé par le tuteur', value: dateTime(sent.sentAt) },
        ]),
        paragraph(
          `Prenez le temps de le lire, en particulier les conseils qui vous sont donnés. Pour en parler, vous pouvez vous adresser à ${delegate.name} (${delegate.email}), qui suit les stages de votre site.`,
        ),
        studentSpace(mail),
      ],
      institution,
      siteId: placement.siteId,
    },
    [reportAttachment(mail)],
  );
};
