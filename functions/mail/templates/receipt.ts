import type { Placement } from '../../../schemas/placement.ts';
import { siteOf } from '../../domain/placement/site-of.ts';
import { correctionContact } from '../../domain/report/correction-contact.ts';
import { replacedVersion } from '../../domain/report/report-reference.ts';
import { of } from '../../domain/wording/elision.ts';
import { dateTime } from '../../domain/wording/french-dates.ts';
import { fullName } from '../../domain/wording/people.ts';
import { button, facts, paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import type { SentReportFacts } from './facts.ts';
import { reportAttachment } from './report-attachment.ts';
import { schoolLabel } from './stage-facts.ts';
import { greetTutor, ofStudents, subjectOf } from './wording.ts';

export type ReceiptFacts = SentReportFacts & {
  pdf: Uint8Array;
  /** The tutor's other reports of this campaign, if any is still missing, and the link that opens them. */
  stillMissing?: { placements: Placement[]; link: string } | undefined;
};

/** As soon as a report is sent: thanks, the reference to quote, and the PDF to keep. */
export const receipt = (mail: ReceiptFacts): MailContent => {
  const { institution, campaign, placement, sent, stillMissing } = mail;
  const student = fullName(placement.student);
  const contact = correctionContact(institution, placement);
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, `Compte-rendu ${of(student)} bien reçu, merci`),
      title: subjectOf(institution, campaign, 'Votre compte-rendu est bien reçu'),
      salutation: greetTutor(placement.tutor),
      blocks: [
        paragraph(
          `Nous avons bien reçu le compte-rendu de stage ${of(student)}. Merci du temps que vous y avez consacré et de votre engagement dans la formation de nos étudiants.`,
        ),
        ...(sent.number > 1
          ? [paragraph(`C’est la version ${sent.number} : elle remplace ${replacedVersion(sent)}.`)]
          : []),
        facts([
          { label: 'Référence', value: sent.reference },
          { label: 'Reçu', value: dateTime(sent.sentAt) },
          { label: 'Stagiaire', value: student },
          { label: 'Lieu du stage', value: schoolLabel(placement) },
          { label: 'Pour une correction', value: contact.name, email: contact.email },
        ]),
        paragraph(
          `Une copie en PDF est jointe à ce message. Le gestionnaire de scolarité du site ${of(siteOf(institution, placement.siteId).name)} et l’étudiant en stage reçoivent le même document : vous n’avez rien d’autre à leur adresser. Une erreur à corriger ? Écrivez au gestionnaire de scolarité en rappelant la référence.`,
        ),
        ...(stillMissing === undefined || stillMissing.placements.length === 0
          ? []
          : [
              paragraph(
                `Il vous reste à compléter le compte-rendu de stage ${ofStudents(stillMissing.placements)}.`,
              ),
              button('Compléter le compte-rendu', stillMissing.link),
            ]),
      ],
      institution,
      siteId: placement.siteId,
    },
    [reportAttachment(mail)],
  );
};
