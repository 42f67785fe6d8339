import { stageCalendar } from '../../documents/calendar.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { of } from '../../domain/wording/elision.ts';
import { longDate } from '../../domain/wording/french-dates.ts';
import { fullName } from '../../domain/wording/people.ts';
import type { MailContent } from '../message.ts';
import { mailWords, speak } from '../speak.ts';
import { writeLetter } from '../write-letter.ts';
import type { StudentFacts, TutorFacts } from './facts.ts';
import { stageForStudent, stagesForTutor } from './stage-facts.ts';
import { greetTutor, subjectOf } from './wording.ts';

export const returnToTutorWords = mailWords({
  kind: 'returnToTutor',
  placeholders: ['étudiant', 'de l’étudiant', 'stage', 'date limite'],
  inSubject: ['étudiant', 'de l’étudiant'],
  subject: 'Le stage {de l’étudiant} a bien lieu',
  title: 'Le stage a bien lieu',
  passages: {
    opening: {
      label: 'Début',
      text: 'Nous vous avions écrit que vous n’accompagniez plus le stage {de l’étudiant} ({stage}). Il a bien lieu dans votre classe :',
      needs: ['de l’étudiant'],
    },
    closing: {
      label: 'Fin',
      text: 'Votre lettre de mission et le cadrage, que vous avez déjà reçus, restent valables. Le compte-rendu de stage est attendu pour le {date limite}. Veuillez nous excuser pour ce contretemps.',
      needs: ['date limite'],
    },
  },
});

/** To a tutor who was told that a stage is theirs no more: it is, after all. */
export const returnToTutor = (facts: StudentFacts & Pick<TutorFacts, 'dueDate'>): MailContent => {
  const { institution, campaign, placement, dueDate, wording } = facts;
  const student = fullName(placement.student);
  const say = speak(returnToTutorWords, wording, {
    étudiant: student,
    'de l’étudiant': of(student),
    stage: stageLabel(institution, campaign),
    'date limite': longDate(dueDate),
  });
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, say.subject),
      title: subjectOf(institution, campaign, say.title),
      salutation: greetTutor(placement.tutor),
      blocks: [
        ...say.paragraphs('opening'),
        ...stagesForTutor(institution, [placement]),
        ...say.paragraphs('closing'),
      ],
      institution,
      siteId: placement.siteId,
    },
    [stageCalendar({ ...facts, placements: [placement], audience: 'tutor' })],
  );
};

export const returnToStudentWords = mailWords({
  kind: 'returnToStudent',
  placeholders: ['stage'],
  inSubject: [],
  subject: 'Votre stage a bien lieu',
  title: 'Votre stage a bien lieu',
  passages: {
    opening: {
      label: 'Début',
      text: 'Nous vous avions écrit que votre stage {stage} était annulé. Il a bien lieu :',
    },
    closing: { label: 'Fin', text: 'Le cadrage du stage, que vous avez déjà reçu, reste valable.' },
  },
});

/** To a student who was told that the stage does not take place: it does, after all. */
export const returnToStudent = (facts: StudentFacts): MailContent => {
  const { institution, campaign, placement, wording } = facts;
  const say = speak(returnToStudentWords, wording, { stage: stageLabel(institution, campaign) });
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, say.subject),
      title: subjectOf(institution, campaign, say.title),
      salutation: `Bonjour ${placement.student.firstName},`,
      blocks: [
        ...say.paragraphs('opening'),
        stageForStudent(institution, placement),
        ...say.paragraphs('closing'),
      ],
      institution,
      siteId: placement.siteId,
    },
    [stageCalendar({ ...facts, placements: [placement], audience: 'student' })],
  );
};
