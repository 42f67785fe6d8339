import type { Campaign } from '../../../schemas/campaign.ts';
import type { Mail } from '../../../schemas/mail.ts';
import type { Placement } from '../../../schemas/placement.ts';
import type { Report } from '../../../schemas/report.ts';
import type { Work } from '../../../schemas/work.ts';
import type { Item } from '../observations.ts';

/**
 * Which item is what, by its key. That it is as its schema says is the store's own promise (tests/records); here it is read tens
 * of thousands of times.
 */
const hasKey = (item: Item | undefined, pk: string, sk: string): item is Item =>
  typeof item?.pk === 'string' &&
  item.pk.startsWith(pk) &&
  typeof item.sk === 'string' &&
  item.sk.startsWith(sk);

export const isCampaign = (item: Item | undefined): item is Item & Campaign =>
  hasKey(item, 'CAMPAIGN#', 'CAMPAIGN');
export const isPlacement = (item: Item | undefined): item is Item & Placement =>
  hasKey(item, 'CAMPAIGN#', 'PLACEMENT#');
export const isReport = (item: Item | undefined): item is Item & Report => hasKey(item, 'REPORT#', 'REPORT');
export const isWork = (item: Item | undefined): item is Item & Work => hasKey(item, 'CAMPAIGN#', 'WORK#');
export const isMail = (item: Item | undefined): item is Item & Mail => hasKey(item, 'MAIL#', '');
