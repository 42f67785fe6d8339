import type { Institution } from '../../../schemas/institution.ts';
import type { PlacementLine } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { comparable } from '../../domain/import/likeness.ts';
import { progressStep, progressSteps } from '../../domain/placement/campaign-progress.ts';
import { listOrder } from '../../domain/placement/placement-search.ts';
import { daysLate } from '../../domain/placement/standing.ts';
import { parisDay } from '../../domain/wording/french-dates.ts';
import type { PageRequest } from '../request.ts';
import { siteName } from './wording.ts';

type Setting = { institution: Institution; now: IsoInstant };

/** Word by word: a short name comes before a longer one that begins with it, whatever follows. */
const inTurn = (...words: string[]): string => words.map(comparable).join('#');
const padded = (number: number): string => String(number).padStart(6, '0');

/** By what a list can be sorted, as addresses name it. The first is the index's own order. */
const columns = {
  etudiant: (line: PlacementLine) => listOrder(line),
  tuteur: ({ tutor }: PlacementLine) => inTurn(tutor.lastName, tutor.firstName),
  ecole: ({ school }: PlacementLine) => inTurn(school.name, school.town),
  site: ({ siteId }: PlacementLine, { institution }: Setting) => comparable(siteName(institution, siteId)),
  dates: ({ periods }: PlacementLine) => periods.map(({ from, to }) => `${from} ${to}`).join(' '),
  etape: (line: PlacementLine, { now }: Setting) => padded(progressSteps.indexOf(progressStep(line, now))),
  retard: (line: PlacementLine, { now }: Setting) => padded(daysLate(line, parisDay(now))),
  evenement: (line: PlacementLine) => lastEventAt(line) ?? '',
} as const;
export type OrderColumn = keyof typeof columns;
export type Order = { column: OrderColumn; isDescending: boolean };

/** When something last happened to it that a list tells. */
export const lastEventAt = ({ standing }: Pick<PlacementLine, 'standing'>): IsoInstant | undefined =>
  [standing?.last?.at, standing?.draftedAt]
    .filter((at) => at !== undefined)
    .sort()
    .at(-1);

const isColumn = (name: string): name is OrderColumn => Object.hasOwn(columns, name);

/** The order that the address asks for: `tri=retard`, or `tri=-retard` from the end. */
export const orderOf = ({ query }: Pick<PageRequest, 'query'>): Order => {
  const asked = query.get('tri') ?? '';
  const name = asked.replace(/^-/, '');
  return isColumn(name)
    ? { column: name, isDescending: asked.startsWith('-') }
    : { column: 'etudiant', isDescending: false };
};
export const orderWord = ({ column, isDescending }: Order): string => `${isDescending ? '-' : ''}${column}`;

/** Orders to choose from where there are no titles of columns to press. */
export const orderChoices = [
  ['', 'Nom de l’étudiant·e'],
  ['tuteur', 'Nom du tuteur ou de la tutrice'],
  ['ecole', 'École'],
  ['site', 'Site'],
  ['etape', 'Étape'],
  ['-retard', 'Retard, le plus long d’abord'],
  ['-evenement', 'Dernier événement, le plus récent d’abord'],
] as const;

/** By that column; by the students' names where it says the same. */
export const sortedLines = (
  lines: readonly PlacementLine[],
  { column, isDescending }: Order,
  setting: Setting,
): PlacementLine[] => {
  const key = columns[column];
  const sign = isDescending ? -1 : 1;
  const compared = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
  return lines
    .map((line) => ({ line, by: key(line, setting), name: listOrder(line) }))
    .sort((a, b) => sign * compared(a.by, b.by) || compared(a.name, b.name))
    .map(({ line }) => line);
};
