import type { CampaignId } from '../../schemas/campaign.ts';
import type { Waiting } from '../../schemas/under-attention.ts';
import { mayAdminister, mayManage } from '../domain/rights.ts';
import type { Store } from '../store/store.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';

/** What waits and is of no one site: a handful. */
const mostLookedAt = 50;

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
  const importId = await store.imports.keep({ campaignId, keptBy, ...file }, now);
  // Whoever uploads another file has looked at the one before: it waits no more, and is there for its day.
  await settleImports(
    store,
    (file) =>
      file.campaignId === campaignId && file.keptBy?.subject === staff.subject && file.importId !== importId,
  );
  return { kind: 'kept', importId };
};

type WaitingFile = Extract<Waiting, { of: 'import' }>['file'];

/** Such files wait for nobody any more. */
export const settleImports = async (
  store: Pick<Store, 'attention' | 'imports'>,
  isSettled: (file: WaitingFile) => boolean,
): Promise<void> => {
  const { waiting } = await store.attention.page([], { most: mostLookedAt });
  for (const one of waiting)
    if (one.of === 'import' && isSettled(one.file)) await store.imports.settle(one.file.importId);
};
