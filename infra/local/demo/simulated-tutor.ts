import type { Occasion } from '../../../schemas/occasion.ts';
import { PageVisitor, type Typed } from './page-visitor.ts';
import { chance, pick } from './seeded-chance.ts';

const hour = 3_600_000;
const slot = hour / 6;

/** After which mail a tutor gets round to it, if ever. Half at once, as the institute hopes; one in eight never. */
const habits: { until: number; waitsFor: Occasion | undefined }[] = [
  { until: 0.5, waitsFor: 'request' },
  { until: 0.65, waitsFor: 'reminder1' },
  { until: 0.75, waitsFor: 'reminder2' },
  { until: 0.82, waitsFor: 'reminder3' },
  { until: 0.88, waitsFor: 'escalation' },
  { until: 1, waitsFor: undefined },
];

export type Habit = {
  /** The occasion whose mail sets the tutor to work; undefined: never. */
  waitsFor: Occasion | undefined;
  /** Milliseconds from that mail to the report. */
  hesitation: number;
};

export const habitFor = (seed: number, studentNumber: string): Habit => {
  const drawn = chance(seed, 'habit', studentNumber);
  return {
    waitsFor: habits.find(({ until }) => drawn < until)?.waitsFor,
    // Past a second, so that sending "in the same second as" has its own tests.
    // In whole slots, so that many of a large campaign come at once instead of each by a jump of the clock.
    hesitation: slot * Math.ceil((0.1 * hour + chance(seed, 'hesitation', studentNumber) * 40 * hour) / slot),
  };
};

const comments = [
  'Stagiaire à l’écoute, qui s’est vite intégré·e à l’équipe. Les observations sont précises et les questions pertinentes.',
  'Une semaine riche : l’aide apportée aux élèves en difficulté a été appréciée.\nLes consignes gagneraient à être plus courtes.',
  'Très bonne posture ; <b>voix</b> posée & regard attentif. Le temps de synthèse est encore à travailler (cf. l’œuvre lue en classe).',
] as const;
const advice = [
  'Préparer un déroulé minuté et anticiper le matériel.',
  'Varier les supports et laisser plus de temps de recherche aux élèves.',
  'Oser s’affirmer et s’appuyer sur les règles de la classe.',
  // What a spreadsheet program would compute, or take for a number.
  '= moins de consignes, + de temps de recherche.',
  '2 ou 3 consignes courtes suffisent.',
] as const;
const details = 'Arrive souvent après les élèves ; nous en avons parlé ensemble.';

/** The names of the form's fields of one kind, each once. */
const namesOf = (root: PageVisitor['page']['root'], kind: string): string[] => [
  ...new Set(root.querySelectorAll(kind).map((field) => field.getAttribute('name') ?? '')),
];

/** What a tutor types into the form, by chance. */
export const filledIn = (root: PageVisitor['page']['root'], seed: number, studentNumber: string): Typed => {
  const draw = (what: string) => chance(seed, what, studentNumber);
  const activities = root
    .querySelectorAll('input[name="activities"]')
    .map((box) => box.getAttribute('value') ?? '')
    .filter((_, index) => index === 0 || draw(`activity ${index}`) < 0.7 - 0.07 * index);
  const levels = Object.fromEntries(
    namesOf(root, 'input[type="radio"]').map((criterion) => {
      const drawn = draw(criterion);
      return [criterion, drawn < 0.03 ? 'notAcquired' : drawn < 0.35 ? 'inProgress' : 'acquired'];
    }),
  );
  return {
    activities,
    ...levels,
    ...Object.fromEntries(
      Object.entries(levels)
        .filter(([, level]) => level === 'notAcquired')
        .map(([criterion]) => [`${criterion}Details`, details]),
    ),
    absentHalfDays: String(Math.floor(draw('absences') * 3)),
    classLevel: 'CE1',
    pupilCount: '22',
    ...Object.fromEntries(
      namesOf(root, 'textarea[name^="comments"]').map((field) => [
        field,
        pick(comments, seed, field, studentNumber),
      ]),
    ),
    ...Object.fromEntries(
      namesOf(root, 'input[name^="sessions"]').map((field) => [field, String(Math.floor(draw(field) * 6))]),
    ),
    advice1: pick(advice, seed, 'advice 1', studentNumber),
    advice2: draw('second') < 0.8 ? pick(advice, seed, 'advice 2', studentNumber) : '',
    completedWithStudent: 'yes',
  };
};

/**
 * Opens the link of a mail, fills in one student's form, checks it and sends it, as a person without JavaScript would. A
 * report that is already in is left as it is.
 *
 * @param door the path of the tutor's link.
 */
export const sendReport = async (
  home: string,
  door: string,
  studentNumber: string,
  seed: number,
): Promise<void> => {
  const tutor = new PageVisitor();
  await tutor.visit(`${home}${door}`);
  await tutor.visit(`${door}/${studentNumber}`);
  const { root } = tutor.page;
  if (!root.querySelector('textarea[name="advice1"]')) return;

  await tutor.press('Vérifier et envoyer', filledIn(root, seed, studentNumber));
  await tutor.press('Envoyer le compte-rendu');
};
