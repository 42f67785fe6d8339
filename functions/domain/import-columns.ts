import type { PlacementFacts } from '../../schemas/placement.ts';
import { shortDate } from './french-dates.ts';
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
  'classe_niveau',
  'classe_effectif',
  'debut_2',
  'fin_2',
] as const;
const importColumns = [...requiredColumns, ...optionalColumns];

/** The columns of a registrar's spreadsheet (domain/import-format.md). */
export type ImportColumn = (typeof importColumns)[number];
export type ImportCells = Partial<Record<ImportColumn, string>>;
export const isRequired = (column: ImportColumn): boolean =>
  requiredColumns.some((required) => required === column);

export type MatchedHeaders = {
  /** The header under which each column stands in this file. */
  headers: Map<ImportColumn, string>;
  missing: ImportColumn[];
  /** Headers that mean nothing to us, or repeat a column. */
  ignored: string[];
};

export const matchHeaders = (headers: readonly string[]): MatchedHeaders => {
  const matched = new Map<ImportColumn, string>();
  const ignored: string[] = [];
  for (const header of headers) {
    const column = importColumns.find((name) => comparable(name) === comparable(header));
    if (column && !matched.has(column)) matched.set(column, header);
    else ignored.push(header);
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
    ecole_nom: facts.school.name,
    ecole_commune: facts.school.town,
    classe_niveau: facts.classLevel ?? '',
    classe_effectif: facts.pupilCount === undefined ? '' : String(facts.pupilCount),
    debut: day(first?.from),
    fin: day(first?.to),
    debut_2: day(second?.from),
    fin_2: day(second?.to),
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
