import type { Institute } from '../../schemas/programme.ts';
import { seesSite } from '../../schemas/staff.ts';
import { type ListFormat, listFile } from '../documents/placement-list.ts';
import { maxSpreadsheetRows } from '../documents/spreadsheet.ts';
import { exportedList } from '../domain/import/exported-list.ts';
import type { ImportColumn } from '../domain/import/import-columns.ts';
import type { LinesWanted } from '../store/lines.ts';
import { type Acting, audited } from './acting.ts';

/**
 * As many as one import takes back, and far below what a function may answer: 6 MB, in base64 (0035).
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const mostExported = maxSpreadsheetRows;

export type Exported = { kind: 'exported'; bytes: Uint8Array } | { kind: 'tooMany' };

/**
 * What a list shows, as a file that an import takes back: its columns first, then how each stage stands. Read from the lists' own index,
 * at the sites that the person sees; written down who took it.
 *
 * @param columns of the import, in the order of the file
 */
export const exportPlacements = async (
  acting: Acting,
  institution: Pick<Institute, 'sites'>,
  wanted: LinesWanted,
  format: ListFormat,
  columns: readonly ImportColumn[],
): Promise<Exported> => {
  const { staff, store, now } = acting;
  const { campaignId } = wanted;
  const siteIds = wanted.siteIds.filter((siteId) => seesSite(staff, siteId));
  const { lines, isMore } = await store.lines.page({ ...wanted, siteIds }, { most: mostExported });
  if (isMore) return { kind: 'tooMany' };
  await audited(acting, 'placementsExported', {
    campaignId,
    after: `${lines.length} affectations, ${format}`,
  });
  const bytes = await listFile(format, exportedList(lines, columns, institution.sites, now));
  return { kind: 'exported', bytes };
};
