import type { Campaign } from '../../schemas/campaign.ts';
import { newWork, workIdOf } from '../domain/placement/work-progress.ts';
import type { WorkEnvironment } from '../environment.ts';
import { startWork } from '../executions/start.ts';
import type { Store } from '../store/store.ts';
import { workPasses } from './work/work-off.ts';

/** Starts the launch that a campaign says is due. Its work bears the launch's moment and number: written and started once. */
export const startLaunch = async (
  env: WorkEnvironment,
  store: Pick<Store, 'works'>,
  campaign: Campaign,
): Promise<void> => {
  // Stryker disable next-line ConditionalExpression: no launch of a campaign that is only prepared is due.
  if (campaign.status !== 'launched' || campaign.launchDue === undefined) return;
  const { campaignId, launchDue, launches, launchSize } = campaign;
  const work = newWork(
    { campaignId, workId: workIdOf('launch', launchDue, String(launches)) },
    {
      ...{ kind: 'launch', askedBy: campaign.launchedBy, askedAt: launchDue },
      ...{ total: launchSize, passes: workPasses.launch.length },
    },
  );
  await store.works.create(work);
  await startWork(env, work);
};
