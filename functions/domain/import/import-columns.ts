import type { PlacementFacts } from '../../../schemas/placement.ts';
import { shortDate } from '../wording/french-dates.ts';
import { dayCell, isFollowedColumn, type ListCell, numberCell, textCell } from './followed-columns.ts';
import { comparable } from './likeness.ts';

const requiredColumns = [
  'etudiant_numero',
  'etudiant_nom',
  'etudiant_prenom',
  'etudiant_courriel',
  'site',
  'tuteur_nom',
  'tuteur_prenom',
  'tuteur_courriel',
  'ecole_nom',
  'ecole_commune',
  'debut',
  'fin',
] as const;
const optionalColumns = [
  'tuteur_civilite',
  'ecole_uai',
  'ecole_telephone',
  'classe_niveau',
  'classe_effectif',
  'debut_2',
  'fin_2',
] as const;
export const importColumns = [...requiredColumns, ...optionalColumns];

/** The columns of a registrar's spreadsheet (ADR 21). */
export type ImportColumn = (typeof importColumns)[number];
export type ImportCells = Partial<Record<ImportColumn, string>>;
export const isColumn = (name: string): name is ImportColumn =>
  importColumns.some((column) => column === name);
export const isRequired = (column: ImportColumn): boolean =>
  requiredColumns.some((required) => required === column);

/** What registrars call the columns in tables of their own; compared by letters and digits alone. */
const synonyms: Record<ImportColumn, readonly string[]> = {
  etudiant_numero: [
    ...['N° étudiant', 'Numéro étudiant', 'Numéro d’étudiant', 'Num étudiant', 'N° étu', 'Code étudiant'],
    ...['N° Apogée', 'Numéro'],
  ],
  etudiant_nom: ['Nom', 'Nom étudiant', 'Nom de l’étudiant', 'Nom stagiaire', 'Nom de famille'],
  etudiant_prenom: ['Prénom', 'Prénom étudiant', 'Prénom de l’étudiant', 'Prénom stagiaire'],
  etudiant_courriel: [
    ...['Mail étudiant', 'E-mail étudiant', 'Courriel étudiant', 'Adresse mail étudiant', 'Mail stagiaire'],
    ...['Mail', 'E-mail', 'Courriel', 'Adresse mail'],
  ],
  site: ['Site de formation', 'Centre'],
  tuteur_civilite: ['Civilité', 'Civilité tuteur', 'Civilité du tuteur', 'Titre tuteur'],
  tuteur_nom: ['Nom tuteur', 'Nom du tuteur', 'Nom MAT', 'Nom PEMF', 'Nom maître d’accueil'],
  tuteur_prenom: ['Prénom tuteur', 'Prénom du tuteur', 'Prénom MAT', 'Prénom PEMF'],
  tuteur_courriel: [
    ...['Mail tuteur', 'Mail du tuteur', 'E-mail tuteur', 'Courriel tuteur', 'Courriel du tuteur'],
    ...['Adresse mail tuteur', 'Mail MAT'],
  ],
  ecole_uai: ['UAI', 'Code UAI', 'RNE', 'Code RNE', 'UAI école'],
  ecole_telephone: [
    ...['Téléphone', 'Tél', 'Tel école', 'Téléphone école', 'Téléphone de l’école', 'Numéro de téléphone'],
    ...['Téléphone établissement', 'N° de téléphone'],
  ],
  ecole_nom: ['École', 'Nom école', 'Nom de l’école', 'Établissement', 'Lieu de stage'],
  ecole_commune: ['Commune', 'Ville', 'Commune école', 'Commune de l’école', 'Ville école'],
  classe_niveau: ['Niveau', 'Classe', 'Niveau de classe', 'Cours'],
  classe_effectif: ['Effectif', 'Nombre d’élèves', 'Nb élèves', 'Effectif classe'],
  debut: ['Début', 'Date de début', 'Date début', 'Début du stage', 'Premier jour', 'Du'],
  fin: ['Fin', 'Date de fin', 'Date fin', 'Fin du stage', 'Dernier jour', 'Au'],
  debut_2: ['Début 2', 'Date de début 2', 'Début période 2', 'Début deuxième période'],
  fin_2: ['Fin 2', 'Date de fin 2', 'Fin période 2', 'Fin deuxième période'],
};

const lettersOf = (header: string): string => comparable(header).replace(/[^a-z0-9]/g, '');

/** The column that a header names; the institute's own name first. */
const columnsByHeader = new Map<string, ImportColumn>([
  ...importColumns.flatMap((column) =>
    synonyms[column].map((synonym): [string, ImportColumn] => [lettersOf(synonym), column]),
  ),
  ...importColumns.map((column): [string, ImportColumn] => [lettersOf(column), column]),
]);

export type MatchedHeaders = {
  /** The header under which each column stands in this file. */
  headers: Map<ImportColumn, string>;
  missing: ImportColumn[];
  /** Headers that mean nothing to us, or repeat a column; those that our own exports add are no news to anybody. */
  ignored: string[];
};

/** @param siteHeader what the institute itself calls its sites */
export const matchHeaders = (headers: readonly string[], siteHeader?: string): MatchedHeaders => {
  const matched = new Map<ImportColumn, string>();
  const ignored: string[] = [];
  for (const header of headers) {
    const letters = lettersOf(header);
    const isSite = siteHeader !== undefined && letters === lettersOf(siteHeader);
    const column = isSite ? 'site' : columnsByHeader.get(letters);
    if (column && !matched.has(column)) matched.set(column, header);
    else if (!isFollowedColumn(header)) ignored.push(header);
  }
  return { headers: matched, missing: requiredColumns.filter((column) => !matched.has(column)), ignored };
};

/** A placement as the cells a registrar would have written for it. */
export const cellsOf = (facts: PlacementFacts, siteName: string): Record<ImportColumn, string> => {
  const [first, second] = facts.periods;
  const day = (date: string | undefined) => (date === undefined ? '' : shortDate(date));
  return {
    etudiant_numero: facts.studentNumber,
    etudiant_nom: facts.student.lastName,
    etudiant_prenom: facts.student.firstName,
    etudiant_courriel: facts.student.email,
    site: siteName,
    tuteur_civilite: facts.tutor.title ?? '',
    tuteur_nom: facts.tutor.lastName,
    tuteur_prenom: facts.tutor.firstName,
    tuteur_courriel: facts.tutor.email,
    ecole_uai: facts.school.uai ?? '',
    ecole_telephone: facts.school.phone ?? '',
    ecole_nom: facts.school.name,
    ecole_commune: facts.school.town,
    classe_niveau: facts.classLevel ?? '',
    classe_effectif: facts.pupilCount === undefined ? '' : String(facts.pupilCount),
    // Stryker disable next-line OptionalChaining: a stage has a first period.
    debut: day(first?.from),
    // Stryker disable next-line OptionalChaining: a stage has a first period.
    fin: day(first?.to),
    debut_2: day(second?.from),
    fin_2: day(second?.to),
  };
};

/** A placement's cells as what they are, for a file of any format. */
export const listCells = (facts: PlacementFacts, siteName: string): Record<ImportColumn, ListCell> => {
  const cells = cellsOf(facts, siteName);
  const asText = (column: ImportColumn) => textCell(cells[column]);
  const [first, second] = facts.periods;
  return {
    etudiant_numero: asText('etudiant_numero'),
    etudiant_nom: asText('etudiant_nom'),
    etudiant_prenom: asText('etudiant_prenom'),
    etudiant_courriel: asText('etudiant_courriel'),
    site: asText('site'),
    tuteur_civilite: asText('tuteur_civilite'),
    tuteur_nom: asText('tuteur_nom'),
    tuteur_prenom: asText('tuteur_prenom'),
    tuteur_courriel: asText('tuteur_courriel'),
    ecole_uai: asText('ecole_uai'),
    ecole_telephone: asText('ecole_telephone'),
    ecole_nom: asText('ecole_nom'),
    ecole_commune: asText('ecole_commune'),
    classe_niveau: asText('classe_niveau'),
    classe_effectif: numberCell(facts.pupilCount),
    debut: dayCell(first?.from),
    fin: dayCell(first?.to),
    debut_2: dayCell(second?.from),
    fin_2: dayCell(second?.to),
  };
};

/** What differs between two placements, column by column. */
export const changesBetween = (
  before: Record<ImportColumn, string>,
  after: Record<ImportColumn, string>,
): { field: ImportColumn; before: string; after: string }[] =>
  importColumns
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, before: before[field], after: after[field] }));
