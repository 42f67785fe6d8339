import { stageLabel } from '../../domain/guide/programme.ts';
import { longDate } from '../../domain/wording/french-dates.ts';
import { fullName } from '../../domain/wording/people.ts';
import { type Block, button, facts, link } from '../letter.ts';
import type { ReportLinkFacts } from './facts.ts';
import { schoolLabel } from './stage-facts.ts';
import { dayAndMonth, dueness, ofStudents, studentNames } from './wording.ts';

const isSeveral = ({ placements }: Pick<ReportLinkFacts, 'placements'>): boolean => placements.length > 1;

/** "Compte-rendu de stage", "Comptes-rendus de stage" */
export const reportNoun = '[Compte-rendu|Comptes-rendus] de stage';

/** "à compléter d’ici au vendredi 16 octobre", as the due date stands to today. */
const toComplete = (facts: ReportLinkFacts): string => {
  const day = dayAndMonth(facts.dueDate);
  return {
    ahead: `à compléter d’ici au ${day}`,
    today: `à compléter aujourd’hui, ${day}`,
    past: `${isSeveral(facts) ? 'attendus' : 'attendu'} depuis le ${day}`,
  }[dueness(facts.dueDate, facts.now)];
};

/** What mails that ask for reports may name, and their subjects. */
export const reportPlaceholders = [
  ...(['étudiants', 'des étudiants', 'stage', 'institut', 'unité'] as const),
  ...(['date limite', 'd’ici à la date limite', 'à compléter'] as const),
] as const;
export const inReportSubject = ['étudiants', 'des étudiants', 'date limite', 'à compléter'] as const;
export const reportValues = (facts: ReportLinkFacts): Record<(typeof reportPlaceholders)[number], string> => {
  const { institution, campaign, placements, dueDate } = facts;
  const { words } = institution.programme;
  return {
    étudiants: studentNames(placements),
    'des étudiants': ofStudents(placements),
    stage: stageLabel(institution, campaign),
    institut: words.institute.the,
    unité: words.unit.the,
    'date limite': longDate(dueDate),
    'd’ici à la date limite': byWhen(facts),
    'à compléter': toComplete(facts),
  };
};

/** "d’ici au vendredi 16 octobre 2026", for "merci de le compléter …". */
const byWhen = ({ dueDate, now }: ReportLinkFacts): string =>
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

/** Said wherever a link is, whatever else is: who holds it can send the report in the tutor's name. */
export const personalLink = 'Ce lien vous est personnel : merci de ne pas le transférer.';

/** What helps a tutor to begin: it is short, and nothing typed is lost. */
export const effort = {
  label: 'Sous le bouton',
  text: 'De 5 à 10 minutes suffisent[| pour chaque compte-rendu], sur ordinateur ou sur téléphone. Ce que vous avez saisi est conservé : vous pouvez vous interrompre et reprendre plus tard, avec le même lien.',
  isOptional: true,
} as const;
