import { maxSpreadsheetRows } from '../../../functions/documents/spreadsheet.ts';
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

export type PlacementsToInvent = {
  count: number;
  from: string;
  to: string;
  seed: number;
  /** Names of the sites, as registrars write them. */
  sites: readonly string[];
};

/** Invented people in spreadsheets that the import takes: ten thousand are two. */
export const generateFiles = (wanted: PlacementsToInvent): string[] => {
  const [header = '', ...rows] = generatePlacements(wanted).trimEnd().split('\n');
  const files: string[] = [];
  for (let start = 0; start < rows.length; start += maxSpreadsheetRows)
    files.push(`${[header, ...rows.slice(start, start + maxSpreadsheetRows)].join('\n')}\n`);
  return files;
};

/** A spreadsheet of invented people, as a registrar would hand it over (ADR 21). */
export const generatePlacements = ({ count, from, to, seed, sites }: PlacementsToInvent): string => {
  const rows: string[] = [];
  for (let tutor = 0; rows.length < count; tutor++) {
    const site = pick(sites, seed, 'site', tutor);
    const host = [
      pick(['Mme', 'M.'], seed, 'title', tutor),
      pick(lastNames, seed, 'tutor last', tutor),
      pick(firstNames, seed, 'tutor first', tutor),
      `tuteur${tutor}@ac.example`,
      pick(schools, seed, 'school', tutor),
      pick(towns, seed, 'town', tutor),
      pick(levels, seed, 'level', tutor),
      String(16 + (tutor % 13)),
      from,
      to,
    ];
    for (let place = 0; place < studentsOf(tutor) && rows.length < count; place++) {
      const number = 30_000_000 + rows.length;
      const student = [
        String(number),
        pick(lastNames, seed, 'last', number),
        pick(firstNames, seed, 'first', number),
        `etudiant${number}@etu.example`,
        site,
      ];
      rows.push([...student, ...host].join(';'));
    }
  }
  return `${[header, ...rows].join('\n')}\n`;
};
