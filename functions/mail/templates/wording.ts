import type { Campaign } from '../../../schemas/campaign.ts';
import type { StaffPerson } from '../../../schemas/institution.ts';
import type { PlacementFacts } from '../../../schemas/placement.ts';
import type { Institute } from '../../../schemas/programme.ts';
import type { IsoDate, IsoInstant } from '../../../schemas/time.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { of } from '../../domain/wording/elision.ts';
import { longDate, parisDay } from '../../domain/wording/french-dates.ts';
import { fullName, listed } from '../../domain/wording/people.ts';

type Tutor = PlacementFacts['tutor'];

/** "Bonjour Madame Le Goff,"; without a title nothing more, since a wrong guess would hurt, and a full name is a form letter's. */
const greet = ({ title, lastName }: Partial<Pick<Tutor, 'title' | 'lastName'>>): string =>
  title === undefined ? 'Bonjour,' : `Bonjour ${title === 'Mme' ? 'Madame' : 'Monsieur'} ${lastName},`;

export const greetTutor = (tutor: Pick<Tutor, 'title' | 'lastName'>): string => greet(tutor);

export const greetStaff = ({ addressed }: Pick<StaffPerson, 'addressed'>): string => greet(addressed ?? {});

/** « Espace INSPÉ », where staff read on. */
export const openSpace = ({ programme }: Pick<Institute, 'programme'>, what: string): string =>
  `${what} (${programme.words.space})`;

/** "Inès Morin et Clémence Gauthier" */
export const studentNames = (placements: Pick<PlacementFacts, 'student'>[]): string =>
  listed(placements.map(({ student }) => fullName(student)));

export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** "de Clémence Gauthier et d’Inès Morin" */
export const ofStudents = (placements: Pick<PlacementFacts, 'student'>[]): string =>
  listed(placements.map(({ student }) => of(fullName(student))));

/** "vendredi 16 octobre": the year goes without saying in a subject. */
export const dayAndMonth = (date: IsoDate): string => longDate(date).replace(/ \d{4}$/, '');

/** Every subject begins with the stage, so that a mailbox can be sorted. */
export const subjectOf = (
  institution: Pick<Institute, 'programme'>,
  campaign: Pick<Campaign, 'stage'>,
  text: string,
): string => `${stageLabel(institution, campaign)} – ${text}`;

/** "site de l’École", within a sentence. */
export const siteOfInstitute = ({ programme }: Pick<Institute, 'programme'>): string =>
  lowerFirst(programme.words.site);

/** Whether a due date is ahead, today or past: quiet days may push any mail past it. */
export const dueness = (dueDate: IsoDate, now: IsoInstant): 'ahead' | 'today' | 'past' => {
  const today = parisDay(now);
  if (today < dueDate) return 'ahead';
  return today === dueDate ? 'today' : 'past';
};

/** All placements of one mail share their tutor. @throws RangeError for a mail about nobody. */
export const tutorOf = (placements: Pick<PlacementFacts, 'tutor'>[]): Tutor => {
  const [first] = placements;
  if (first === undefined) throw new RangeError('A mail to a tutor needs at least one placement');
  return first.tutor;
};
