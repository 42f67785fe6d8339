import type { PlacementFacts } from '../../../schemas/placement.ts';
import { cellsOf, type ImportColumn, importColumns } from './import-columns.ts';

/** What a person corrects in one go, each with the columns that it asks for. */
export const correctionParts = {
  tutor: ['tuteur_civilite', 'tuteur_nom', 'tuteur_prenom', 'tuteur_courriel'],
  student: ['etudiant_nom', 'etudiant_prenom', 'etudiant_courriel'],
  stage: [
    ...(['site', 'ecole_nom', 'ecole_commune', 'ecole_uai', 'ecole_telephone'] as const),
    ...(['classe_niveau', 'classe_effectif'] as const),
    ...(['debut', 'fin', 'debut_2', 'fin_2'] as const),
  ],
} as const satisfies Record<string, readonly ImportColumn[]>;
export type CorrectionPart = keyof typeof correctionParts;

export type Cells = Record<ImportColumn, string>;

/** A row in which nothing is filled in yet. */
export const emptyCells: Partial<Cells> = Object.fromEntries(importColumns.map((column) => [column, '']));

/** A placement as a form shows it: the cells of its row, days as `2026-10-05`. */
export const formCells = (facts: PlacementFacts, siteName: string): Cells => {
  const [first, second] = facts.periods;
  return {
    ...cellsOf(facts, siteName),
    ...{
      debut: first?.from ?? '',
      fin: first?.to ?? '',
      debut_2: second?.from ?? '',
      fin_2: second?.to ?? '',
    },
  };
};
