import { of } from '../../domain/wording/elision.ts';
import { paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import { type MissingReport, missingReport, type SiteFacts, toConsole, whose } from './missing-report.ts';
import { subjectOf } from './wording.ts';

/**
 * With the last reminder, to the delegate alone: whom it went to, a few days before the escalation (ADR 21). It is
 * their own mail, without the tutor's link: whoever holds that can send the report in the tutor's name.
 */
export const delegateNotice = ({
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
      `Dernière relance pour ${isSeveral ? 'des comptes-rendus manquants' : 'un compte-rendu manquant'} (${whose(reports.map(({ placement }) => placement))})`,
    ),
    title: subjectOf(institution, campaign, 'Dernière relance envoyée'),
    salutation: `Bonjour ${recipient.name},`,
    blocks: [
      paragraph(
        isSeveral
          ? `Une dernière relance est partie aujourd’hui pour ces comptes-rendus de stage du site ${of(site.name)}. Elle invite les tuteurs à se tourner vers vous en cas de difficulté.`
          : `Une dernière relance est partie aujourd’hui pour ce compte-rendu de stage du site ${of(site.name)}. Elle invite le tuteur à se tourner vers vous en cas de difficulté.`,
      ),
      paragraph(
        `Vous n’avez rien à faire pour l’instant : si ${isSeveral ? 'les comptes-rendus ne viennent pas' : 'le compte-rendu ne vient pas'}, un signalement vous parviendra, ainsi qu’à la scolarité.`,
      ),
      ...toConsole(consoleUrl),
      ...reports.flatMap(missingReport),
    ],
    institution,
  });
};
