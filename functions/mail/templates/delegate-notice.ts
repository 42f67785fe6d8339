import { of } from '../../domain/wording/elision.ts';
import { longDate } from '../../domain/wording/french-dates.ts';
import { paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import {
  type MissingReport,
  type SiteFacts,
  sharedDueDate,
  toConsole,
  tutorsToReach,
  whose,
} from './missing-report.ts';
import { greetStaff, subjectOf } from './wording.ts';

/**
 * With the last reminder, to the delegate alone: whom it went to, a few days before the escalation (ADR 21). It is
 * their own mail, without the tutor's link: whoever holds that can send the report in the tutor's name.
 */
export const delegateNotice = (mail: SiteFacts & { reports: MissingReport[] }): MailContent => {
  const { institution, campaign, site, recipient, reports, now } = mail;
  const isSeveral = reports.length > 1;
  const due = sharedDueDate(reports);
  const expected =
    due === undefined ? '' : `, ${isSeveral ? 'attendus' : 'attendu'} pour le ${longDate(due)}`;
  return writeLetter({
    subject: subjectOf(
      institution,
      campaign,
      `Dernière relance pour ${isSeveral ? 'des comptes-rendus manquants' : 'un compte-rendu manquant'} (${whose(reports.map(({ placement }) => placement))})`,
    ),
    title: subjectOf(institution, campaign, 'Dernière relance envoyée'),
    salutation: greetStaff(recipient),
    blocks: [
      paragraph(
        `Une dernière relance est partie aujourd’hui pour ${isSeveral ? `${reports.length} comptes-rendus de stage` : 'un compte-rendu de stage'} du site ${of(site.name)}${expected}. Elle invite ${isSeveral ? 'les tuteurs' : 'le tuteur'} à se tourner vers vous en cas de difficulté.`,
      ),
      paragraph(
        `Vous n’avez rien à faire pour l’instant : ${isSeveral ? 's’ils ne viennent pas' : 's’il ne vient pas'}, un signalement vous parviendra, ainsi qu’à la scolarité.`,
      ),
      ...toConsole(mail, isSeveral ? 'Voir ces comptes-rendus' : 'Voir ce compte-rendu'),
      tutorsToReach(reports, now),
    ],
    institution,
  });
};
