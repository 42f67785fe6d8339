import type { Campaign } from '../../../schemas/campaign.ts';
import type { PlacementFacts, PlacementLine } from '../../../schemas/placement.ts';
import type { Institute } from '../../../schemas/programme.ts';
import type { Period } from '../../../schemas/time.ts';
import { isSamePerson } from '../placement/same-person.ts';
import {
  cellsOf,
  changesBetween,
  type ImportCells,
  type ImportColumn,
  isColumn,
  type MatchedHeaders,
  matchHeaders,
} from './import-columns.ts';
import { type ImportRemark, readRow } from './import-row.ts';
import { comparable } from './likeness.ts';

export type { ImportColumn } from './import-columns.ts';
export type { ImportRemark } from './import-row.ts';

/** `row` is the spreadsheet's own number: its first is 1. */
export type CheckedRow = { row: number; facts: PlacementFacts };
export type ChangedRow = CheckedRow & { changes: { field: string; before: string; after: string }[] };
export type ImportCheck = {
  added: CheckedRow[];
  changed: ChangedRow[];
  unchanged: CheckedRow[];
  /** What keeps a row, or the whole file, from being taken. */
  problems: ImportRemark[];
  /** What is worth a look; the row can be taken. */
  warnings: ImportRemark[];
  /** The columns by the titles that they have in this file, in which every remark names them. */
  titles: ReadonlyMap<ImportColumn, string>;
  /** Of the rows with a problem, the sites that they name. */
  sitesOfProblems: ReadonlyMap<number, string>;
  /** Rows of other sites than the person's: none of their business, and no mistake. */
  elsewhere: number;
  /** Rows that put another person in the place of a student: a numbering that slipped, most likely. */
  reassigned: ChangedRow[];
  /** Rows whose dates have nothing to do with the campaign's. */
  otherDates: CheckedRow[];
};

/** A column as the file calls it. */
export const titleOf = ({ titles }: Pick<ImportCheck, 'titles'>, column: ImportColumn): string =>
  titles.get(column) ?? column;

export type ImportToCheck = {
  rows: readonly { row: number; cells: Record<string, string> }[];
  institution: Pick<Institute, 'sites' | 'programme'>;
  campaign: Pick<Campaign, 'siteIds' | 'year' | 'periods'>;
  /** Where the titles stand. */
  headerRow?: number;
  /** Every placement that the campaign already has. */
  existing: readonly PlacementLine[];
};

const missingColumns = ({ missing }: MatchedHeaders, headerRow: number): ImportRemark[] => {
  const names = missing.map((column) => `«\u00a0${column}\u00a0»`).join(', ');
  const message = missing.length > 1 ? `Il manque les colonnes ${names}.` : `Il manque la colonne ${names}.`;
  return missing.length > 0 ? [{ row: headerRow, column: missing.join(', '), message }] : [];
};

const ignoredColumns = ({ ignored }: MatchedHeaders, headerRow: number): ImportRemark[] =>
  ignored
    // Told apart by their place: a title that comes twice, or stands over several columns.
    .filter((header) => !/\(\d+\)$/.test(header))
    .map((header) => ({
      row: headerRow,
      column: header,
      message: `La colonne «\u00a0${header}\u00a0» n’est pas connue\u00a0: elle est laissée de côté.`,
    }));

const cellsByColumn = ({ headers }: MatchedHeaders, cells: Record<string, string>): ImportCells => {
  const byColumn: ImportCells = {};
  for (const [column, header] of headers) byColumn[column] = (cells[header] ?? '').trim();
  return byColumn;
};

/** Notices what only shows when rows are seen together. */
const companions = () => {
  const rowsByNumber = new Map<string, { row: number; content: string }>();
  const tutors = new Map<string, { row: number; name: string }>();
  return {
    /** The earlier row of the same student, and whether it says the same. */
    earlier(row: number, cells: ImportCells): { row: number; isSame: boolean } | undefined {
      // Stryker disable next-line OptionalChaining,MethodExpression: it is a required column; upper case compares as well.
      const number = cells.etudiant_numero?.toLowerCase();
      if (!number) return undefined;
      const content = JSON.stringify(cells);
      const first = rowsByNumber.get(number);
      if (first) return { row: first.row, isSame: first.content === content };
      rowsByNumber.set(number, { row, content });
      return undefined;
    },
    /** One address is one person: two names for it are an error, or one person written in two ways. */
    tutorWarnings(row: number, { tutor }: PlacementFacts): ImportRemark[] {
      const name = `${tutor.firstName} ${tutor.lastName}`;
      const first = tutors.get(tutor.email);
      if (!first) tutors.set(tutor.email, { row, name });
      if (!first || comparable(first.name) === comparable(name)) return [];
      const message = `L’adresse ${tutor.email} est celle de ${first.name} à la ligne ${first.row}, et de ${name} ici.`;
      return [{ row, column: 'tuteur_courriel', message }];
    },
  };
};

/**
 * A spreadsheet's rows against what the campaign has (ADR 21). Nothing is written: good rows can be taken
 * without the bad ones, and the same file once more changes nothing. A column that the file does not have leaves what is
 * known as it is; an empty cell clears it.
 */
export const checkImport = ({
  rows,
  institution,
  campaign,
  existing,
  headerRow = 1,
}: ImportToCheck): ImportCheck => {
  const headers = matchHeaders(Object.keys(rows[0]?.cells ?? {}), institution.programme.words.site);
  const sitesOfProblems = new Map<number, string>();
  const check: ImportCheck = {
    ...{ added: [], changed: [], unchanged: [], problems: [], warnings: [], reassigned: [], otherDates: [] },
    ...{ titles: headers.headers, sitesOfProblems, elsewhere: 0 },
  };
  check.warnings.push(...ignoredColumns(headers, headerRow));
  check.problems.push(...missingColumns(headers, headerRow));
  if (check.problems.length > 0) return check;

  const siteName = (siteId: string) =>
    institution.sites.find((site) => site.siteId === siteId)?.name ?? siteId;
  const asCells = (facts: PlacementFacts) => cellsOf(facts, siteName(facts.siteId));
  // "s7" and "S7" are one student, written as the campaign has them.
  const known = new Map(existing.map((placement) => [placement.studentNumber.toLowerCase(), placement]));
  const seen = companions();
  const named = (remarks: ImportRemark[]) =>
    remarks.map((remark) => {
      const column = isColumn(remark.column) ? titleOf(check, remark.column) : remark.column;
      return { ...remark, column };
    });

  for (const { row, cells } of rows) {
    const written = cellsByColumn(headers, cells);
    const earlier = seen.earlier(row, written);
    if (earlier) {
      const remark = { row, column: titleOf(check, 'etudiant_numero') };
      if (earlier.isSame) {
        check.warnings.push({
          ...remark,
          message: `Cette ligne répète la ligne ${earlier.row}\u00a0: elle est laissée de côté.`,
        });
      } else {
        check.problems.push({
          ...remark,
          message: `Ce numéro d’étudiant figure déjà à la ligne ${earlier.row}, avec d’autres valeurs.`,
        });
      }
      continue;
    }
    // Stryker disable next-line StringLiteral: it is a required column.
    const placement = known.get((written.etudiant_numero ?? '').toLowerCase());
    const before = placement && asCells(placement);
    const asKnown = placement ? { etudiant_numero: placement.studentNumber } : {};
    const read = readRow(row, { ...before, ...written, ...asKnown }, institution, campaign, before);
    const { facts, problems, warnings } = read;
    check.problems.push(...named(problems));
    check.warnings.push(...named(warnings));
    if (!facts) {
      if (read.siteId !== undefined) sitesOfProblems.set(row, read.siteId);
      continue;
    }
    check.warnings.push(...named(seen.tutorWarnings(row, facts)));
    // Stryker disable next-line ArrayDeclaration: of a row that adds nobody reads the changes.
    const changes = (before ? changesBetween(before, asCells(facts)) : []).map(({ field, ...change }) => ({
      field: titleOf(check, field),
      ...change,
    }));
    if (!before) check.added.push({ row, facts });
    else if (changes.length > 0) check.changed.push({ row, facts, changes });
    else check.unchanged.push({ row, facts });
    if (placement && !isSamePerson(placement.student, facts.student))
      check.reassigned.push({ row, facts, changes });
    if (!overlaps(facts.periods, campaign.periods)) check.otherDates.push({ row, facts });
  }
  return check;
};

const overlaps = (some: readonly Period[], others: readonly Period[]): boolean =>
  some.some((one) => others.some(({ from, to }) => one.from <= to && from <= one.to));
