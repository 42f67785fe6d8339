import type { Institution } from '../../../schemas/institution.ts';
import { type MailChoice, type MailWishes, usualMailWishes } from '../../../schemas/mail-choice.ts';

/** How reports may come to those in charge of a site, of the questions that one answer settles. */
export const mailAnswers = {
  lien: {
    label: 'Le matin, derrière un lien : le courriel dit combien, la page les montre',
    inTrail: 'un lien le matin',
    wishes: { reportsBy: 'link', isEachMailed: false },
  },
  joints: {
    label: 'Le matin, en pièces jointes ; derrière le lien quand ils sont plus de vingt',
    inTrail: 'joints au matin',
    wishes: { reportsBy: 'attachment', isEachMailed: false },
  },
  chacun: {
    label: 'Un courriel pour chacun, dès qu’il est reçu',
    inTrail: 'un courriel chacun',
    wishes: { reportsBy: 'link', isEachMailed: true },
  },
  tous: {
    label: 'Les deux : un courriel pour chacun dès qu’il est reçu, et le lien du matin',
    inTrail: 'un courriel chacun, et un lien le matin',
    wishes: { reportsBy: 'link', isEachMailed: true, isMorningToo: true },
  },
} as const satisfies Record<string, { label: string; inTrail: string; wishes: MailWishes }>;
export type MailAnswer = keyof typeof mailAnswers;
const isAnswer = (word: string): word is MailAnswer => Object.hasOwn(mailAnswers, word);

type Offering = Pick<Institution, 'reportsBy' | 'usualMails'>;

/** An institution that has no report attached offers no such mail. */
export const offeredAnswers = ({ reportsBy }: Pick<Institution, 'reportsBy'>): MailAnswer[] =>
  Object.keys(mailAnswers)
    .filter(isAnswer)
    .filter((answer) => answer !== 'joints' || reportsBy !== 'link');

export const readAnswer = (
  institution: Pick<Institution, 'reportsBy'>,
  word: string,
): MailAnswer | undefined => offeredAnswers(institution).find((answer) => answer === word);

export const answerOf = (
  institution: Pick<Institution, 'reportsBy'>,
  { reportsBy, isEachMailed, isMorningToo }: MailWishes,
): MailAnswer => {
  if (isEachMailed) return isMorningToo ? 'tous' : 'chacun';
  return reportsBy === 'attachment' && institution.reportsBy !== 'link' ? 'joints' : 'lien';
};

/** Of who has chosen nothing. */
export const usualAnswer = (institution: Offering): MailAnswer =>
  answerOf(institution, institution.usualMails ?? usualMailWishes);

/** What somebody is mailed: what they chose, else what the institution has for all. */
export const wishesOf = (institution: Offering, choice: MailChoice | undefined): MailWishes =>
  choice ?? institution.usualMails ?? usualMailWishes;
