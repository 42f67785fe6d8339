import type { Placement, PlacementKey } from '../../schemas/placement.ts';
import type { SentReport } from '../../schemas/report.ts';
import { type Acting, audited } from './acting.ts';

/**
 * The report of a placement that the person sees, for reading; written down who reads it.
 *
 * @param number which version; absent, the one that counts
 * @returns undefined until one is in
 */
export const readReport = async (
  acting: Acting,
  { campaignId, studentNumber }: Placement,
  number?: number,
): Promise<SentReport | undefined> => {
  const { reports } = acting.store;
  const key = { campaignId, studentNumber };
  const sent = await (number === undefined ? reports.counting(key) : reports.version(key, number));
  if (sent) await writtenAsRead(acting, key, sent);
  return sent;
};

export const writtenAsRead = (
  acting: Acting,
  { campaignId, studentNumber }: PlacementKey,
  { reference }: SentReport,
): Promise<void> => audited(acting, 'reportRead', { campaignId, studentNumber, after: reference });
