import type { Campaign } from '../../schemas/campaign.ts';
import type { Work } from '../../schemas/work.ts';
import { resumedWork } from '../domain/placement/work-progress.ts';
import { mayResume } from '../domain/rights.ts';
import type { WorkEnvironment } from '../environment.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import { handedOver } from './ask-for-work.ts';

/** Goes on with work that stopped. @param seen as the person saw it: of two clicks, one does it. */
export const resumeWork = async (
  env: WorkEnvironment,
  acting: Acting,
  campaign: Campaign,
  seen: Work,
): Promise<{ kind: 'resumed' } | Refused> => {
  const { staff, store, now } = acting;
  const { campaignId, run } = seen;
  if (!mayResume(staff, campaign, seen)) return refuse(acting, 'workResumed', { campaignId });
  await audited(acting, 'workResumed', {
    campaignId,
    before: `${seen.workId}, essai ${run}`,
    after: `essai ${run + 1}`,
  });
  await handedOver(env, await store.works.change(seen, (work) => resumedWork(work, run, now)));
  return { kind: 'resumed' };
};
