import { stageCalendar } from '../../documents/calendar.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { longDate } from '../../domain/wording/french-dates.ts';
import type { MailContent } from '../message.ts';
import { mailWords, speak } from '../speak.ts';
import { writeLetter } from '../write-letter.ts';
import type { PublicFacts, StudentDoorFacts, StudentFacts, TutorFacts } from './facts.ts';
import { framingLinks, missionLinks, studentsData, tutorsData } from './guide-passages.ts';
import { stageForStudent, stagesForTutor } from './stage-facts.ts';
import { studentSpace } from './student-passages.ts';
import { greetTutor, ofStudents, siteOfInstitute, studentNames, subjectOf, tutorOf } from './wording.ts';

export const assignmentToTutorWords = mailWords({
  kind: 'assignmentToTutor',
  placeholders: ['étudiants', 'des étudiants', 'études', 'stage', 'date limite'],
  inSubject: ['étudiants', 'date limite'],
  isByNumber: true,
  subject: 'Lettre de mission et dates du stage ({étudiants})',
  title: 'Votre mission de tuteur de stage',
  passages: {
    opening: {
      label: 'Début',
      text: 'Vous avez accepté d’être tuteur ou tutrice {des étudiants}, [en formation|étudiants] en {études}, pour le stage {stage}. Nous vous en remercions vivement.',
      needs: ['des étudiants'],
    },
    next: {
      label: 'Ce qui suit',
      text: 'Les dates sont jointes pour votre agenda. À l’issue du stage, un lien vous parviendra pour compléter le compte-rendu avec le stagiaire : de 5 à 10 minutes y suffisent.',
    },
  },
});

/** At launch: who, when, where, until when, and the way to the mission letter, the role guide and the framing (ADR 37). */
export const assignmentToTutor = (facts: TutorFacts & PublicFacts): MailContent => {
  const { institution, campaign, placements, dueDate, wording } = facts;
  const say = speak(
    assignmentToTutorWords,
    wording,
    {
      étudiants: studentNames(placements),
      'des étudiants': ofStudents(placements),
      études: institution.programme.words.studies,
      stage: stageLabel(institution, campaign),
      'date limite': longDate(dueDate),
    },
    placements.length > 1,
  );
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, say.subject),
      title: subjectOf(institution, campaign, say.title),
      salutation: greetTutor(tutorOf(placements)),
      blocks: [
        ...say.paragraphs('opening'),
        ...stagesForTutor(institution, placements, [
          { label: 'Compte-rendu', value: `en ligne, pour le ${longDate(dueDate)}` },
        ]),
        ...missionLinks(facts),
        ...say.paragraphs('next'),
        tutorsData(facts),
      ],
      institution,
      siteId: placements[0]?.siteId,
    },
    [stageCalendar({ ...facts, audience: 'tutor' })],
  );
};

const another = '[Un autre stagiaire|D’autres stagiaires] dans votre classe';

export const additionToTutorWords = mailWords({
  kind: 'additionToTutor',
  placeholders: ['étudiants', 'des étudiants', 'stage', 'date limite'],
  inSubject: ['étudiants', 'date limite'],
  isByNumber: true,
  subject: `${another} ({étudiants})`,
  title: another,
  passages: {
    opening: {
      label: 'Début',
      text: 'Vous accompagnez aussi le stage {des étudiants}. Nous vous en remercions vivement.',
      needs: ['des étudiants'],
    },
    next: {
      label: 'Ce qui suit',
      text: '[Les dates du stage sont jointes|Les dates sont jointes] à ce message pour votre agenda. Le compte-rendu de ce stage est attendu pour le {date limite}. Votre lettre de mission et le cadrage, que vous avez déjà reçus, valent aussi pour [ce stage|ces stages].',
      needs: ['date limite'],
    },
  },
});

/** One more student for a tutor who has the mission letter: who, where and when, and no second letter. */
export const additionToTutor = (facts: TutorFacts): MailContent => {
  const { institution, campaign, placements, dueDate, wording } = facts;
  const say = speak(
    additionToTutorWords,
    wording,
    {
      étudiants: studentNames(placements),
      'des étudiants': ofStudents(placements),
      stage: stageLabel(institution, campaign),
      'date limite': longDate(dueDate),
    },
    placements.length > 1,
  );
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, say.subject),
      title: subjectOf(institution, campaign, say.title),
      salutation: greetTutor(tutorOf(placements)),
      blocks: [
        ...say.paragraphs('opening'),
        ...stagesForTutor(institution, placements),
        ...say.paragraphs('next'),
      ],
      institution,
      siteId: placements[0]?.siteId,
    },
    [stageCalendar({ ...facts, audience: 'tutor' })],
  );
};

export const assignmentToStudentWords = mailWords({
  kind: 'assignmentToStudent',
  placeholders: ['école', 'ville', 'stage', 'site de l’institut'],
  inSubject: ['école', 'ville'],
  subject: 'Votre affectation : {école}, {ville}',
  title: 'Votre affectation de stage',
  passages: {
    opening: { label: 'Début', text: 'Voici votre affectation pour le stage {stage}.' },
    next: {
      label: 'Ce qui suit',
      text: 'Les dates du stage sont jointes à ce message pour votre agenda. En cas d’absence ou de retard, prévenez sans attendre votre tuteur de stage et votre {site de l’institut}.',
    },
  },
});

/** At launch: where, with whom and when, and the way to the framing. */
export const assignmentToStudent = (facts: StudentFacts & PublicFacts & StudentDoorFacts): MailContent => {
  const { institution, campaign, placement, wording } = facts;
  const { school, student } = placement;
  const say = speak(assignmentToStudentWords, wording, {
    école: school.name,
    ville: school.town,
    stage: stageLabel(institution, campaign),
    'site de l’institut': siteOfInstitute(institution),
  });
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, say.subject),
      title: subjectOf(institution, campaign, say.title),
      salutation: `Bonjour ${student.firstName},`,
      blocks: [
        ...say.paragraphs('opening'),
        stageForStudent(institution, placement),
        ...framingLinks(facts, 'student'),
        studentSpace(facts),
        ...say.paragraphs('next'),
        studentsData(facts),
      ],
      institution,
      siteId: placement.siteId,
    },
    [stageCalendar({ ...facts, placements: [placement], audience: 'student' })],
  );
};
