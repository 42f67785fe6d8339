import type { Campaign } from '../../schemas/campaign.ts';
import type { Placement } from '../../schemas/placement.ts';
import { type LaunchBatch, prepareLaunchTask } from '../../schemas/workflow.ts';
import { tableEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from './task.ts';

/** Placements that one StartBatch task starts: well within its timeout, and few enough states for a large campaign. */
const batchSize = 20;

/**
 * First state of a launch: which placements to start, in batches that keep a tutor's students together, since their mails
 * name them all. Those that an interrupted launch had begun with come again; starting twice is harmless.
 */
export const handler = task(tableEnvironment, prepareLaunchTask, async ({ campaignId, now }, env) => {
  const store = keptStore(env.TABLE_NAME);
  // Here it shows that it runs: nobody has to start it again.
  await store.campaigns.change(campaignId, launchRuns);
  const placements = await store.placements.ofCampaign(campaignId);
  const toStart = placements.filter(({ status }) => status === 'prepared' || status === 'started');
  return {
    batches: inBatches(toStart).map(
      (batch): LaunchBatch => ({
        campaignId,
        startedAt: now,
        studentNumbers: batch.map(({ studentNumber }) => studentNumber),
      }),
    ),
  };
});

const launchRuns = (campaign: Campaign): Campaign => {
  if (campaign.status !== 'launched') throw new Error(`campaign ${campaign.campaignId} is not launched`);
  if (campaign.launchDue === undefined) return campaign;
  const { launchDue, ...running } = campaign;
  return running;
};

const inBatches = (placements: Placement[]): Placement[][] => {
  const byTutor = Map.groupBy(placements, ({ tutor }) => tutor.email);
  const batches: Placement[][] = [];
  for (const ofOneTutor of byTutor.values()) {
    const last = batches.at(-1);
    if (last && last.length + ofOneTutor.length <= batchSize) last.push(...ofOneTutor);
    else batches.push([...ofOneTutor]);
  }
  return batches;
};
