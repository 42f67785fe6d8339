import type { Occasion } from '../../../schemas/occasion.ts';
import { siteOf } from '../../domain/placement/site-of.ts';
import { of } from '../../domain/wording/elision.ts';
import { listed } from '../../domain/wording/people.ts';
import type { MailContent } from '../message.ts';
import { mailWords, speak } from '../speak.ts';
import { writeLetter } from '../write-letter.ts';
import type { ReportLinkFacts } from './facts.ts';
import {
  effort,
  inReportSubject,
  missingReports,
  personalLink,
  reportNoun,
  reportPlaceholders,
  reportValues,
  unforeseen,
} from './report-passages.ts';
import { dueness, greetTutor, subjectOf, tutorOf } from './wording.ts';

export type ReminderFacts = ReportLinkFacts & { round: Extract<Occasion, `reminder${string}`> };

/** In a reminder's subject, behind its first word. */
const asked = '[compte-rendu|comptes-rendus] de stage {à compléter} ({étudiants})';
const notYet = 'Sauf erreur de notre part, nous ne [l’|les ]avons pas encore [reçu|reçus]';

/** Quiet days may carry a reminder to either side of the due date: the words about it follow the calendar. */
const ahead = {
  label: 'Début, avant l’échéance',
  text: `L’échéance approche : [le compte-rendu|les comptes-rendus] de stage {des étudiants} [est attendu|sont attendus] pour le {date limite}. ${notYet}.`,
  needs: ['des étudiants'],
} as const;
const today = {
  label: 'Début, le jour de l’échéance',
  text: `[Le compte-rendu|Les comptes-rendus] de stage {des étudiants} [est attendu|sont attendus] aujourd’hui, {date limite}. ${notYet}.`,
  needs: ['des étudiants'],
} as const;
const past = {
  label: 'Début, après l’échéance',
  text: `[Le compte-rendu|Les comptes-rendus] de stage {des étudiants} [était attendu|étaient attendus] pour le {date limite}. ${notYet} : il est encore temps.`,
  needs: ['des étudiants'],
} as const;
const closing = {
  label: 'Fin',
  text: 'Si vous venez de [l’envoyer|les envoyer], ne tenez pas compte de ce message. Merci de votre engagement auprès de nos étudiants.',
  isOptional: true,
} as const;
const common = {
  placeholders: [...reportPlaceholders, 'délégués'],
  inSubject: inReportSubject,
  isByNumber: true,
  title: reportNoun,
} as const;

/** The tone follows the round. */
export const reminderWords = {
  reminder1: mailWords({
    ...common,
    kind: 'reminder1',
    subject: `Rappel : ${asked}`,
    passages: {
      ahead,
      today,
      past,
      effort,
      help: {
        label: 'Aide',
        text: 'Le compte-rendu se complète avec le stagiaire, à l’issue du stage. Si une question vous arrête, écrivez-nous : nous vous répondrons volontiers.',
        isOptional: true,
      },
      closing,
    },
  }),
  reminder2: mailWords({
    ...common,
    kind: 'reminder2',
    subject: `Rappel : ${asked}`,
    passages: {
      ahead,
      today,
      past,
      effort,
      help: {
        label: 'Aide',
        text: 'Nous savons combien vos journées sont remplies. Si quelque chose vous arrête (le lien, une question du formulaire, une absence du stagiaire), écrivez-nous : nous trouverons une solution.',
        isOptional: true,
      },
      closing,
    },
  }),
  /** The last says what the report is for, and that the delegate, who is told of it, is there to help. */
  reminder3: mailWords({
    ...common,
    kind: 'reminder3',
    subject: `Dernier rappel : ${asked}`,
    passages: {
      ahead,
      today,
      past: {
        ...past,
        text: '[Le compte-rendu|Les comptes-rendus] de stage {des étudiants}, [attendu|attendus] pour le {date limite}, [nous manque|nous manquent] toujours.',
      },
      effort,
      help: {
        label: 'À quoi il sert, et qui peut aider',
        text: 'Le compte-rendu participe à l’évaluation de l’étudiant pour {unité} : il est indispensable à la prise en compte de son stage.\n\nUne difficulté, un stage interrompu, un désaccord ? {délégués}.',
        needs: ['délégués'],
      },
      closing,
    },
  }),
};

/** Who else is told of the last one: of each site, whom letters name. */
const delegates = ({ institution, placements }: ReminderFacts): string => {
  const sites = [...new Set(placements.map((placement) => siteOf(institution, placement.siteId)))];
  const people = sites.map(
    ({ name, delegate }) => `${delegate.name} (${delegate.email}), qui suit les stages du site ${of(name)},`,
  );
  const [are, may] = people.length > 1 ? ['sont informés', 'peuvent'] : ['est informé·e', 'peut'];
  return `${listed(people)} ${are} de cette relance et ${may} vous aider`;
};

/** One of the three reminders; `placements` are only those still missing. */
export const reminder = (facts: ReminderFacts): MailContent => {
  const { institution, campaign, placements, round, dueDate, now, wording } = facts;
  const values = { ...reportValues(facts), délégués: delegates(facts) };
  const say = speak(reminderWords[round], wording, values, placements.length > 1);
  return writeLetter({
    subject: subjectOf(institution, campaign, say.subject),
    title: subjectOf(institution, campaign, say.title),
    salutation: greetTutor(tutorOf(placements)),
    blocks: [
      ...say.paragraphs(dueness(dueDate, now)),
      ...missingReports(facts),
      ...say.paragraphs('effort', personalLink),
      unforeseen(facts.link),
      ...say.paragraphs('help'),
      ...say.paragraphs('closing'),
    ],
    institution,
    siteId: placements[0]?.siteId,
  });
};
