import type { Placement } from '../../../schemas/placement.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { siteOf } from '../../domain/placement/site-of.ts';
import { correctionContact } from '../../domain/report/correction-contact.ts';
import { replacedVersion } from '../../domain/report/report-reference.ts';
import { of } from '../../domain/wording/elision.ts';
import { fullName } from '../../domain/wording/people.ts';
import { button, facts } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { mailWords, speak } from '../speak.ts';
import { writeLetter } from '../write-letter.ts';
import type { SentReportFacts } from './facts.ts';
import { reportAttached, reportButton, sentRow } from './report-attachment.ts';
import { schoolLabel } from './stage-facts.ts';
import { greetTutor, ofStudents, subjectOf } from './wording.ts';

export type ReceiptFacts = SentReportFacts & {
  pdf: Uint8Array;
  /** The tutor's other reports of this campaign, if any is still missing, and the link that opens them. */
  stillMissing?: { placements: Placement[]; link: string } | undefined;
};

export const receiptWords = mailWords({
  kind: 'receipt',
  placeholders: [
    ...(['étudiant', 'de l’étudiant', 'stage', 'du site', 'version', 'version remplacée'] as const),
    'des étudiants',
  ],
  inSubject: ['étudiant', 'de l’étudiant'],
  subject: 'Compte-rendu {de l’étudiant} bien reçu, merci',
  title: 'Votre compte-rendu est bien reçu',
  passages: {
    opening: {
      label: 'Début',
      text: 'Nous avons bien reçu le compte-rendu de stage {de l’étudiant}. Merci du temps que vous y avez consacré et de votre engagement dans la formation de nos étudiants.',
      needs: ['de l’étudiant'],
    },
    replaced: {
      label: 'Si c’est une nouvelle version',
      text: 'C’est la version {version} : elle remplace {version remplacée}.',
      needs: ['version remplacée'],
    },
    next: {
      label: 'Ce qui suit',
      text: 'Une copie en PDF est jointe à ce message. Le gestionnaire de scolarité du site {du site} et l’étudiant en stage reçoivent le même document : vous n’avez rien d’autre à leur adresser. Une erreur à corriger ? Écrivez au gestionnaire de scolarité en rappelant la référence.',
    },
    nextByLink: {
      label: 'Ce qui suit, si les comptes-rendus ne sont pas joints',
      text: 'Vous pouvez le relire et en enregistrer le PDF par votre lien. Le gestionnaire de scolarité du site {du site} et l’étudiant en stage lisent le même document : vous n’avez rien d’autre à leur adresser. Une erreur à corriger ? Écrivez au gestionnaire de scolarité en rappelant la référence.',
    },
    others: {
      label: 'S’il manque encore un compte-rendu ({des étudiants} nomme alors ceux qui manquent)',
      text: 'Il vous reste à compléter le compte-rendu de stage {des étudiants}.',
      needs: ['des étudiants'],
    },
  },
});

/** As soon as a report is sent: thanks, the reference to quote, and the PDF to keep. */
export const receipt = (mail: ReceiptFacts): MailContent => {
  const { institution, campaign, placement, sent, stillMissing, wording } = mail;
  const student = fullName(placement.student);
  const contact = correctionContact(institution, placement);
  const say = speak(receiptWords, wording, {
    étudiant: student,
    'de l’étudiant': of(student),
    stage: stageLabel(institution, campaign),
    'du site': of(siteOf(institution, placement.siteId).name),
    version: String(sent.number),
    'version remplacée': sent.number > 1 ? replacedVersion(sent) : '',
    'des étudiants': ofStudents(stillMissing?.placements ?? [placement]),
  });
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, say.subject),
      title: subjectOf(institution, campaign, say.title),
      salutation: greetTutor(placement.tutor),
      blocks: [
        ...say.paragraphs('opening'),
        ...(sent.number > 1 ? say.paragraphs('replaced') : []),
        facts([
          { label: 'Référence', value: sent.reference },
          sentRow(sent, 'Reçu'),
          { label: 'Stagiaire', value: student },
          { label: 'Lieu du stage', value: schoolLabel(placement) },
          { label: 'Pour une correction', value: contact.name, email: contact.email },
        ]),
        ...say.paragraphs(mail.reportUrl === undefined ? 'next' : 'nextByLink'),
        ...reportButton(mail),
        ...(stillMissing === undefined || stillMissing.placements.length === 0
          ? []
          : [...say.paragraphs('others'), button('Compléter le compte-rendu', stillMissing.link)]),
      ],
      institution,
      siteId: placement.siteId,
    },
    reportAttached(mail),
  );
};
