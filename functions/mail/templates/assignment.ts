import { stageCalendar } from '../../documents/calendar.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { longDate } from '../../domain/wording/french-dates.ts';
import { paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import type { PublicFacts, StudentDoorFacts, StudentFacts, TutorFacts } from './facts.ts';
import { framingLinks, missionLinks, studentsData, tutorsData } from './guide-passages.ts';
import { stageForStudent, stagesForTutor } from './stage-facts.ts';
import { studentSpace } from './student-passages.ts';
import { greetTutor, ofStudents, siteOfInstitute, studentNames, subjectOf, tutorOf } from './wording.ts';

/** At launch: who, when, where, until when, and the way to the mission letter, the role guide and the framing (ADR 37). */
export const assignmentToTutor = (facts: TutorFacts & PublicFacts): MailContent => {
  const { institution, campaign, placements, dueDate } = facts;
  const isSeveral = placements.length > 1;
  const stage = stageLabel(institution, campaign);
  return writeLetter(
    {
      subject: subjectOf(
        institution,
        campaign,
        `Lettre de mission et dates du stage (${studentNames(placements)})`,
      ),
      title: subjectOf(institution, campaign, 'Votre mission de tuteur de stage'),
      salutation: greetTutor(tutorOf(placements)),
      blocks: [
        paragraph(
          `Vous avez accepté d’être tuteur ou tutrice ${ofStudents(placements)}, ${isSeveral ? 'étudiants' : 'en formation'} en ${institution.programme.words.studies}, pour le stage ${stage}. Nous vous en remercions vivement.`,
        ),
        ...stagesForTutor(institution, placements, [
          { label: 'Compte-rendu', value: `en ligne, pour le ${longDate(dueDate)}` },
        ]),
        ...missionLinks(facts),
        paragraph(
          'Les dates sont jointes pour votre agenda. À l’issue du stage, un lien vous parviendra pour compléter le compte-rendu avec le stagiaire : de 5 à 10 minutes y suffisent.',
        ),
        tutorsData(facts),
      ],
      institution,
      siteId: placements[0]?.siteId,
    },
    [stageCalendar({ ...facts, audience: 'tutor' })],
  );
};

/** One more student for a tutor who has the mission letter: who, where and when, and no second letter. */
export const additionToTutor = (facts: TutorFacts): MailContent => {
  const { institution, campaign, placements, dueDate } = facts;
  const isSeveral = placements.length > 1;
  return writeLetter(
    {
      subject: subjectOf(
        institution,
        campaign,
        `${isSeveral ? 'D’autres stagiaires' : 'Un autre stagiaire'} dans votre classe (${studentNames(placements)})`,
      ),
      title: subjectOf(
        institution,
        campaign,
        isSeveral ? 'D’autres stagiaires dans votre classe' : 'Un autre stagiaire dans votre classe',
      ),
      salutation: greetTutor(tutorOf(placements)),
      blocks: [
        paragraph(
          `Vous accompagnez aussi le stage ${ofStudents(placements)}. Nous vous en remercions vivement.`,
        ),
        ...stagesForTutor(institution, placements),
        paragraph(
          `${isSeveral ? 'Les dates sont jointes' : 'Les dates du stage sont jointes'} à ce message pour votre agenda. Le compte-rendu de ce stage est attendu pour le ${longDate(dueDate)}. Votre lettre de mission et le cadrage, que vous avez déjà reçus, valent aussi pour ${isSeveral ? 'ces stages' : 'ce stage'}.`,
        ),
      ],
      institution,
      siteId: placements[0]?.siteId,
    },
    [stageCalendar({ ...facts, audience: 'tutor' })],
  );
};

/** At launch: where, with whom and when, and the way to the framing. */
export const assignmentToStudent = (facts: StudentFacts & PublicFacts & StudentDoorFacts): MailContent => {
  const { institution, campaign, placement } = facts;
  const { school, student } = placement;
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, `Votre affectation : ${school.name}, ${school.town}`),
      title: subjectOf(institution, campaign, 'Votre affectation de stage'),
      salutation: `Bonjour ${student.firstName},`,
      blocks: [
        paragraph(`Voici votre affectation pour le stage ${stageLabel(institution, campaign)}.`),
        stageForStudent(institution, placement),
        ...framingLinks(facts, 'student'),
        studentSpace(facts),
        paragraph(
          `Les dates du stage sont jointes à ce message pour votre agenda. En cas d’absence ou de retard, prévenez sans attendre votre tuteur de stage et votre ${siteOfInstitute(institution)}.`,
        ),
        studentsData(facts),
      ],
      institution,
      siteId: placement.siteId,
    },
    [stageCalendar({ ...facts, placements: [placement], audience: 'student' })],
  );
};
