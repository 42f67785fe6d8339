import { stageCalendar } from '../../documents/calendar.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { of } from '../../domain/wording/elision.ts';
import { fullName } from '../../domain/wording/people.ts';
import type { MailContent } from '../message.ts';
import { mailWords, speak } from '../speak.ts';
import { writeLetter } from '../write-letter.ts';
import type { StudentFacts } from './facts.ts';
import { stageForStudent, stagesForTutor } from './stage-facts.ts';
import { greetTutor, subjectOf } from './wording.ts';

export const correctionToTutorWords = mailWords({
  kind: 'correctionToTutor',
  placeholders: ['étudiant', 'de l’étudiant', 'stage'],
  inSubject: ['étudiant', 'de l’étudiant'],
  subject: 'Informations corrigées pour le stage {de l’étudiant}',
  title: 'Des informations du stage ont changé',
  passages: {
    opening: {
      label: 'Début',
      text: 'Une information que nous vous avions donnée sur le stage {stage} que vous accompagnez a été corrigée. Voici ce qui est exact désormais :',
    },
    closing: {
      label: 'Fin',
      text: 'Tout le reste de votre lettre de mission reste valable. Merci de ne plus utiliser les coordonnées précédentes.',
    },
  },
});

/** A name, an address or a school was wrong: to a tutor who holds it, as it is now. */
export const correctionToTutor = (facts: StudentFacts): MailContent => {
  const { institution, campaign, placement, wording } = facts;
  const student = fullName(placement.student);
  const say = speak(correctionToTutorWords, wording, {
    étudiant: student,
    'de l’étudiant': of(student),
    stage: stageLabel(institution, campaign),
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

export const correctionToStudentWords = mailWords({
  kind: 'correctionToStudent',
  placeholders: ['stage'],
  inSubject: [],
  subject: 'Informations corrigées pour votre stage',
  title: 'Des informations de votre stage ont changé',
  passages: {
    opening: {
      label: 'Début',
      text: 'Une information que nous vous avions donnée sur votre stage {stage} a été corrigée. Voici ce qui est exact désormais :',
    },
    closing: {
      label: 'Fin',
      text: 'Tout le reste reste valable. Merci de ne plus utiliser les coordonnées précédentes.',
    },
  },
});

/** A tutor, an address or a school was wrong: to the student who holds it, as it is now. */
export const correctionToStudent = (facts: StudentFacts): MailContent => {
  const { institution, campaign, placement, wording } = facts;
  const say = speak(correctionToStudentWords, wording, { stage: stageLabel(institution, campaign) });
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
