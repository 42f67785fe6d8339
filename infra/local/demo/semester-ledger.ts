import type { CampaignId } from '../../../schemas/campaign.ts';
import type { Site } from '../../../schemas/institution.ts';
import type { ReportForm } from '../../../schemas/report-form.ts';
import type { HomeClient, ReadMail } from './home-client.ts';
import type { RecountedStage, RecountedStudent } from './jury-recount.ts';
import { pdfText } from './pdf-text.ts';
import { type PrintedReport, readReport } from './printed-report.ts';
import type { PlayedStage } from './year-cast.ts';

/** The reports of a stage, as the students got them by mail, by the student’s number as printed. */
export const reportsOf = async (
  home: HomeClient,
  campaignId: CampaignId,
  mails: readonly ReadMail[],
  form: ReportForm,
  sites: readonly Site[],
): Promise<Map<string, PrintedReport>> => {
  const reports = new Map<string, PrintedReport>();
  for (const { tags, attachments } of mails) {
    const pdf = attachments.find(({ contentType }) => contentType === 'application/pdf');
    if (tags.campaign !== campaignId || tags.occasion !== 'distribution' || !pdf) continue;
    const report = readReport(await pdfText(await home.download(pdf.href)), form, sites);
    reports.set(report.studentNumber, report);
  }
  return reports;
};

/**
 * The students of a site over a semester’s stages: what their reports say, and where there is none, what the demo’s people did.
 *
 * @param printed of each stage, in their order
 */
export const studentsOf = (
  stages: readonly PlayedStage[],
  printed: readonly ReadonlyMap<string, PrintedReport>[],
  site: Pick<Site, 'siteId' | 'name'>,
): RecountedStudent[] => {
  const students = stages.flatMap(({ placed }) =>
    [...placed.values()].filter(({ siteId }) => siteId === site.siteId),
  );
  const byNumber = new Map(students.map((one) => [one.studentNumber, one]));
  return [...byNumber.values()].map(({ studentNumber, student: { lastName, firstName } }) => ({
    ...{ studentNumber, lastName, firstName, site: site.name },
    stages: stages.map(({ placed, cancelled }, at): RecountedStage => {
      const placement = placed.get(studentNumber);
      if (!placement) return { state: 'Pas de stage', school: null };
      const school = `${placement.school.name}, ${placement.school.town}`;
      if (cancelled.has(studentNumber)) return { state: 'Stage annulé', school };
      const report = printed[at]?.get(studentNumber);
      return report ? { state: 'Reçu', school, report } : { state: 'Non rendu', school };
    }),
  }));
};
