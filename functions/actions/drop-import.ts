import type { CampaignId } from '../../schemas/campaign.ts';
import { mayManage } from '../domain/rights.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';

/** A file that was checked is not to be imported: it waits for nobody any more, and is gone after its day. */
export const dropImport = async (
  acting: Acting,
  campaignId: CampaignId,
  importId: string,
): Promise<{ kind: 'dropped' } | { kind: 'gone' } | Refused> => {
  const { staff, store } = acting;
  if (!mayManage(staff)) return refuse(acting, 'importDropped', { campaignId });
  if ((await store.imports.find(importId))?.campaignId !== campaignId) return { kind: 'gone' };
  await audited(acting, 'importDropped', { campaignId });
  await store.imports.settle(importId);
  return { kind: 'dropped' };
};
