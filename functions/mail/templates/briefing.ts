import type { Placement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { longDate, parisDay } from '../../domain/wording/french-dates.ts';
import { paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
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

/** Seven days before the stage: the dates once more, and the way to the framing. */
export const briefingToTutor = ({
  institution,
  campaign,
  placements,
  now,
  publicUrl,
}: Omit<TutorFacts, 'dueDate'> & PublicFacts): MailContent =>
  writeLetter({
    subject: subjectOf(
      institution,
      campaign,
      `Début du stage le ${dayAndMonth(firstDay(placements))} (${studentNames(placements)})`,
    ),
    title: subjectOf(institution, campaign, 'Le stage dans votre classe'),
    salutation: greetTutor(tutorOf(placements)),
    blocks: [
      paragraph(`Le stage ${ofStudents(placements)} dans votre classe ${begins(placements, now)}.`),
      ...stagesForTutor(institution, placements),
      ...framingLinks({ campaign, publicUrl }, 'tutor'),
      paragraph(
        'Si vous avez un empêchement, ou si une date a changé, prévenez le délégué de stage du site dès que possible. Merci de l’accueil que vous réservez à nos étudiants.',
      ),
    ],
    institution,
    siteId: placements[0]?.siteId,
  });

/** Seven days before the stage: the dates once more, and the way to the framing. */
export const briefingToStudent = ({
  institution,
  campaign,
  placement,
  now,
  publicUrl,
  door,
}: StudentFacts & PublicFacts & StudentDoorFacts): MailContent =>
  writeLetter({
    subject: subjectOf(
      institution,
      campaign,
      `Début de votre stage le ${dayAndMonth(firstDay([placement]))}`,
    ),
    title: subjectOf(institution, campaign, 'Votre stage approche'),
    salutation: `Bonjour ${placement.student.firstName},`,
    blocks: [
      paragraph(`Votre stage ${begins([placement], now)}.`),
      stageForStudent(institution, placement),
      ...framingLinks({ campaign, publicUrl }, 'student'),
      studentSpace({ door }),
      paragraph(
        `Si vous ne l’avez pas encore fait, prenez contact avec votre tuteur de stage. En cas d’absence ou de retard, prévenez sans attendre votre tuteur et votre ${siteOfInstitute(institution)}.`,
      ),
    ],
    institution,
    siteId: placement.siteId,
  });
