import { prepareLaunchTask } from '../../schemas/workflow.ts';
import { launchRuns } from '../domain/placement/campaign-life.ts';
import { launchBatches } from '../domain/placement/launch-batches.ts';
import { tableEnvironment } from '../environment.ts';
import { keptStore } from '../store/store.ts';
import { task } from './task.ts';

/** First state of a launch: which placements to start, in batches. Here it shows that it runs: nobody has to start it again. */
export const handler = task(tableEnvironment, prepareLaunchTask, async ({ campaignId, now }, env) => {
  const store = keptStore(env.TABLE_NAME);
  await store.campaigns.change(campaignId, launchRuns);
  return { batches: launchBatches(campaignId, await store.placements.ofCampaign(campaignId), now) };
});
