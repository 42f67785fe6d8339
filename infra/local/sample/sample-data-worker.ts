import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { currentFormVersion } from '../../../functions/domain/guide/report-forms.ts';
import { openStore } from '../../../functions/store/store.ts';
import { institution } from '../../../schemas/institution.ts';
import { sampleCampaign } from './sample-campaign.ts';

/**
 * Puts the sample data through the stores. In a thread of its own because the stores, like the functions, find DynamoDB
 * by their environment, and this one's must not leak into the home's process. Running it again changes nothing.
 */
const order = z
  .object({ tableName: z.string(), now: z.string(), institution, withCampaign: z.boolean() })
  .parse(workerData);
const store = openStore(order.tableName);
await store.institutions.put(order.institution);
if (order.withCampaign) {
  const { campaign, placements } = sampleCampaign(order.now, order.institution, currentFormVersion);
  await store.campaigns.create(campaign);
  for (const placement of placements) await store.placements.create(placement);
}
