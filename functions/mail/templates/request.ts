import { dueDateCalendar } from '../../documents/calendar.ts';
import { parisDay } from '../../domain/wording/french-dates.ts';
import { paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import type { ReportLinkFacts } from './facts.ts';
import { byWhen, effort, missingReports, reportNoun, reportSubject, unforeseen } from './report-passages.ts';
import { dueness, greetTutor, ofStudents, siteOfInstitute, subjectOf, tutorOf } from './wording.ts';

/** On the last day of the stage: the link to the report, and until when. */
export const request = (facts: ReportLinkFacts): MailContent => {
  const { institution, campaign, placements, dueDate, now } = facts;
  const { words } = institution.programme;
  const isSeveral = placements.length > 1;
  const lastDay = placements
    .flatMap(({ periods }) => periods.map(({ to }) => to))
    .sort()
    .at(-1);
  const hasEnded = lastDay !== undefined && parisDay(now) > lastDay;
  // A date that has gone by is of no use in a calendar.
  const isDatePast = dueness(dueDate, now) === 'past';
  const ending = `${isSeveral ? 'Les stages' : 'Le stage'} ${ofStudents(placements)} dans votre classe ${
    isSeveral ? (hasEnded ? 'se sont achevés' : 's’achèvent') : hasEnded ? 's’est achevé' : 's’achève'
  }. Merci de l’accueil et de l’accompagnement que vous ${isSeveral ? 'leur' : 'lui'} avez offerts.`;
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, reportSubject(facts)),
      title: subjectOf(institution, campaign, reportNoun(facts)),
      salutation: greetTutor(tutorOf(placements)),
      blocks: [
        paragraph(ending),
        paragraph(
          `Il vous reste à compléter, avec ${isSeveral ? 'chaque' : 'le'} stagiaire, le compte-rendu demandé par ${words.institute.the}, ${byWhen(facts)}.`,
        ),
        ...missingReports(facts),
        effort(facts),
        unforeseen(facts.link),
        paragraph(
          `Dès son envoi, ${isSeveral ? 'chaque' : 'le'} compte-rendu parvient au gestionnaire de scolarité du ${siteOfInstitute(institution)} et à l’étudiant en stage : vous n’avez rien d’autre à leur adresser.${
            isDatePast ? '' : ' L’échéance est jointe à ce message pour votre agenda.'
          }`,
        ),
      ],
      institution,
      siteId: placements[0]?.siteId,
    },
    isDatePast ? [] : [dueDateCalendar(facts)],
  );
};
