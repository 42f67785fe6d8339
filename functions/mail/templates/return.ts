import { stageCalendar } from '../../documents/calendar.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { of } from '../../domain/wording/elision.ts';
import { longDate } from '../../domain/wording/french-dates.ts';
import { fullName } from '../../domain/wording/people.ts';
import { paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import type { StudentFacts, TutorFacts } from './facts.ts';
import { stageForStudent, stagesForTutor } from './stage-facts.ts';
import { greetTutor, subjectOf } from './wording.ts';

/** To a tutor who was told that a stage is theirs no more: it is, after all. */
export const returnToTutor = (facts: StudentFacts & Pick<TutorFacts, 'dueDate'>): MailContent => {
  const { institution, campaign, placement, dueDate } = facts;
  const student = fullName(placement.student);
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, `Le stage ${of(student)} a bien lieu`),
      title: subjectOf(institution, campaign, 'Le stage a bien lieu'),
      salutation: greetTutor(placement.tutor),
      blocks: [
        paragraph(
          `Nous vous avions écrit que vous n’accompagniez plus le stage ${of(student)} (${stageLabel(institution, campaign)}). Il a bien lieu dans votre classe :`,
        ),
        ...stagesForTutor(institution, [placement]),
        paragraph(
          `Votre lettre de mission et le cadrage, que vous avez déjà reçus, restent valables. Le compte-rendu de stage est attendu pour le ${longDate(dueDate)}. Veuillez nous excuser pour ce contretemps.`,
        ),
      ],
      institution,
      siteId: placement.siteId,
    },
    [stageCalendar({ ...facts, placements: [placement], audience: 'tutor' })],
  );
};

/** To a student who was told that the stage does not take place: it does, after all. */
export const returnToStudent = (facts: StudentFacts): MailContent => {
  const { institution, campaign, placement } = facts;
  return writeLetter(
    {
      subject: subjectOf(institution, campaign, 'Votre stage a bien lieu'),
      title: subjectOf(institution, campaign, 'Votre stage a bien lieu'),
      salutation: `Bonjour ${placement.student.firstName},`,
      blocks: [
        paragraph(
          `Nous vous avions écrit que votre stage ${stageLabel(institution, campaign)} était annulé. Il a bien lieu :`,
        ),
        stageForStudent(institution, placement),
        paragraph('Le cadrage du stage, que vous avez déjà reçu, reste valable.'),
      ],
      institution,
      siteId: placement.siteId,
    },
    [stageCalendar({ ...facts, placements: [placement], audience: 'student' })],
  );
};
