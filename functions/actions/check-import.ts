import type { Campaign } from '../../schemas/campaign.ts';
import type { PlacementLine } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import { type ReadSpreadsheet, readSpreadsheet } from '../documents/spreadsheet.ts';
import { checkImport, type ImportCheck } from '../domain/import/import-check.ts';
import { correctionEffect, withinRights } from '../domain/import/import-merge.ts';
import { hasStarted } from '../domain/placement/status-meanings.ts';
import { isIn } from '../domain/report/report-meanings.ts';
import { inGroups } from '../in-groups.ts';
import type { Acting } from './acting.ts';

export type CheckedImport = {
  importId: string;
  filename: string;
  check: ImportCheck;
  /** The file itself, as it was read. */
  read: Extract<ReadSpreadsheet, { kind: 'rows' }>;
  /** Everybody's placements of the campaign, as they were when the file was checked. */
  existing: PlacementLine[];
};

/** The kept file, checked against the campaign as it is now. @returns undefined once the file is gone. */
export const checkedImport = async (
  acting: Acting,
  institution: Institute,
  campaign: Campaign,
  importId: string,
): Promise<CheckedImport | undefined> => {
  const { store } = acting;
  const kept = await store.imports.find(importId);
  if (kept?.campaignId !== campaign.campaignId) return undefined;
  const read = await readSpreadsheet(kept.bytes, kept.filename);
  if (read.kind === 'unreadable') return undefined;
  const { campaignId, siteIds } = campaign;
  const existing = await store.lines.all({ campaignId, siteIds, now: acting.now });
  const check = checkImport({ ...read, institution, campaign, existing });
  const { filename } = kept;
  return { importId, filename, check: await checkedRights(acting, check, existing), read, existing };
};

/** A check without what this person may not change, nor what a report that came in keeps as it is. */
export const checkedRights = async (
  acting: Acting,
  check: ImportCheck,
  existing: readonly PlacementLine[],
): Promise<ImportCheck> => {
  const sent = await sentMeanwhile(acting, check, existing);
  return withinRights(check, acting.staff, existing, ({ studentNumber }) => sent.has(studentNumber));
};

/** Placements that the file would begin anew, and whose report is in though they do not say so yet. */
const sentMeanwhile = async (
  { store }: Acting,
  { changed }: ImportCheck,
  existing: readonly PlacementLine[],
): Promise<Set<string>> => {
  const byNumber = new Map(existing.map((placement) => [placement.studentNumber, placement]));
  const anew = changed.flatMap(({ facts }) => {
    const before = byNumber.get(facts.studentNumber);
    return before && hasStarted(before) && correctionEffect(before, facts) === 'anew' ? [before] : [];
  });
  const reports = await inGroups(anew, (placement) => store.reports.find(placement));
  return new Set(reports.filter(isIn).map(({ studentNumber }) => studentNumber));
};

/** A check without the rows that put another person in a student's place, unless that was confirmed. */
export const withoutReassigned = (checked: CheckedImport): CheckedImport => {
  const left = new Set(checked.check.reassigned.map(({ row }) => row));
  const stays = ({ row }: { row: number }) => !left.has(row);
  const { changed, unchanged } = checked.check;
  const check = { ...checked.check, changed: changed.filter(stays), unchanged: unchanged.filter(stays) };
  return { ...checked, check };
};
