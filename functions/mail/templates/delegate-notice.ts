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

export const delegateNoticeWords = mailWords({
  kind: 'delegateNotice',
  placeholders: ['étudiants', 'nombre', 'du site', 'attendus pour le', 'stage'],
  inSubject: ['étudiants', 'nombre'],
  isByNumber: true,
  subject: 'Dernière relance pour [un compte-rendu manquant|des comptes-rendus manquants] ({étudiants})',
  title: 'Dernière relance envoyée',
  passages: {
    opening: {
      label: 'Début',
      text: 'Une dernière relance est partie aujourd’hui pour [un compte-rendu|{nombre} comptes-rendus] de stage du site {du site}{attendus pour le}. Elle invite [le tuteur|les tuteurs] à se tourner vers vous en cas de difficulté.',
    },
    next: {
      label: 'Ce qui suit',
      text: 'Vous n’avez rien à faire pour l’instant : [s’il ne vient pas|s’ils ne viennent pas], un signalement vous parviendra, ainsi qu’à la scolarité.',
      isOptional: true,
    },
  },
});

/**
 * With the last reminder, to the delegates alone: whom it went to, a few days before the escalation (ADR 21). It is
 * their own mail, without the tutor's link: whoever holds that can send the report in the tutor's name.
 */
export const delegateNotice = (mail: SiteFacts & { reports: MissingReport[] }): MailContent => {
  const { institution, campaign, recipient, reports, now, wording } = mail;
  const isSeveral = reports.length > 1;
  const say = speak(delegateNoticeWords, wording, lateValues(mail, ''), isSeveral);
  return writeLetter({
    subject: subjectOf(institution, campaign, say.subject),
    title: subjectOf(institution, campaign, say.title),
    salutation: greetStaff(recipient),
    blocks: [
      ...say.paragraphs('opening'),
      ...say.paragraphs('next'),
      ...toConsole(mail, isSeveral ? 'Voir ces comptes-rendus' : 'Voir ce compte-rendu'),
      tutorsToReach(reports, now),
    ],
    institution,
  });
};
