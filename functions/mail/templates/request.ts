import { dueDateCalendar } from '../../documents/calendar.ts';
import { parisDay } from '../../domain/wording/french-dates.ts';
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
import { dueness, greetTutor, siteOfInstitute, subjectOf, tutorOf } from './wording.ts';

export const requestWords = mailWords({
  kind: 'request',
  placeholders: [...reportPlaceholders, 's’achève', 'site de l’institut'],
  inSubject: inReportSubject,
  isByNumber: true,
  subject: `${reportNoun} {à compléter} ({étudiants})`,
  title: reportNoun,
  passages: {
    opening: {
      label: 'Début',
      text: '[Le stage|Les stages] {des étudiants} dans votre classe {s’achève}. Merci de l’accueil et de l’accompagnement que vous [lui|leur] avez offerts.',
      needs: ['des étudiants'],
    },
    asked: {
      label: 'Ce qui est demandé',
      text: 'Il vous reste à compléter, avec [le|chaque] stagiaire, le compte-rendu demandé par {institut}, {d’ici à la date limite}.',
      needs: ['d’ici à la date limite'],
    },
    effort,
    next: {
      label: 'Ce qui suit',
      text: 'Dès son envoi, [le|chaque] compte-rendu parvient au gestionnaire de scolarité du {site de l’institut} et à l’étudiant en stage : vous n’avez rien d’autre à leur adresser.',
      isOptional: true,
    },
  },
});

/** With the request, where the date may still be kept. */
const inCalendar = 'L’échéance est jointe à ce message pour votre agenda.';

/** On the last day of the stage: the link to the report, and until when. */
export const request = (facts: ReportLinkFacts): MailContent => {
  const { institution, campaign, placements, dueDate, now, wording } = facts;
  const isSeveral = placements.length > 1;
  const lastDay = placements
    .flatMap(({ periods }) => periods.map(({ to }) => to))
    .sort()
    .at(-1);
  const hasEnded = lastDay !== undefined && parisDay(now) > lastDay;
  // A date that has gone by is of no use in a calendar.
  const isDatePast = dueness(dueDate, now) === 'past';
  const [one, several] = hasEnded ? ['s’est achevé', 'se sont achevés'] : ['s’achève', 's’achèvent'];
  const values = {
    ...reportValues(facts),
    's’achève': isSeveral ? several : one,
    'site de l’institut': siteOfInstitute(institution),
  };
  const say = speak(requestWords, wording, values, isSeveral);
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, say.subject),
      title: subjectOf(institution, campaign, say.title),
      salutation: greetTutor(tutorOf(placements)),
      blocks: [
        ...say.paragraphs('opening'),
        ...say.paragraphs('asked'),
        ...missingReports(facts),
        ...say.paragraphs('effort', personalLink),
        unforeseen(facts.link),
        ...say.paragraphs('next', isDatePast ? '' : inCalendar),
      ],
      institution,
      siteId: placements[0]?.siteId,
    },
    isDatePast ? [] : [dueDateCalendar(facts)],
  );
};
