import type { StartedPlacement } from '../../../../schemas/placement.ts';
import { type IsoInstant, isoDate } from '../../../../schemas/time.ts';
import {
  colleague,
  longestName,
  longestWord,
  type WordKind,
  type WordSaid,
} from '../../../../schemas/tutors-word.ts';
import type { ColleagueProblem } from '../../../actions/say-word.ts';
import { wordMeanings } from '../../../domain/placement/word-meanings.ts';
import { stageBounds } from '../../../domain/timetable/occasion-moments.ts';
import { longDate, parisDay } from '../../../domain/wording/french-dates.ts';
import { studentName } from '../../../domain/wording/people.ts';
import type { FieldProblem } from '../../components/error-summary.tsx';
import { type FormFields, fieldText, fieldValue } from '../../request.ts';

/** The fields of « Un imprévu ? », as they came. */
export type TypedWord = {
  stagiaire: string;
  dernierJour: string;
  nom: string;
  prenom: string;
  courriel: string;
  texte: string;
};

export const nothingTyped: TypedWord = {
  ...{ stagiaire: '', dernierJour: '', nom: '', prenom: '', courriel: '', texte: '' },
};

const line = (text: string): string => text.replace(/\s+/g, ' ').trim();

export const typedWord = (form: FormFields): TypedWord => ({
  stagiaire: fieldValue(form, 'stagiaire'),
  dernierJour: fieldValue(form, 'dernierJour').trim(),
  nom: line(fieldValue(form, 'nom')),
  prenom: line(fieldValue(form, 'prenom')),
  courriel: fieldValue(form, 'courriel').trim(),
  texte: fieldText(form, 'texte'),
});

export type CheckedWord = { said: WordSaid } | { problems: FieldProblem[] };

/** What was typed, as a word that can be kept; or what is to be put otherwise, field by field. */
export const checkedWord = (
  kind: WordKind,
  typed: TypedWord,
  placement: StartedPlacement,
  now: IsoInstant,
): CheckedWord => {
  const { asks } = wordMeanings[kind];
  const problems = [
    ...(asks === 'lastDay' ? lastDayProblems(typed, placement, now) : []),
    ...(asks === 'colleague' ? colleagueProblems(typed) : []),
    ...textProblems(typed, asks === 'text'),
  ];
  if (problems.length > 0) return { problems };
  const { dernierJour, nom, prenom, courriel, texte } = typed;
  return {
    said: {
      kind,
      ...(asks === 'lastDay' && dernierJour !== '' && { lastDay: dernierJour }),
      ...(asks === 'colleague' && {
        colleague: colleague.parse({ lastName: nom, firstName: prenom, email: courriel }),
      }),
      ...(texte !== '' && { text: texte }),
    },
  };
};

const lastDayProblems = (
  { dernierJour }: TypedWord,
  placement: StartedPlacement,
  now: IsoInstant,
): FieldProblem[] => {
  if (dernierJour === '') return [];
  const { first, last } = stageBounds(placement.periods);
  const problem = (message: string) => [{ field: 'dernierJour', message }];
  if (!isoDate.safeParse(dernierJour).success) return problem('Donnez ce jour sous la forme AAAA-MM-JJ.');
  if (dernierJour > parisDay(now))
    return problem('Ce jour est à venir\u00a0: donnez le dernier jour passé en classe.');
  return dernierJour < first || dernierJour > last
    ? problem(`Ce jour n’est pas dans le stage, du ${longDate(first)} au ${longDate(last)}.`)
    : [];
};

const nameProblem = (
  field: 'nom' | 'prenom',
  value: string,
  missing: string,
  long: string,
): FieldProblem[] => {
  if (value === '') return [{ field, message: missing }];
  return colleague.shape.lastName.safeParse(value).success ? [] : [{ field, message: long }];
};

const colleagueProblems = ({ nom, prenom, courriel }: TypedWord): FieldProblem[] => {
  const { email } = colleague.shape;
  const tooLong = `est trop long\u00a0: ${longestName} caractères au plus.`;
  return [
    ...nameProblem('nom', nom, 'Écrivez le nom de votre collègue.', `Ce nom ${tooLong}`),
    ...nameProblem('prenom', prenom, 'Écrivez son prénom.', `Ce prénom ${tooLong}`),
    ...(email.safeParse(courriel).success
      ? []
      : [
          {
            field: 'courriel',
            message: 'Écrivez son adresse électronique, par exemple prenom.nom@ac-exemple.fr.',
          },
        ]),
  ];
};

const textProblems = ({ texte }: TypedWord, isNeeded: boolean): FieldProblem[] => {
  if (texte === '' && isNeeded)
    return [{ field: 'texte', message: 'Dites-nous en quelques mots ce qui se passe.' }];
  return texte.length > longestWord
    ? [
        {
          field: 'texte',
          message: `Ce texte dépasse ${longestWord} caractères\u00a0: raccourcissez-le un peu.`,
        },
      ]
    : [];
};

/** Said beside the address. */
export const colleagueWords = (problem: ColleagueProblem, placement: StartedPlacement): FieldProblem => ({
  field: 'courriel',
  message:
    problem === 'students'
      ? `Cette adresse est celle de ${studentName(placement)}, votre stagiaire\u00a0: donnez celle de votre collègue.`
      : 'Cette adresse est la vôtre\u00a0: donnez celle de votre collègue.',
});
