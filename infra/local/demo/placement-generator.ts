import { maxSpreadsheetRows } from '../../../functions/documents/spreadsheet.ts';
import type { PlacementFacts } from '../../../schemas/placement.ts';
import { pick } from './seeded-chance.ts';

const firstNames = [
  'Inès',
  'Lucas',
  'Chloé',
  'Nathan',
  'Zoé',
  'Théo',
  'Maëlle',
  'Rémi',
  'Anaïs',
  'Étienne',
  'Louise',
  'Hugo',
  'Noémie',
  'Yanis',
  'Clémence',
  'Benoît',
] as const;
const lastNames = [
  'Martin',
  'Bernard',
  'Dubois',
  'Moreau',
  'Lefèvre',
  'Roux',
  'Fournier',
  'Guérin',
  'D’Almeida',
  'Le Goff',
  'Lambert',
  'François',
  'Masson',
  'Gautier',
  'Chevalier',
  'N’Diaye',
] as const;
const schools = [
  'École maternelle Les Tilleuls',
  'École élémentaire Jules-Ferry',
  'École primaire Louise-Michel',
  'École Jean-Zay',
  'École élémentaire Condorcet',
] as const;
const levels = ['PS', 'MS', 'GS', 'CP', 'CE1', 'CE1-CE2', 'CM1', 'CM2'] as const;
const towns = ['Saint-Aubin', 'Villeneuve', 'Montfort', 'Beaulieu', 'Clairvaux', 'Le Bourg-Neuf'] as const;

const header =
  'etudiant_numero;etudiant_nom;etudiant_prenom;etudiant_courriel;site;tuteur_civilite;tuteur_nom;tuteur_prenom;tuteur_courriel;ecole_nom;ecole_commune;classe_niveau;classe_effectif;debut;fin';

/** Two thirds of the tutors host one student, the others two, as in the samples. */
const studentsOf = (tutor: number): number => (tutor % 3 === 2 ? 2 : 1);

/** An invented placement; its site by its name, as registrars write it. */
export type Invented = Omit<PlacementFacts, 'siteId'> & { site: string };

export type PlacementsToInvent = {
  count: number;
  from: string;
  to: string;
  seed: number;
  /** Names of the sites, as registrars write them. */
  sites: readonly string[];
};

/** @param tutor the how manieth: who is invented under one number is one person, with one address */
export const inventTutor = (
  seed: number,
  tutor: number,
): Pick<Invented, 'tutor' | 'school' | 'classLevel' | 'pupilCount'> => ({
  tutor: {
    title: pick(['Mme', 'M.'], seed, 'title', tutor),
    lastName: pick(lastNames, seed, 'tutor last', tutor),
    firstName: pick(firstNames, seed, 'tutor first', tutor),
    email: `tuteur${tutor}@ac.example`,
  },
  school: { name: pick(schools, seed, 'school', tutor), town: pick(towns, seed, 'town', tutor) },
  classLevel: pick(levels, seed, 'level', tutor),
  pupilCount: 16 + (tutor % 13),
});

/** @param number as the spreadsheet has it, perhaps with zeros before it */
export const inventStudent = (seed: number, number: string): Pick<Invented, 'studentNumber' | 'student'> => ({
  studentNumber: number,
  student: {
    lastName: pick(lastNames, seed, 'last', number),
    firstName: pick(firstNames, seed, 'first', number),
    email: `etudiant${number}@etu.example`,
  },
});

/** Invented people. @param zeros what the students’ numbers begin with */
export const inventPlacements = (
  { count, from, to, seed, sites }: PlacementsToInvent,
  zeros = '',
): Invented[] => {
  const placements: Invented[] = [];
  for (let tutor = 0; placements.length < count; tutor++) {
    const site = pick(sites, seed, 'site', tutor);
    for (let place = 0; place < studentsOf(tutor) && placements.length < count; place++)
      placements.push({
        ...inventStudent(seed, `${zeros}${30_000_000 + placements.length}`),
        ...inventTutor(seed, tutor),
        ...{ site, periods: [{ from, to }] },
      });
  }
  return placements;
};

const rowOf = ({ studentNumber, student, site, tutor, school, ...rest }: Invented): string =>
  [
    ...[studentNumber, student.lastName, student.firstName, student.email, site],
    ...[tutor.title, tutor.lastName, tutor.firstName, tutor.email],
    ...[
      school.name,
      school.town,
      rest.classLevel,
      rest.pupilCount,
      rest.periods[0]?.from,
      rest.periods[0]?.to,
    ],
  ].join(';');

/** A spreadsheet of them, as a registrar would hand it over (ADR 21). */
export const asSpreadsheet = (placements: readonly Invented[]): string =>
  `${[header, ...placements.map(rowOf)].join('\n')}\n`;

/** Invented people in spreadsheets that the import takes: ten thousand are two. */
export const generateFiles = (wanted: PlacementsToInvent): string[] => {
  const placements = inventPlacements(wanted);
  const files: string[] = [];
  for (let start = 0; start < placements.length; start += maxSpreadsheetRows)
    files.push(asSpreadsheet(placements.slice(start, start + maxSpreadsheetRows)));
  return files;
};

/** A spreadsheet of invented people. */
export const generatePlacements = (wanted: PlacementsToInvent): string =>
  asSpreadsheet(inventPlacements(wanted));
