import type { Campaign } from '../../schemas/campaign.ts';
import type { PlacementKey } from '../../schemas/placement.ts';
import type { Institute } from '../../schemas/programme.ts';
import type { ReportForm } from '../../schemas/report-form.ts';
import { seesSite } from '../../schemas/staff.ts';
import { type Archive, type ArchivedFile, fileArchive, type Stretch } from '../documents/file-archive.ts';
import { reportFilename } from '../documents/report-filename.ts';
import { reportPdf } from '../documents/report-pdf.ts';
import { statusMeanings } from '../domain/placement/status-meanings.ts';
import type { LinesWanted } from '../store/lines.ts';
import type { Acting } from './acting.ts';
import { mostExported } from './export-placements.ts';
import { writtenAsRead } from './read-report.ts';

type ReportSource = {
  institution: Institute;
  campaign: Campaign;
  /** Of a run that prints many (`forms.reading`). */
  formOf: (version: string) => Promise<ReportForm>;
};

/** A placement's report as it counts now, if there is one and the person sees it; written down as read where it is handed out. */
export const printedReport = async (
  acting: Acting,
  { institution, campaign, formOf }: ReportSource,
  key: PlacementKey,
): Promise<ArchivedFile | undefined> => {
  const placement = await acting.store.placements.find(key);
  if (!placement || !seesSite(acting.staff, placement.siteId)) return undefined;
  const sent = await acting.store.reports.counting(key);
  if (!sent) return undefined;
  const form = await formOf(sent.formVersion);
  return {
    filename: reportFilename(campaign, placement.student),
    studentNumber: placement.studentNumber,
    bytes: await reportPdf({ campaign, placement, institution, form, sent }),
    beforeHandingOut: () => writtenAsRead(acting, placement, sent),
  };
};

/** The PDF of every report that a list shows, or that a stretch of it does; each that is handed out is written down as read. */
export const exportReports = async (
  acting: Acting,
  { institution, campaign }: { institution: Institute; campaign: Campaign },
  wanted: LinesWanted,
  stretch: Stretch = {},
): Promise<Archive | { kind: 'tooMany' }> => {
  const { staff, store, now } = acting;
  const siteIds = wanted.siteIds.filter((siteId) => seesSite(staff, siteId));
  const { lines, isMore } = await store.lines.page(
    { ...wanted, siteIds },
    { most: mostExported, ...stretch },
  );
  if (isMore) return { kind: 'tooMany' };
  const source = { institution, campaign, formOf: store.forms.reading(institution) };
  const reported = lines.filter((line) => statusMeanings[line.status].hasReport);
  const students = reported.map((line) => ({
    ...line,
    files: [() => printedReport(acting, source, line)],
  }));
  return fileArchive(students, stretch, now);
};
