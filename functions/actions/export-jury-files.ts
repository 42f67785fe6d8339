import type { Institute } from '../../schemas/programme.ts';
import { type Archive, type ArchivedFile, fileArchive, type Stretch } from '../documents/file-archive.ts';
import { jurySheetPdf } from '../documents/jury-pdf.ts';
import { studentFilename } from '../documents/report-filename.ts';
import { filterSaid } from '../domain/jury/jury-filter.ts';
import { countingIn, periodSlug } from '../domain/jury/semester-results.ts';
import { statusMeanings } from '../domain/placement/status-meanings.ts';
import { mayManage } from '../domain/rights.ts';
import { type Acting, audited, type Refused, refuse } from './acting.ts';
import { printedReport } from './export-reports.ts';
import {
  type JuryWanted,
  resultsOf,
  type Student,
  stagesOf,
  studentsForFile,
  type TooMany,
} from './read-jury.ts';

/** Which PDFs of a semester: the tutors' reports, or the sheets that are printed for each student. */
export type JuryFiles = 'reports' | 'sheets';
const named: Record<JuryFiles, string> = { reports: 'comptes-rendus', sheets: 'fiches' };

/**
 * The PDFs of the students of a semester, or of a stretch of their list, as one archive or the ways to its parts; of an archive it is
 * written down who took it, and each report as read.
 */
export const exportJuryFiles = async (
  acting: Acting,
  institution: Institute,
  wanted: JuryWanted,
  files: JuryFiles,
  stretch: Stretch = {},
): Promise<Archive | TooMany | Refused> => {
  const { store, now } = acting;
  const what = `${periodSlug(wanted)}, ${named[files]}`;
  if (!mayManage(acting.staff)) return refuse(acting, 'juryExported', { after: what });
  const stages = await stagesOf(acting, institution, wanted);
  const { students, next } = await studentsForFile(acting, stages, wanted, stretch);
  if (next !== undefined) return { kind: 'tooMany', students, upTo: next };
  const formOf = store.forms.reading(institution);
  const reports = ({ placements }: Student) =>
    stages.flatMap(({ campaigns }) => {
      const placement = countingIn(campaigns, placements);
      const campaign = campaigns.find(({ campaignId }) => campaignId === placement?.campaignId);
      if (!placement || !campaign || !statusMeanings[placement.status].hasReport) return [];
      return [() => printedReport(acting, { institution, campaign, formOf }, placement)];
    });
  const sheet = async (student: Student): Promise<ArchivedFile | undefined> => {
    const [row] = await resultsOf(store, stages, [student]);
    if (!row) return undefined;
    return {
      filename: studentFilename(['fiche', periodSlug(wanted)], row.student.student),
      studentNumber: row.student.studentNumber,
      bytes: await jurySheetPdf({ institution, period: wanted, stages, row, now }),
    };
  };
  const archive = await fileArchive(
    students.map((student) => ({
      ...student.first,
      files: files === 'reports' ? reports(student) : [() => sheet(student)],
    })),
    stretch,
    now,
  );
  if (archive.kind === 'archive')
    await audited(acting, 'juryExported', {
      after: `${what} : ${archive.count} PDF${filterSaid(wanted.filter ?? {})}`,
    });
  return archive;
};
