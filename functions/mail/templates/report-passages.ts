import { longDate } from '../../domain/wording/french-dates.ts';
import { fullName } from '../../domain/wording/people.ts';
import { type Block, button, facts, link, paragraph } from '../letter.ts';
import type { ReportLinkFacts } from './facts.ts';
import { schoolLabel } from './stage-facts.ts';
import { dayAndMonth, dueness, studentNames } from './wording.ts';

const isSeveral = ({ placements }: Pick<ReportLinkFacts, 'placements'>): boolean => placements.length > 1;

/** "Compte-rendu de stage", "Comptes-rendus de stage" */
export const reportNoun = (facts: Pick<ReportLinkFacts, 'placements'>): string =>
  isSeveral(facts) ? 'Comptes-rendus de stage' : 'Compte-rendu de stage';

/** "Compte-rendu de stage à compléter d’ici au vendredi 16 octobre (Inès Morin)", as the due date stands to today. */
export const reportSubject = (facts: ReportLinkFacts): string => {
  const day = dayAndMonth(facts.dueDate);
  const state = {
    ahead: `à compléter d’ici au ${day}`,
    today: `à compléter aujourd’hui, ${day}`,
    past: `${isSeveral(facts) ? 'attendus' : 'attendu'} depuis le ${day}`,
  }[dueness(facts.dueDate, facts.now)];
  return `${reportNoun(facts)} ${state} (${studentNames(facts.placements)})`;
};

/** "d’ici au vendredi 16 octobre 2026", for "merci de le compléter …". */
export const byWhen = ({ dueDate, now }: ReportLinkFacts): string =>
  ({
    ahead: `d’ici au ${longDate(dueDate)}`,
    today: `aujourd’hui, ${longDate(dueDate)}`,
    past: `dès que possible : l’échéance était fixée au ${longDate(dueDate)}`,
  })[dueness(dueDate, now)];

/** Which reports, and the one link that opens them. */
export const missingReports = (mail: ReportLinkFacts): Block[] => [
  facts([
    ...mail.placements.map((placement) => ({
      label: 'Stagiaire',
      value: `${fullName(placement.student)} – ${schoolLabel(placement)}`,
    })),
    { label: 'Échéance', value: longDate(mail.dueDate) },
  ]),
  button(isSeveral(mail) ? 'Compléter les comptes-rendus' : 'Compléter le compte-rendu', mail.link),
];

/** The way for what is not as planned, beside the way to the report. */
export const unforeseen = (door: string): Block =>
  link(
    'Un imprévu ?',
    'Le stagiaire n’est pas venu, le stage s’est arrêté plus tôt, vous n’êtes pas le tuteur ou passez la main : dites-le en une minute',
    `${door}/imprevu`,
  );

/** What helps a tutor to begin: it is short, and nothing typed is lost. */
export const effort = (mail: ReportLinkFacts): Block =>
  paragraph(
    `De 5 à 10 minutes suffisent${isSeveral(mail) ? ' pour chaque compte-rendu' : ''}, sur ordinateur ou sur téléphone. Ce que vous avez saisi est conservé : vous pouvez vous interrompre et reprendre plus tard, avec le même lien. Ce lien vous est personnel : merci de ne pas le transférer.`,
  );
