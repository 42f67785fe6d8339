import { stageCalendar } from '../../documents/calendar.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { of } from '../../domain/wording/elision.ts';
import { fullName } from '../../domain/wording/people.ts';
import { paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import type { StudentFacts } from './facts.ts';
import { stageForStudent, stagesForTutor } from './stage-facts.ts';
import { greetTutor, subjectOf } from './wording.ts';

/** A name, an address or a school was wrong: to a tutor who holds it, as it is now. */
export const correctionToTutor = (facts: StudentFacts): MailContent => {
  const { institution, campaign, placement } = facts;
  const student = fullName(placement.student);
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, `Informations corrigées pour le stage ${of(student)}`),
      title: subjectOf(institution, campaign, 'Des informations du stage ont changé'),
      salutation: greetTutor(placement.tutor),
      blocks: [
        paragraph(
          `Une information que nous vous avions donnée sur le stage ${stageLabel(institution, campaign)} que vous accompagnez a été corrigée. Voici ce qui est exact désormais :`,
        ),
        ...stagesForTutor(institution, [placement]),
        paragraph(
          'Tout le reste de votre lettre de mission reste valable. Merci de ne plus utiliser les coordonnées précédentes.',
        ),
      ],
      institution,
      siteId: placement.siteId,
    },
    [stageCalendar({ ...facts, placements: [placement], audience: 'tutor' })],
  );
};

/** A tutor, an address or a school was wrong: to the student who holds it, as it is now. */
export const correctionToStudent = (facts: StudentFacts): MailContent => {
  const { institution, campaign, placement } = facts;
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, 'Informations corrigées pour votre stage'),
      title: subjectOf(institution, campaign, 'Des informations de votre stage ont changé'),
      salutation: `Bonjour ${placement.student.firstName},`,
      blocks: [
        paragraph(
          `Une information que nous vous avions donnée sur votre stage ${stageLabel(institution, campaign)} a été corrigée. Voici ce qui est exact désormais :`,
        ),
        stageForStudent(institution, placement),
        paragraph('Tout le reste reste valable. Merci de ne plus utiliser les coordonnées précédentes.'),
      ],
      institution,
      siteId: placement.siteId,
    },
    [stageCalendar({ ...facts, placements: [placement], audience: 'student' })],
  );
};
