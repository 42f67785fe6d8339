import type { Campaign } from '../../schemas/campaign.ts';
import type { Work } from '../../schemas/work.ts';
import { withDeletion } from '../domain/placement/campaign-life.ts';
import { sizeOf, totalOf } from '../domain/placement/campaign-progress.ts';
import { newWork, workIdOf } from '../domain/placement/work-progress.ts';
import { mayLaunch } from '../domain/rights.ts';
import type { WorkEnvironment } from '../environment.ts';
import { startWork } from '../executions/start.ts';
import { failure, logger } from '../observability/logger.ts';
import type { Store } from '../store/store.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import { changeOpen, isOpen } from './edit-campaign.ts';
import { settleImports } from './keep-import.ts';
import { workPasses } from './work/work-off.ts';

export type DeleteOutcome =
  | { kind: 'deleted' }
  /** It was changed, launched or deleted since the person looked, or has other placements than they saw. */
  | { kind: 'overtaken'; campaign: Campaign }
  | Refused;

/**
 * Deletes a campaign that was not launched, with all that is its own. From the one write on it is gone for everybody; the rest is work
 * on many, which the sweep takes up where this dies.
 *
 * @param seen as the person saw it
 * @param seenPlacements how many they were told will be lost
 */
export const deleteCampaign = async (
  env: WorkEnvironment,
  acting: Acting,
  seen: Pick<Campaign, 'campaignId' | 'version'>,
  seenPlacements: number,
): Promise<DeleteOutcome> => {
  const { staff, store, now } = acting;
  const { campaignId } = seen;
  const before = await store.campaigns.get(campaignId);
  if (!mayLaunch(staff, before)) return refuse(acting, 'campaignDeleted', { campaignId });
  const placements = sizeOf(totalOf(await store.progress.of(before, now)));
  if (!isOpen(before, seen) || placements !== seenPlacements) return { kind: 'overtaken', campaign: before };
  await audited(acting, 'campaignDeleted', { campaignId, before: `affectations : ${placements}` });
  const { isOurs, campaign } = await changeOpen(store, seen, (open) => withDeletion(open, staff.name, now));
  if (!isOurs) return { kind: 'overtaken', campaign };
  try {
    await startDeletion(env, store, campaign, placements);
    // Files that were checked for it wait for nobody any more, and are gone after their day.
    await settleImports(store, (file) => file.campaignId === campaignId);
  } catch (error) {
    logger.error('a deletion could not be started', failure(error));
  }
  return { kind: 'deleted' };
};

/** Starts the deletion that a campaign says is due; written and started once. @returns which work that is, if one is due */
export const startDeletion = async (
  env: WorkEnvironment,
  store: Pick<Store, 'works'>,
  campaign: Campaign,
  placements: number,
): Promise<Work | undefined> => {
  if (campaign.status !== 'prepared' || campaign.deletion === undefined) return undefined;
  const { deletion, campaignId } = campaign;
  const work = newWork(
    { campaignId, workId: workIdOf('deletion', deletion.since, '1') },
    {
      ...{ kind: 'deletion', askedBy: deletion.by, askedAt: deletion.since },
      ...{ total: placements, passes: workPasses.deletion.length },
    },
  );
  await store.works.create(work);
  await startWork(env, work);
  return work;
};
