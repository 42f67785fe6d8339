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

/** Eight days past the due date, to the delegate and the registrars: who is missing, how to reach them, what was sent. */
export const escalation = (mail: SiteFacts & { reports: MissingReport[] }): MailContent => {
  const { institution, campaign, site, recipient, reports, now } = mail;
  const isSeveral = reports.length > 1;
  const due = sharedDueDate(reports);
  const expected =
    due === undefined ? '' : `, ${isSeveral ? 'attendus' : 'attendu'} pour le ${longDate(due)},`;
  return writeLetter({
    subject: subjectOf(
      institution,
      campaign,
      `${isSeveral ? 'Comptes-rendus manquants' : 'Compte-rendu manquant'} (${whose(reports.map(({ placement }) => placement))})`,
    ),
    title: subjectOf(
      institution,
      campaign,
      isSeveral ? `${reports.length} comptes-rendus manquants` : 'Compte-rendu manquant',
    ),
    salutation: greetStaff(recipient),
    blocks: [
      paragraph(
        `Malgré nos relances, ${isSeveral ? `${reports.length} comptes-rendus de stage` : 'un compte-rendu de stage'} du site ${of(site.name)}${expected} ${isSeveral ? 'ne sont pas arrivés' : 'n’est pas arrivé'}. Un appel à l’école débloque souvent la situation.`,
      ),
      ...toConsole(mail, isSeveral ? 'Voir ces retards' : 'Voir ce retard'),
      tutorsToReach(reports, now),
      paragraph(
        'Le lien des tuteurs reste valable. Le délégué de stage et la scolarité reçoivent ce message.',
      ),
    ],
    institution,
  });
};
