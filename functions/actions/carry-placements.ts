import type { Campaign } from '../../schemas/campaign.ts';
import type { PlacementLine } from '../../schemas/placement.ts';
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
  /** As an import that is to be looked at. */
  { kind: 'kept'; importId: string } | { kind: 'nothing'; present: number } | { kind: 'tooMany' } | Refused;

type FromTo = { from: Campaign; to: Campaign };
type ToCarry = Record<'carried' | 'cancelled' | 'present', PlacementLine[]>;

/**
 * Another campaign's students of this person's sites: who is carried over, whose stage was cancelled, who is here already. All of both
 * campaigns, or none where they are more than a file takes.
 */
export const studentsToCarry = async (
  { staff, store, now }: Pick<Acting, 'staff' | 'store' | 'now'>,
  { from, to }: FromTo,
): Promise<ToCarry | undefined> => {
  const siteIds = to.siteIds.filter((siteId) => seesSite(staff, siteId));
  const all = async (wanted: Omit<LinesWanted, 'now'>) =>
    store.lines.page({ ...wanted, now }, { most: mostExported });
  const [source, here] = await Promise.all([
    all({ campaignId: from.campaignId, siteIds: siteIds.filter((siteId) => from.siteIds.includes(siteId)) }),
    // Of every site: who has come to another one is here, too.
    all({ campaignId: to.campaignId, siteIds: to.siteIds }),
  ]);
  if (source.isMore || here.isMore) return undefined;
  const numbers = new Set(here.lines.map(({ studentNumber }) => studentNumber));
  const absent = source.lines.filter(({ studentNumber }) => !numbers.has(studentNumber));
  return {
    carried: absent.filter(({ status }) => status !== 'cancelled'),
    cancelled: absent.filter(({ status }) => status === 'cancelled'),
    present: source.lines.filter(({ studentNumber }) => numbers.has(studentNumber)),
  };
};

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
  { from, to }: FromTo,
  columns: readonly ImportColumn[],
  filename: string,
): Promise<Carried> => {
  if (!mayManage(acting.staff)) return refuse(acting, 'importKept', { campaignId: to.campaignId });
  const students = await studentsToCarry(acting, { from, to });
  if (!students) return { kind: 'tooMany' };
  const { carried, present } = students;
  if (carried.length === 0) return { kind: 'nothing', present: present.length };
  const lines = carried.map((line) => ({ ...line, periods: to.periods }));
  const bytes = await listFile('csv', exportedList(lines, columns, institution.sites, acting.now));
  return keepImport(acting, to.campaignId, { filename, bytes });
};
