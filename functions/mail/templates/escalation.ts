import type { MailContent } from '../message.ts';
import { mailWords, speak } from '../speak.ts';
import { writeLetter } from '../write-letter.ts';
import {
  lateValues,
  type MissingReport,
  type SiteFacts,
  toConsole,
  tutorsToReach,
} from './missing-report.ts';
import { greetStaff, subjectOf } from './wording.ts';

export const escalationWords = mailWords({
  kind: 'escalation',
  placeholders: ['étudiants', 'nombre', 'du site', 'attendus pour le', 'stage'],
  inSubject: ['étudiants', 'nombre'],
  isByNumber: true,
  subject: '[Compte-rendu manquant|Comptes-rendus manquants] ({étudiants})',
  title: '[Compte-rendu manquant|{nombre} comptes-rendus manquants]',
  passages: {
    opening: {
      label: 'Début',
      text: 'Malgré nos relances, [un compte-rendu|{nombre} comptes-rendus] de stage du site {du site}{attendus pour le} [n’est pas arrivé|ne sont pas arrivés]. Un appel à l’école débloque souvent la situation.',
    },
    closing: {
      label: 'Fin',
      text: 'Le lien des tuteurs reste valable. Ce message est aussi adressé à la scolarité et aux délégués de stage du site.',
      isOptional: true,
    },
  },
});

/** Eight days past the due date, to the delegates and the registrars: who is missing, how to reach them, what was sent. */
export const escalation = (mail: SiteFacts & { reports: MissingReport[] }): MailContent => {
  const { institution, campaign, recipient, reports, now, wording } = mail;
  const isSeveral = reports.length > 1;
  const say = speak(escalationWords, wording, lateValues(mail, ','), isSeveral);
  return writeLetter({
    subject: subjectOf(institution, campaign, say.subject),
    title: subjectOf(institution, campaign, say.title),
    salutation: greetStaff(recipient),
    blocks: [
      ...say.paragraphs('opening'),
      ...toConsole(mail, isSeveral ? 'Voir ces retards' : 'Voir ce retard'),
      tutorsToReach(reports, now),
      ...say.paragraphs('closing'),
    ],
    institution,
  });
};
