import type { Campaign } from '../../../schemas/campaign.ts';
import type { Placement } from '../../../schemas/placement.ts';
import { readSpreadsheet } from '../../documents/spreadsheet.ts';
import { checkImport, type ImportCheck } from '../../domain/import-check.ts';
import {
  changesItsStage,
  correctedPlacement,
  newPlacement,
  withinRights,
} from '../../domain/import-merge.ts';
import { replaceLifecycle } from './executions.ts';
import { inGroups } from './in-groups.ts';
import type { Visit } from './visit.ts';

export type CheckedImport = {
  filename: string;
  check: ImportCheck;
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
  return { filename: kept.filename, check: withinRights(check, staff, existing), existing };
};

/**
 * Takes the good rows. A stage under way that gets another tutor or other dates is started anew. The tutor it leaves behind
 * loses what they had typed, and the link if no student of theirs is left.
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
  const changed = await inGroups(check.changed, async ({ facts }) => {
    const before = existing.find(({ studentNumber }) => studentNumber === facts.studentNumber);
    const after = await store.placements.change(
      { campaignId, studentNumber: facts.studentNumber },
      (current) => correctedPlacement(current, facts, importedBy),
    );
    if (before && before.tutor.email !== after.tutor.email) await store.reports.clearDraft(after);
    if (before && after.revision > before.revision) await replaceLifecycle(env, store, after, request.now);
    return before && changesItsStage(before, facts) ? before.tutor.email : undefined;
  });
  await revokeLinksOf(visit, campaign, changed);
  return { added: created.filter(Boolean).length, changed: changed.length };
};

const revokeLinksOf = async (
  { store, env, request }: Visit,
  { campaignId }: Campaign,
  leftTutors: readonly (string | undefined)[],
): Promise<void> => {
  const candidates = new Set(leftTutors.filter((email) => email !== undefined));
  if (candidates.size === 0) return;
  for (const { tutor } of await store.placements.ofCampaign(campaignId)) candidates.delete(tutor.email);
  const links = await store.links(env.SECRET_ARN);
  for (const email of candidates) await links.revoke(campaignId, email, request.now);
};
