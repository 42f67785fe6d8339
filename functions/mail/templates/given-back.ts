import type { Asked, Placement } from '../../../schemas/placement.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { of } from '../../domain/wording/elision.ts';
import { longDate } from '../../domain/wording/french-dates.ts';
import { fullName } from '../../domain/wording/people.ts';
import { button, facts, paragraph, quote } from '../letter.ts';
import type { MailContent } from '../message.ts';
import { mailWords, speak } from '../speak.ts';
import { writeLetter } from '../write-letter.ts';
import type { CampaignFacts } from './facts.ts';
import { personalLink } from './report-passages.ts';
import { schoolLabel } from './stage-facts.ts';
import { dayAndMonth, greetTutor, subjectOf } from './wording.ts';

export type GivenBackFacts = CampaignFacts & {
  placement: Extract<Placement, { status: 'givenBack' }>;
  asked: Asked;
  link: string;
};

export const givenBackWords = mailWords({
  kind: 'givenBack',
  placeholders: ['étudiant', 'de l’étudiant', 'jour de correction', 'stage'],
  inSubject: ['étudiant', 'de l’étudiant', 'jour de correction'],
  subject: 'Compte-rendu {de l’étudiant} : un point à corriger d’ici au {jour de correction}',
  title: 'Un point à corriger dans votre compte-rendu',
  passages: {
    opening: {
      label: 'Début, avant le point à corriger',
      text: 'Merci pour le compte-rendu de stage {de l’étudiant}, que nous avons bien reçu. La scolarité vous le rouvre pour que vous puissiez y corriger un point :',
    },
    how: {
      label: 'Comment faire',
      text: 'Tout ce que vous aviez écrit s’y trouve : il suffit de modifier ce point, puis d’envoyer à nouveau. La nouvelle version remplacera la précédente, et sera transmise aux mêmes personnes. Sans nouvelle version, celle que vous avez envoyée reste valable.',
    },
  },
});

/** To the tutor of a report that is in: what the institute asks to have corrected, and where. */
export const givenBack = ({
  institution,
  campaign,
  placement,
  asked,
  link,
  wording,
}: GivenBackFacts): MailContent => {
  const student = fullName(placement.student);
  const say = speak(givenBackWords, wording, {
    étudiant: student,
    'de l’étudiant': of(student),
    'jour de correction': dayAndMonth(asked.until),
    stage: stageLabel(institution, campaign),
  });
  return writeLetter({
    subject: subjectOf(institution, campaign, say.subject),
    title: subjectOf(institution, campaign, say.title),
    salutation: greetTutor(placement.tutor),
    blocks: [
      ...say.paragraphs('opening'),
      quote(asked.text),
      facts([
        { label: 'Stagiaire', value: `${student} – ${schoolLabel(placement)}` },
        { label: 'Référence', value: placement.reference },
        { label: 'À corriger d’ici au', value: longDate(asked.until) },
      ]),
      button('Corriger le compte-rendu', link),
      ...say.paragraphs('how'),
      paragraph(personalLink),
    ],
    institution,
  });
};

export const givenBackWithdrawnWords = mailWords({
  kind: 'givenBackWithdrawn',
  placeholders: ['étudiant', 'de l’étudiant', 'stage'],
  inSubject: ['étudiant', 'de l’étudiant'],
  subject: 'Compte-rendu {de l’étudiant} : rien à corriger finalement',
  title: 'Votre compte-rendu reste valable',
  passages: {
    opening: {
      label: 'Début',
      text: 'Nous vous avions demandé de corriger un point dans le compte-rendu de stage {de l’étudiant}. Ce n’est plus nécessaire : la version que vous avez envoyée reste valable, et vous n’avez rien à faire.',
    },
    closing: { label: 'Fin', text: 'Merci encore pour votre aide.', isOptional: true },
  },
});

/** What they were asked they need not do any more. No link: there is nothing to do. */
export const givenBackWithdrawn = ({
  institution,
  campaign,
  placement,
  wording,
}: Pick<GivenBackFacts, 'institution' | 'campaign' | 'placement' | 'wording'>): MailContent => {
  const student = fullName(placement.student);
  const say = speak(givenBackWithdrawnWords, wording, {
    étudiant: student,
    'de l’étudiant': of(student),
    stage: stageLabel(institution, campaign),
  });
  return writeLetter({
    subject: subjectOf(institution, campaign, say.subject),
    title: subjectOf(institution, campaign, say.title),
    salutation: greetTutor(placement.tutor),
    blocks: [
      ...say.paragraphs('opening'),
      facts([
        { label: 'Stagiaire', value: `${student} – ${schoolLabel(placement)}` },
        { label: 'Référence', value: placement.reference },
      ]),
      ...say.paragraphs('closing'),
    ],
    institution,
  });
};
