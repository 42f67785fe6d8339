import type { Occasion } from '../../../schemas/occasion.ts';
import { siteOf } from '../../domain/placement/site-of.ts';
import { of } from '../../domain/wording/elision.ts';
import { longDate } from '../../domain/wording/french-dates.ts';
import { listed } from '../../domain/wording/people.ts';
import { type Block, paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import type { ReportLinkFacts } from './facts.ts';
import { effort, missingReports, reportNoun, reportSubject, unforeseen } from './report-passages.ts';
import { dueness, greetTutor, lowerFirst, ofStudents, subjectOf, tutorOf } from './wording.ts';

export type ReminderFacts = ReportLinkFacts & { round: Extract<Occasion, `reminder${string}`> };

/**
 * One of the three reminders; `placements` are only those still missing. The tone follows the round; the words about the due
 * date follow the calendar, since quiet days may carry the first reminder past it.
 */
export const reminder = (facts: ReminderFacts): MailContent => {
  const { institution, campaign, placements, round } = facts;
  const isLast = round === 'reminder3';
  const subject = reportSubject(facts);
  return writeLetter({
    subject: subjectOf(
      institution,
      campaign,
      `${isLast ? 'Dernier rappel' : 'Rappel'} : ${lowerFirst(subject)}`,
    ),
    title: subjectOf(institution, campaign, reportNoun(facts)),
    salutation: greetTutor(tutorOf(placements)),
    blocks: [
      paragraph(whereItStands(facts)),
      ...missingReports(facts),
      effort(facts),
      unforeseen(facts.link),
      ...(isLast ? whyAndWhoHelps(facts) : [paragraph(help[round])]),
      paragraph(
        `Si vous venez de ${placements.length > 1 ? 'les envoyer' : 'l’envoyer'}, ne tenez pas compte de ce message. Merci de votre engagement auprès de nos étudiants.`,
      ),
    ],
    institution,
    siteId: placements[0]?.siteId,
  });
};

const help = {
  reminder1:
    'Le compte-rendu se complète avec le stagiaire, à l’issue du stage. Si une question vous arrête, écrivez-nous : nous vous répondrons volontiers.',
  reminder2:
    'Nous savons combien vos journées sont remplies. Si quelque chose vous arrête (le lien, une question du formulaire, une absence du stagiaire), écrivez-nous : nous trouverons une solution.',
  reminder3: '',
};

const whereItStands = ({ placements, dueDate, now, round }: ReminderFacts): string => {
  const isSeveral = placements.length > 1;
  const reports = `${isSeveral ? 'Les comptes-rendus' : 'Le compte-rendu'} de stage ${ofStudents(placements)}`;
  const notYet = isSeveral ? 'nous ne les avons pas encore reçus' : 'nous ne l’avons pas encore reçu';
  const agreement = isSeveral ? 's' : '';
  switch (dueness(dueDate, now)) {
    case 'ahead':
      return `L’échéance approche : ${lowerFirst(reports)} ${isSeveral ? 'sont' : 'est'} attendu${agreement} pour le ${longDate(dueDate)}. Sauf erreur de notre part, ${notYet}.`;
    case 'today':
      return `${reports} ${isSeveral ? 'sont' : 'est'} attendu${agreement} aujourd’hui, ${longDate(dueDate)}. Sauf erreur de notre part, ${notYet}.`;
    case 'past':
      return round === 'reminder3'
        ? `${reports}, attendu${agreement} pour le ${longDate(dueDate)}, ${isSeveral ? 'nous manquent' : 'nous manque'} toujours.`
        : `${reports} ${isSeveral ? 'étaient' : 'était'} attendu${agreement} pour le ${longDate(dueDate)}. Sauf erreur de notre part, ${notYet} : il est encore temps.`;
  }
};

/** The last reminder says what the report is for, and that the delegate, who is told of it, is there to help. */
const whyAndWhoHelps = ({ institution, placements }: ReminderFacts): Block[] => {
  const sites = [...new Set(placements.map((placement) => siteOf(institution, placement.siteId)))];
  const people = sites.map(
    ({ name, delegate }) => `${delegate.name} (${delegate.email}), qui suit les stages du site ${of(name)},`,
  );
  const isSeveral = people.length > 1;
  return [
    paragraph(
      `Le compte-rendu participe à l’évaluation de l’étudiant pour ${institution.programme.words.unit.the} : il est indispensable à la prise en compte de son stage.`,
    ),
    paragraph(
      `Une difficulté, un stage interrompu, un désaccord ? ${listed(people)} ${isSeveral ? 'sont informés' : 'est informé·e'} de cette relance et ${isSeveral ? 'peuvent' : 'peut'} vous aider.`,
    ),
  ];
};
