import type { WordKind } from '../../../schemas/tutors-word.ts';

/** What those who manage can do about a word, beside having seen it: each an action that there is anyway. */
export type WordAnswer = 'cancel' | 'dates' | 'close' | 'replace';

type WordMeaning = {
  /** What staff read for it, on pages and in lists. */
  label: string;
  /** What it is asked beside words of the tutor's own, which only `text` cannot do without. */
  asks: 'nothing' | 'lastDay' | 'colleague' | 'text';
  /** What fits, the most likely first. */
  answers: readonly WordAnswer[];
};

/** What each word of a tutor means, for all who ask. */
export const wordMeanings = {
  absent: { label: 'Le stagiaire n’est pas venu', asks: 'nothing', answers: ['cancel'] },
  stoppedEarly: {
    label: 'Le stage s’est arrêté plus tôt',
    asks: 'lastDay',
    answers: ['dates', 'close'],
  },
  notTutor: { label: 'N’est pas, ou plus, le tuteur', asks: 'nothing', answers: ['replace'] },
  colleague: { label: 'Passe la main à un collègue', asks: 'colleague', answers: ['replace'] },
  other: { label: 'Autre imprévu', asks: 'text', answers: [] },
} as const satisfies Record<WordKind, WordMeaning>;

/** "Mot du tuteur : le stagiaire n’est pas venu" */
export const wordTitle = (kind: WordKind): string => {
  const { label } = wordMeanings[kind];
  return `Mot du tuteur : ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
};
