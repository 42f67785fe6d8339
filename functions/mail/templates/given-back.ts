import type { Asked, Placement } from '../../../schemas/placement.ts';
import { of } from '../../domain/wording/elision.ts';
import { longDate } from '../../domain/wording/french-dates.ts';
import { fullName } from '../../domain/wording/people.ts';
import { button, facts, paragraph, quote } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { writeLetter } from '../write-letter.ts';
import type { CampaignFacts } from './facts.ts';
import { schoolLabel } from './stage-facts.ts';
import { dayAndMonth, greetTutor, subjectOf } from './wording.ts';

export type GivenBackFacts = CampaignFacts & {
  placement: Extract<Placement, { status: 'givenBack' }>;
  asked: Asked;
  link: string;
};

/** To the tutor of a report that is in: what the institute asks to have corrected, and where. */
export const givenBack = ({ institution, campaign, placement, asked, link }: GivenBackFacts): MailContent => {
  const student = fullName(placement.student);
  return writeLetter({
    subject: subjectOf(
      institution,
      campaign,
      `Compte-rendu ${of(student)} : un point à corriger d’ici au ${dayAndMonth(asked.until)}`,
    ),
    title: subjectOf(institution, campaign, 'Un point à corriger dans votre compte-rendu'),
    salutation: greetTutor(placement.tutor),
    blocks: [
      paragraph(
        `Merci pour le compte-rendu de stage ${of(student)}, que nous avons bien reçu. La scolarité vous le rouvre pour que vous puissiez y corriger un point :`,
      ),
      quote(asked.text),
      facts([
        { label: 'Stagiaire', value: `${student} – ${schoolLabel(placement)}` },
        { label: 'Référence', value: placement.reference },
        { label: 'À corriger d’ici au', value: longDate(asked.until) },
      ]),
      button('Corriger le compte-rendu', link),
      paragraph(
        'Tout ce que vous aviez écrit s’y trouve : il suffit de modifier ce point, puis d’envoyer à nouveau. La nouvelle version remplacera la précédente, et sera transmise aux mêmes personnes. Sans nouvelle version, celle que vous avez envoyée reste valable.',
      ),
      paragraph('Ce lien vous est personnel : merci de ne pas le transférer.'),
    ],
    institution,
  });
};

/** What they were asked they need not do any more. No link: there is nothing to do. */
export const givenBackWithdrawn = ({
  institution,
  campaign,
  placement,
}: Pick<GivenBackFacts, 'institution' | 'campaign' | 'placement'>): MailContent => {
  const student = fullName(placement.student);
  return writeLetter({
    subject: subjectOf(institution, campaign, `Compte-rendu ${of(student)} : rien à corriger finalement`),
    title: subjectOf(institution, campaign, 'Votre compte-rendu reste valable'),
    salutation: greetTutor(placement.tutor),
    blocks: [
      paragraph(
        `Nous vous avions demandé de corriger un point dans le compte-rendu de stage ${of(student)}. Ce n’est plus nécessaire : la version que vous avez envoyée reste valable, et vous n’avez rien à faire.`,
      ),
      facts([
        { label: 'Stagiaire', value: `${student} – ${schoolLabel(placement)}` },
        { label: 'Référence', value: placement.reference },
      ]),
      paragraph('Merci encore pour votre aide.'),
    ],
    institution,
  });
};
