import type { CampaignId } from '../../schemas/campaign.ts';
import { mayAdminister, mayManage } from '../domain/rights.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';

/** Keeps a file of placements for its preview. No placement is touched. */
export const keepImport = async (
  acting: Acting,
  campaignId: CampaignId,
  file: { filename: string; bytes: Uint8Array },
): Promise<{ kind: 'kept'; importId: string } | Refused> => {
  const { staff, store, now } = acting;
  if (!mayManage(staff)) return refuse(acting, 'importKept', { campaignId });
  await audited(acting, 'importKept', { campaignId, after: `${file.bytes.length} octets` });
  const { subject, name, sites } = staff;
  const keptBy = { subject, name, sites: mayAdminister(staff) ? [] : sites };
  return { kind: 'kept', importId: await store.imports.keep({ campaignId, keptBy, ...file }, now) };
};
