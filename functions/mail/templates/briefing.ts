import type { Placement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { longDate, parisDay } from '../../domain/wording/french-dates.ts';
import type { MailContent } from '../message.ts';
import { mailWords, speak } from '../speak.ts';
import { writeLetter } from '../write-letter.ts';
import type { PublicFacts, StudentDoorFacts, StudentFacts, TutorFacts } from './facts.ts';
import { framingLinks } from './guide-passages.ts';
import { stageForStudent, stagesForTutor } from './stage-facts.ts';
import { studentSpace } from './student-passages.ts';
import {
  dayAndMonth,
  greetTutor,
  ofStudents,
  siteOfInstitute,
  studentNames,
  subjectOf,
  tutorOf,
} from './wording.ts';

/** The first day of the first stage in the mail. */
const firstDay = (placements: Placement[]): string =>
  placements.flatMap(({ periods }) => periods.map(({ from }) => from)).sort()[0] ?? '';

/** "commence le lundi 5 octobre 2026", or "a commencé …" when a late launch sends it after the first day. */
const begins = (placements: Placement[], now: IsoInstant): string => {
  const day = firstDay(placements);
  return `${parisDay(now) > day ? 'a commencé' : 'commence'} le ${longDate(day)}`;
};

export const briefingToTutorWords = mailWords({
  kind: 'briefingToTutor',
  placeholders: ['étudiants', 'des étudiants', 'premier jour', 'commence le'],
  inSubject: ['étudiants', 'premier jour'],
  isByNumber: true,
  subject: 'Début du stage le {premier jour} ({étudiants})',
  title: 'Le stage dans votre classe',
  passages: {
    opening: {
      label: 'Début',
      text: 'Le stage {des étudiants} dans votre classe {commence le}.',
      needs: ['des étudiants'],
    },
    closing: {
      label: 'Fin',
      text: 'Si vous avez un empêchement, ou si une date a changé, prévenez le délégué de stage du site dès que possible. Merci de l’accueil que vous réservez à nos étudiants.',
      isOptional: true,
    },
  },
});

/** Seven days before the stage: the dates once more, and the way to the framing. */
export const briefingToTutor = ({
  institution,
  campaign,
  placements,
  now,
  publicUrl,
  wording,
}: Omit<TutorFacts, 'dueDate'> & PublicFacts): MailContent => {
  const say = speak(
    briefingToTutorWords,
    wording,
    {
      étudiants: studentNames(placements),
      'des étudiants': ofStudents(placements),
      'premier jour': dayAndMonth(firstDay(placements)),
      'commence le': begins(placements, now),
    },
    placements.length > 1,
  );
  return writeLetter({
    subject: subjectOf(institution, campaign, say.subject),
    title: subjectOf(institution, campaign, say.title),
    salutation: greetTutor(tutorOf(placements)),
    blocks: [
      ...say.paragraphs('opening'),
      ...stagesForTutor(institution, placements),
      ...framingLinks({ campaign, publicUrl }, 'tutor'),
      ...say.paragraphs('closing'),
    ],
    institution,
    siteId: placements[0]?.siteId,
  });
};

export const briefingToStudentWords = mailWords({
  kind: 'briefingToStudent',
  placeholders: ['premier jour', 'commence le', 'site de l’institut'],
  inSubject: ['premier jour'],
  subject: 'Début de votre stage le {premier jour}',
  title: 'Votre stage approche',
  passages: {
    opening: { label: 'Début', text: 'Votre stage {commence le}.' },
    closing: {
      label: 'Fin',
      text: 'Si vous ne l’avez pas encore fait, prenez contact avec votre tuteur de stage. En cas d’absence ou de retard, prévenez sans attendre votre tuteur et votre {site de l’institut}.',
      isOptional: true,
    },
  },
});

/** Seven days before the stage: the dates once more, and the way to the framing. */
export const briefingToStudent = ({
  institution,
  campaign,
  placement,
  now,
  publicUrl,
  door,
  wording,
}: StudentFacts & PublicFacts & StudentDoorFacts): MailContent => {
  const say = speak(briefingToStudentWords, wording, {
    'premier jour': dayAndMonth(firstDay([placement])),
    'commence le': begins([placement], now),
    'site de l’institut': siteOfInstitute(institution),
  });
  return writeLetter({
    subject: subjectOf(institution, campaign, say.subject),
    title: subjectOf(institution, campaign, say.title),
    salutation: `Bonjour ${placement.student.firstName},`,
    blocks: [
      ...say.paragraphs('opening'),
      stageForStudent(institution, placement),
      ...framingLinks({ campaign, publicUrl }, 'student'),
      studentSpace({ door }),
      ...say.paragraphs('closing'),
    ],
    institution,
    siteId: placement.siteId,
  });
};
