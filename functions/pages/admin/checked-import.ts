import type { Campaign } from '../../../schemas/campaign.ts';
import type { Placement } from '../../../schemas/placement.ts';
import { type ReadSpreadsheet, readSpreadsheet } from '../../documents/spreadsheet.ts';
import { checkImport, type ImportCheck } from '../../domain/import/import-check.ts';
import {
  correctedPlacement,
  correctionEffect,
  newPlacement,
  withinRights,
} from '../../domain/import/import-merge.ts';
import { inGroups } from '../../in-groups.ts';
import { replaceLifecycle } from '../../workflow/executions.ts';
import type { Visit } from './visit.ts';

export type CheckedImport = {
  filename: string;
  check: ImportCheck;
  /** The file itself, as it was read. */
  read: Extract<ReadSpreadsheet, { kind: 'rows' }>;
  /** Everybody's placements of the campaign, as they were when the file was checked. */
  existing: Placement[];
};

/** The kept file, checked against the campaign as it is now. @returns undefined once the file is gone. */
export const checkedImport = async (visit: Visit, campaign: Campaign): Promise<CheckedImport | undefined> => {
  const { store, institution, staff, request } = visit;
  const kept = await store.imports.find(request.params.importId ?? '');
  if (kept?.campaignId !== campaign.campaignId) return undefined;
  const read = await readSpreadsheet(kept.bytes, kept.filename);
  if (read.kind === 'unreadable') return undefined;
  const existing = await store.placements.ofCampaign(campaign.campaignId);
  const check = checkImport({ ...read, institution, campaign, existing });
  const sent = await sentMeanwhile(visit, check, existing);
  const isSent = ({ studentNumber }: Placement) => sent.has(studentNumber);
  return { filename: kept.filename, check: withinRights(check, staff, existing, isSent), read, existing };
};

/** Placements that the file would begin anew, and whose report is in though they do not say so yet. */
const sentMeanwhile = async (
  { store }: Visit,
  { changed }: ImportCheck,
  existing: readonly Placement[],
): Promise<Set<string>> => {
  const byNumber = new Map(existing.map((placement) => [placement.studentNumber, placement]));
  const anew = changed.flatMap(({ facts }) => {
    const before = byNumber.get(facts.studentNumber);
    return before && before.status !== 'prepared' && correctionEffect(before, facts) === 'anew'
      ? [before]
      : [];
  });
  const reports = await inGroups(anew, (placement) => store.reports.find(placement));
  return new Set(reports.filter(({ status }) => status === 'sent').map(({ studentNumber }) => studentNumber));
};

/** A check without the rows that put another person in a student's place, unless that was confirmed. */
export const withoutReassigned = (checked: CheckedImport): CheckedImport => {
  const left = new Set(checked.check.reassigned.map(({ row }) => row));
  const stays = ({ row }: { row: number }) => !left.has(row);
  const { changed, unchanged } = checked.check;
  const check = { ...checked.check, changed: changed.filter(stays), unchanged: unchanged.filter(stays) };
  return { ...checked, check };
};

/**
 * Takes the good rows. What a correction has to start is written with it, and started then; what an earlier import left
 * unstarted is taken up as well. A tutor who has no student left loses the link.
 */
export const takeGoodRows = async (
  visit: Visit,
  campaign: Campaign,
  { check, existing }: CheckedImport,
): Promise<{ added: number; changed: number }> => {
  const { store, env, staff, request } = visit;
  const { campaignId } = campaign;
  const importedBy = { by: staff.name, now: request.now };
  const created = await inGroups(check.added, ({ facts }) =>
    store.placements.create(newPlacement(facts, campaignId, importedBy)),
  );
  const changed = await inGroups(check.changed, ({ facts }) =>
    store.placements.change({ campaignId, studentNumber: facts.studentNumber }, (current) =>
      correctedPlacement(current, facts, importedBy),
    ),
  );
  const byNumber = new Map(existing.map((placement) => [placement.studentNumber, placement]));
  const unchanged = check.unchanged.flatMap(({ facts }) => byNumber.get(facts.studentNumber) ?? []);
  const touched = [...changed, ...unchanged];
  await inGroups(
    touched.filter(({ startDue }) => startDue !== undefined),
    (placement) => replaceLifecycle(env, store, placement, request.now),
  );
  await revokeLinksOf(visit, campaign, touched);
  return { added: created.filter(Boolean).length, changed: changed.length };
};

/** Of the addresses that these stages had, those that are no tutor's of the campaign any more. */
const revokeLinksOf = async (
  { store, env, request }: Visit,
  { campaignId }: Campaign,
  touched: readonly Placement[],
): Promise<void> => {
  const candidates = new Set(touched.flatMap(({ formerRecipients = [] }) => formerRecipients));
  if (candidates.size === 0) return;
  for (const { tutor } of await store.placements.ofCampaign(campaignId)) candidates.delete(tutor.email);
  const links = await store.links(env.SECRET_ARN);
  for (const email of candidates) await links.revoke(campaignId, email, request.now);
};
