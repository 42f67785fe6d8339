import type { Placement } from '../../schemas/placement.ts';
import type { SentReport } from '../../schemas/report.ts';
import { isIn } from '../domain/report/report-meanings.ts';
import { type Acting, audited } from './acting.ts';

/** The report of a placement that the person sees, for reading; written down who reads it. @returns undefined until one is in */
export const readReport = async (
  acting: Acting,
  { campaignId, studentNumber }: Placement,
): Promise<SentReport | undefined> => {
  const report = await acting.store.reports.find({ campaignId, studentNumber });
  if (!isIn(report)) return undefined;
  const { reference } = report.sent;
  await audited(acting, 'reportRead', { campaignId, studentNumber, after: reference });
  return report.sent;
};
