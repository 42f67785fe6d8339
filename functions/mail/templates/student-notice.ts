import { stageLabel } from '../../domain/guide/programme.ts';
import { stageBounds } from '../../domain/timetable/occasion-moments.ts';
import { parisDay } from '../../domain/wording/french-dates.ts';
import { tutorName } from '../../domain/wording/people.ts';
import { facts } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { mailWords, speak } from '../speak.ts';
import { writeLetter } from '../write-letter.ts';
import type { StudentFacts } from './facts.ts';
import { schoolLabel } from './stage-facts.ts';
import { siteOfInstitute, subjectOf } from './wording.ts';

export const studentNoticeWords = mailWords({
  kind: 'studentNotice',
  placeholders: ['tuteur', 's’achève', 'site de l’institut', 'stage'],
  inSubject: ['tuteur'],
  subject: 'Le compte-rendu de votre stage est demandé à {tuteur}',
  title: 'Votre compte-rendu est demandé',
  passages: {
    opening: {
      label: 'Début, avant l’adresse',
      text: 'Votre stage {s’achève}. Le lien vers le compte-rendu vient de partir à {tuteur}, à cette adresse.',
    },
    wrong: {
      label: 'Si l’adresse n’est pas la bonne',
      text: 'Cette adresse n’est pas la sienne, ou plus ? Répondez à ce message : la scolarité de votre {site de l’institut} la corrige, et le lien repart.',
    },
    closing: {
      label: 'Fin',
      text: 'Vous n’avez rien à remplir. Le compte-rendu se complète ensemble : convenez d’un moment avec votre tuteur. Vous le recevrez dès son envoi.',
      isOptional: true,
    },
  },
});

/**
 * With the request, to the student: that it left, and to which address. In full: the student has it from the assignment, and nobody
 * notices what is wrong with an address that is half hidden.
 */
export const studentNotice = ({
  institution,
  campaign,
  placement,
  now,
  wording,
}: StudentFacts): MailContent => {
  const hasEnded = parisDay(now) > stageBounds(placement.periods).last;
  const tutor = tutorName(placement);
  const say = speak(studentNoticeWords, wording, {
    tuteur: tutor,
    's’achève': hasEnded ? 's’est achevé' : 's’achève',
    'site de l’institut': siteOfInstitute(institution),
    stage: stageLabel(institution, campaign),
  });
  return writeLetter({
    subject: subjectOf(institution, campaign, say.subject),
    title: subjectOf(institution, campaign, say.title),
    salutation: `Bonjour ${placement.student.firstName},`,
    blocks: [
      ...say.paragraphs('opening'),
      facts([
        { label: 'Tuteur de stage', value: tutor, email: placement.tutor.email },
        { label: 'Lieu du stage', value: schoolLabel(placement) },
      ]),
      ...say.paragraphs('wrong'),
      ...say.paragraphs('closing'),
    ],
    institution,
    siteId: placement.siteId,
  });
};
