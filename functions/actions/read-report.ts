import type { Placement, PlacementKey } from '../../schemas/placement.ts';
import type { SentReport } from '../../schemas/report.ts';
import type { Scan } from '../../schemas/scan.ts';
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
  const key = { campaignId, studentNumber };
  const sent = await versionAsked(acting, key, number);
  if (sent) await writtenAsRead(acting, key, sent);
  return sent;
};

const versionAsked = (
  { store: { reports } }: Acting,
  key: PlacementKey,
  number: number | undefined,
): Promise<SentReport | undefined> =>
  number === undefined ? reports.counting(key) : reports.version(key, number);

/**
 * What such a report was typed from; written down who reads it. For who may read the report as staff: it may say what the report does not.
 *
 * @returns undefined where its tutor sent it, or none is in
 */
export const readScan = async (
  acting: Acting,
  { campaignId, studentNumber }: Placement,
  number?: number,
): Promise<Scan | undefined> => {
  const key = { campaignId, studentNumber };
  const sent = await versionAsked(acting, key, number);
  const scan = sent?.entered && (await acting.store.scans.find(key, sent.entered.scan));
  if (sent && scan) await audited(acting, 'scanRead', { ...key, after: sent.reference });
  return scan;
};

export const writtenAsRead = (
  acting: Acting,
  { campaignId, studentNumber }: PlacementKey,
  { reference }: SentReport,
): Promise<void> => audited(acting, 'reportRead', { campaignId, studentNumber, after: reference });
