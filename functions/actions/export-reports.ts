import type { Campaign } from '../../schemas/campaign.ts';
import type { PlacementLine } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import { seesSite } from '../../schemas/staff.ts';
import { type ArchivedReport, reportArchive } from '../documents/report-archive.ts';
import { reportFilename } from '../documents/report-filename.ts';
import { reportPdf } from '../documents/report-pdf.ts';
import { statusMeanings } from '../domain/placement/status-meanings.ts';
import type { LinesWanted } from '../store/lines.ts';
import type { Acting } from './acting.ts';
import { mostExported } from './export-placements.ts';
import { readReport } from './read-report.ts';

/**
 * Reports in one archive: forty of 46 KB are 2.5 MB as a function answers them, of the 6 that it may, and some seconds of the 29 that it
 * has (0035).
 */
export const mostInArchive = 40;

/** Some of the reports of a list, in its order. `after`: the student behind whom it begins. */
export type ArchivePart = { first: PlacementLine; last: PlacementLine; count: number; after?: string };

export type ExportedReports =
  | { kind: 'archive'; bytes: Uint8Array }
  /** More than one archive holds: each is asked for by itself. */
  | { kind: 'parts'; parts: ArchivePart[] }
  | { kind: 'none' }
  | { kind: 'tooMany' };

/** The PDF of every report that a list shows; each is written down as read. @param part the student behind whom it begins; anybody else, from the first */
export const exportReports = async (
  acting: Acting,
  { institution, campaign }: { institution: Institute; campaign: Campaign },
  wanted: LinesWanted,
  part?: string,
): Promise<ExportedReports> => {
  const { staff, store, now } = acting;
  const siteIds = wanted.siteIds.filter((siteId) => seesSite(staff, siteId));
  const { lines, isMore } = await store.lines.page({ ...wanted, siteIds }, { most: mostExported });
  if (isMore) return { kind: 'tooMany' };
  const reported = lines.filter(({ status }) => statusMeanings[status].hasReport);
  if (reported.length === 0) return { kind: 'none' };
  if (part === undefined && reported.length > mostInArchive)
    return { kind: 'parts', parts: partsOf(reported) };
  const begin = reported.findIndex(({ studentNumber }) => studentNumber === part) + 1;
  const formOf = store.forms.reading(institution);
  const archived: ArchivedReport[] = [];
  for (const line of reported.slice(begin, begin + mostInArchive)) {
    const placement = await store.placements.get(line);
    const sent = seesSite(staff, placement.siteId) ? await readReport(acting, placement) : undefined;
    if (!sent) continue;
    const form = await formOf(sent.formVersion);
    archived.push({
      filename: reportFilename(campaign, placement.student),
      studentNumber: placement.studentNumber,
      bytes: await reportPdf({ campaign, placement, institution, form, sent }),
    });
  }
  return archived.length === 0 ? { kind: 'none' } : { kind: 'archive', bytes: reportArchive(archived, now) };
};

const partsOf = (reported: readonly PlacementLine[]): ArchivePart[] => {
  const parts: ArchivePart[] = [];
  for (let begin = 0; begin < reported.length; begin += mostInArchive) {
    const inPart = reported.slice(begin, begin + mostInArchive);
    const [first, last] = [inPart.at(0), inPart.at(-1)];
    const after = reported.at(begin - 1)?.studentNumber;
    if (first && last)
      parts.push({ first, last, count: inPart.length, ...(begin > 0 && after !== undefined && { after }) });
  }
  return parts;
};
