import type { Campaign, CampaignId } from '../../schemas/campaign.ts';
import type { Placement } from '../../schemas/placement.ts';
import type { IsoInstant } from '../../schemas/time.ts';
import { correctedPlacement, newPlacement } from '../domain/import/import-merge.ts';
import { mayManage } from '../domain/rights.ts';
import type { LifecycleEnvironment } from '../environment.ts';
import { inGroups } from '../in-groups.ts';
import type { Store } from '../store/store.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import type { CheckedImport } from './check-import.ts';
import { replaceLifecycle } from './start-lifecycles.ts';

type ImportEnvironment = LifecycleEnvironment & { SECRET_ARN: string };
export type ImportOutcome = { kind: 'imported'; added: number; changed: number } | Refused;

/**
 * Takes the good rows. What a correction has to start is written with it, and started then; what an earlier import left
 * unstarted is taken up as well. A tutor who has no student left loses the link.
 */
export const importPlacements = async (
  env: ImportEnvironment,
  acting: Acting,
  { campaignId }: Campaign,
  { check, existing }: CheckedImport,
): Promise<ImportOutcome> => {
  const { staff, store, now } = acting;
  if (!mayManage(staff)) return refuse(acting, 'placementsImported', { campaignId });
  await audited(acting, 'placementsImported', {
    campaignId,
    after: `${check.added.length} added, ${check.changed.length} changed`,
  });
  const importedBy = { by: staff.name, now };
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
    (placement) => replaceLifecycle(env, store, placement, now),
  );
  await revokeLinksOf(env, store, campaignId, touched, now);
  return { kind: 'imported', added: created.filter(Boolean).length, changed: changed.length };
};

/** Of the addresses that these stages had, those that are no tutor's of the campaign any more. */
const revokeLinksOf = async (
  env: ImportEnvironment,
  store: Store,
  campaignId: CampaignId,
  touched: readonly Placement[],
  now: IsoInstant,
): Promise<void> => {
  const candidates = new Set(touched.flatMap(({ formerRecipients = [] }) => formerRecipients));
  if (candidates.size === 0) return;
  for (const { tutor } of await store.placements.ofCampaign(campaignId)) candidates.delete(tutor.email);
  const links = await store.links(env.SECRET_ARN);
  for (const email of candidates) await links.revoke(campaignId, email, now);
};
