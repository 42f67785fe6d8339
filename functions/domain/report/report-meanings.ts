import type { Report, SentReportRecord } from '../../../schemas/report.ts';

type ReportMeaning = {
  /** It was sent: it is shown, counted and distributed. */
  isIn: boolean;
  /** The tutor may still type and send. */
  isOpen: boolean;
};

/** What each status of a report means, for all who ask. */
export const reportMeanings = {
  draft: { isIn: false, isOpen: true },
  closed: { isIn: false, isOpen: false },
  sent: { isIn: true, isOpen: false },
} as const satisfies Record<Report['status'], ReportMeaning>;

export const isIn = (report: Report): report is SentReportRecord => reportMeanings[report.status].isIn;
export const isOpen = (report: Report): boolean => reportMeanings[report.status].isOpen;
