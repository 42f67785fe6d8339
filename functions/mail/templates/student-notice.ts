import { stageBounds } from '../../domain/timetable/occasion-moments.ts';
import { parisDay } from '../../domain/wording/french-dates.ts';
import { tutorName } from '../../domain/wording/people.ts';
import { facts, paragraph } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import type { StudentFacts } from './facts.ts';
import { schoolLabel } from './stage-facts.ts';
import { siteOfInstitute, subjectOf } from './wording.ts';

/**
 * With the request, to the student: that it left, and to which address. In full: the student has it from the assignment, and nobody
 * notices what is wrong with an address that is half hidden.
 */
export const studentNotice = ({ institution, campaign, placement, now }: StudentFacts): MailContent => {
  const hasEnded = parisDay(now) > stageBounds(placement.periods).last;
  const tutor = tutorName(placement);
  return writeLetter({
    subject: subjectOf(institution, campaign, `Le compte-rendu de votre stage est demandé à ${tutor}`),
    title: subjectOf(institution, campaign, 'Votre compte-rendu est demandé'),
    salutation: `Bonjour ${placement.student.firstName},`,
    blocks: [
      paragraph(
        `Votre stage ${hasEnded ? 's’est achevé' : 's’achève'}. Le lien vers le compte-rendu vient de partir à ${tutor}, à cette adresse.`,
      ),
      facts([
        { label: 'Tuteur de stage', value: tutor, email: placement.tutor.email },
        { label: 'Lieu du stage', value: schoolLabel(placement) },
      ]),
      paragraph(
        `Cette adresse n’est pas la sienne, ou plus ? Répondez à ce message : la scolarité de votre ${siteOfInstitute(institution)} la corrige, et le lien repart.`,
      ),
      paragraph(
        'Vous n’avez rien à remplir. Le compte-rendu se complète ensemble : convenez d’un moment avec votre tuteur. Vous le recevrez dès son envoi.',
      ),
    ],
    institution,
    siteId: placement.siteId,
  });
};
