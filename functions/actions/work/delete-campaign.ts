import type { Campaign } from '../../../schemas/campaign.ts';
import type { Placement } from '../../../schemas/placement.ts';
import type { Work } from '../../../schemas/work.ts';
import { isBeingDeleted } from '../../domain/placement/campaign-life.ts';
import { endedWork, waitingWork } from '../../domain/placement/work-progress.ts';
import type { Store } from '../../store/store.ts';
import type { Doing, WorkPass } from './doing.ts';

/** In milliseconds, how long what was asked for before goes on until the deletion looks again. */
const pause = 60_000;
const atOnce = 20;

/** It is that deletion's: one of that name that was prepared since is another's. */
const isDeletedBy = (campaign: Campaign | undefined, { askedAt }: Pick<Work, 'askedAt'>): boolean =>
  campaign?.status === 'prepared' && campaign.deletion?.since === askedAt;

/** What was asked for before goes on to its next batch, and ends there: it sees that the campaign is to go. */
const othersUnderWay = async ({ store, work }: Doing): Promise<boolean> =>
  (await store.works.latest(work.campaignId)).some(
    ({ workId, due }) => workId !== work.workId && due !== undefined,
  );

/** Not while others are under way, and not once it is done. */
export const mayDelete = async (doing: Doing): Promise<Work | undefined> => {
  const { store, work, now } = doing;
  const until = new Date(Date.parse(now) + pause).toISOString();
  if (!isDeletedBy(await store.campaigns.find(work.campaignId), work)) {
    await store.works.remove(work);
    return endedWork(work, now);
  }
  if (!(await othersUnderWay(doing))) return undefined;
  return store.works.change(work, (current) => waitingWork(current, until));
};

/**
 * What is done to a campaign that is not launched yet is done while it is there: one that is being deleted waits until this is gone. The
 * deletion may have looked for other work a moment before this was written, and nobody else removes it.
 */
export const unlessDeleted = async ({ store, work, now }: Doing): Promise<Work | undefined> => {
  const campaign = await store.campaigns.find(work.campaignId);
  if (campaign && !isBeingDeleted(campaign)) return undefined;
  await store.works.remove(work);
  return endedWork(work, now);
};

const removePlacement = async (store: Store, placement: Placement): Promise<void> => {
  await store.notes.removeAll(placement);
  await store.placements.remove(placement);
};

/** Every placement with what is written about it, and in the end what the campaign itself has. */
export const deletionPasses: readonly WorkPass[] = [
  {
    over: 'campaign',
    each: async ({ store }, placement) => {
      await removePlacement(store, placement);
      return 'deleted';
    },
  },
  {
    over: 'campaign',
    // Hardly any is left by now: what remains is removed once, before this pass ends.
    prepare: ({ store, work }) => removeRest(store, work),
    each: async () => undefined,
  },
];

/** The campaign last: as long as it is there, a deletion that died goes on. */
const removeRest = async (store: Store, { campaignId, workId, askedAt }: Work): Promise<void> => {
  // What failed for one, its batch passed over; what fails now fails this batch, which is done again.
  for (;;) {
    const left = await store.placements.ofCampaign(campaignId, { most: atOnce });
    if (left.length === 0) break;
    for (const one of left) await removePlacement(store, one);
  }
  for (;;) {
    const others = (await store.works.latest(campaignId)).filter((one) => one.workId !== workId);
    if (others.length === 0) break;
    for (const one of others) await store.works.remove(one);
  }
  await store.progress.remove(campaignId);
  const campaign = await store.campaigns.find(campaignId);
  if (campaign && isDeletedBy(campaign, { askedAt })) await store.campaigns.remove(campaign);
};
