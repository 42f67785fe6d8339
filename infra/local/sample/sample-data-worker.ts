import { workerData } from 'node:worker_threads';
import * as z from 'zod';
import { openStore } from '../../../functions/store/store.ts';
import { institute } from '../../../schemas/programme.ts';
import { sampleCampaign } from './sample-campaign.ts';

/**
 * Puts the sample data through the stores. In a thread of its own because the stores, like the functions, find DynamoDB
 * by their environment, and this one's must not leak into the home's process. Running it again changes nothing.
 */
const order = z
  .object({ tableName: z.string(), now: z.string(), institution: institute, withCampaign: z.boolean() })
  .parse(workerData);
const store = openStore(order.tableName);
await store.institutions.put(order.institution);
if (order.withCampaign) {
  const { campaign, placements } = sampleCampaign(order.now, order.institution);
  await store.campaigns.create(campaign);
  for (const placement of placements) await store.placements.create(placement);
}
