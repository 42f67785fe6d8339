import type { Campaign } from '../../schemas/campaign.ts';
import type { Institute } from '../../schemas/programme.ts';
import { seesSite } from '../../schemas/staff.ts';
import { listFile } from '../documents/placement-list.ts';
import { exportedList } from '../domain/import/exported-list.ts';
import type { ImportColumn } from '../domain/import/import-columns.ts';
import { mayManage } from '../domain/rights.ts';
import type { LinesWanted } from '../store/lines.ts';
import { type Acting, type Refused, refuse } from './acting.ts';
import { mostExported } from './export-placements.ts';
import { keepImport } from './keep-import.ts';

export type Carried =
  /** As an import that is to be looked at; `cancelled` and `present`: students who are not in it, and why. */
  | { kind: 'kept'; importId: string; cancelled: number; present: number }
  | { kind: 'nothing'; cancelled: number; present: number }
  | { kind: 'tooMany' }
  | Refused;

/**
 * Another campaign's students with their tutors, on this one's dates, as a file that waits to be looked at: what an import checks, shows
 * and takes holds for it, too. Who is here already stays as they are, and a stage that was cancelled is not carried over.
 *
 * @param columns of the import, in the order of the file
 * @param filename for the person who looks at it
 */
export const carryPlacements = async (
  acting: Acting,
  institution: Pick<Institute, 'sites'>,
  { from, to }: { from: Campaign; to: Campaign },
  columns: readonly ImportColumn[],
  filename: string,
): Promise<Carried> => {
  const { staff, store, now } = acting;
  if (!mayManage(staff)) return refuse(acting, 'importKept', { campaignId: to.campaignId });
  const siteIds = to.siteIds.filter((siteId) => seesSite(staff, siteId));
  const all = async (wanted: Omit<LinesWanted, 'now'>) =>
    store.lines.page({ ...wanted, now }, { most: mostExported });
  const [source, here] = await Promise.all([
    all({ campaignId: from.campaignId, siteIds: siteIds.filter((siteId) => from.siteIds.includes(siteId)) }),
    // Of every site: who has come to another one is here, too.
    all({ campaignId: to.campaignId, siteIds: to.siteIds }),
  ]);
  if (source.isMore || here.isMore) return { kind: 'tooMany' };
  const numbers = new Set(here.lines.map(({ studentNumber }) => studentNumber));
  const absent = source.lines.filter(({ studentNumber }) => !numbers.has(studentNumber));
  const carried = absent.filter(({ status }) => status !== 'cancelled');
  const counts = {
    cancelled: absent.length - carried.length,
    present: source.lines.length - absent.length,
  };
  if (carried.length === 0) return { kind: 'nothing', ...counts };
  const lines = carried.map((line) => ({ ...line, periods: to.periods }));
  const bytes = await listFile('csv', exportedList(lines, columns, institution.sites, now));
  const kept = await keepImport(acting, to.campaignId, { filename, bytes });
  return kept.kind === 'refused' ? kept : { ...kept, ...counts };
};
