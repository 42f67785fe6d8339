import type { HTMLElement } from 'node-html-parser';
import { PageVisitor, type Typed } from '../../infra/local/demo/page-visitor.ts';
import { morin, startTutorHome, type TutorHome } from './tutor-home.ts';

/** All that a report needs, and the second advice. */
export const complete = {
  tutorName: 'Mme Léa Le Goff',
  schoolName: 'École élémentaire Jules-Ferry, Poitiers',
  pupilCount: '24',
  absentHalfDays: '0',
  activities: ['observations'],
  commentsSteps12: 'Très à l’écoute.',
  C1: 'acquired',
  C2: 'acquired',
  C6: 'inProgress',
  C7: 'acquired',
  C11: 'acquired',
  advice1: 'Préparer le matériel la veille.',
  advice2: 'Oser demander.',
};

/** Text as it is seen: spaces that do not break are spaces. */
export const textOf = (element: HTMLElement | null | undefined): string =>
  (element?.textContent ?? '').replace(/[\s\u00a0\u202f]+/g, ' ').trim();

export const titleOf = (root: HTMLElement): string => textOf(root.querySelector('title'));

/** The tutor of two students, without JavaScript, at a home of their own. */
export const startTutorVisit = async () => {
  const home: TutorHome = await startTutorHome();
  const link = await home.linkOf(morin);
  const tutor = new PageVisitor();
  const toForm = ({ studentNumber }: { studentNumber: string }) =>
    tutor.visit(`${home.url}${link}/${studentNumber}`);
  return {
    home,
    link,
    tutor,
    toForm,
    /** Fills in the form with `complete` and what is typed over it, and asks for the check. */
    toCheck: async (student: { studentNumber: string }, typed: Typed = {}) => {
      await toForm(student);
      return tutor.press('Vérifier et envoyer', { ...complete, ...typed });
    },
  };
};
export type TutorVisit = Awaited<ReturnType<typeof startTutorVisit>>;
