import { stageCalendar } from '../../documents/calendar.ts';
import { versionAtHand } from '../../domain/placement/placement-life.ts';
import { notFoundPage } from '../outcome-pages.tsx';
import { reportFile } from '../report-file.ts';
import type { PageRequest } from '../request.ts';
import { file, type PageResponse } from '../responses.ts';
import type { StudentDesk } from './door.tsx';

/** The stage as the assignment mail has it, with what was corrected since. */
export const calendarFile = (
  { institution, campaign, placement }: StudentDesk,
  { now }: PageRequest,
): PageResponse => {
  const { filename, contentType, content } = stageCalendar({
    ...{ institution, campaign, placements: [placement], audience: 'student', now },
  });
  return file({ bytes: Buffer.from(content), contentType, filename });
};

/**
 * The report that was sent to the student, as it stands: what is not distributed yet is not theirs yet, and while another version is
 * typed or on its way the one before it counts.
 */
export const studentReportFile = async ({
  store,
  institution,
  campaign,
  placement,
}: StudentDesk): Promise<PageResponse> => {
  const version = versionAtHand(placement);
  const sent = version && (await store.reports.withReference(placement, version.reference));
  if (!sent) return notFoundPage();
  return reportFile({ store, institution, campaign, placement, sent });
};
