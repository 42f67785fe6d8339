import { of } from '../../domain/wording/elision.ts';
import { paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import { type MissingReport, missingReport, type SiteFacts, toConsole, whose } from './missing-report.ts';
import { subjectOf } from './wording.ts';

/** Eight days past the due date, to the delegate and the registrars: who is missing, how to reach them, what was sent. */
export const escalation = ({
  institution,
  campaign,
  site,
  recipient,
  reports,
  consoleUrl,
}: SiteFacts & { reports: MissingReport[] }): MailContent => {
  const isSeveral = reports.length > 1;
  return writeLetter({
    subject: subjectOf(
      institution,
      campaign,
      `${isSeveral ? 'Comptes-rendus manquants' : 'Compte-rendu manquant'} (${whose(reports.map(({ placement }) => placement))})`,
    ),
    title: subjectOf(
      institution,
      campaign,
      isSeveral ? 'Comptes-rendus de stage manquants' : 'Compte-rendu de stage manquant',
    ),
    salutation: `Bonjour ${recipient.name},`,
    blocks: [
      paragraph(
        isSeveral
          ? 'Malgré nos relances, ces comptes-rendus de stage ne sont pas arrivés. Merci de prendre contact avec les tuteurs : un appel à l’école débloque souvent la situation.'
          : 'Malgré nos relances, ce compte-rendu de stage n’est pas arrivé. Merci de prendre contact avec le tuteur : un appel à l’école débloque souvent la situation.',
      ),
      paragraph(
        `Le lien que le tuteur a reçu reste valable. S’il ne le retrouve pas, la page d’accueil permet d’en demander un nouveau. Ce message est adressé au délégué de stage et à la scolarité du site ${of(site.name)}.`,
      ),
      ...toConsole(consoleUrl),
      ...reports.flatMap(missingReport),
    ],
    institution,
  });
};
