import type { ReportForm } from '../../../schemas/report-form.ts';
import { reportForm2026 } from './report-form-2026.ts';

/** Every definition ever published, by version. One is never edited: a campaign keeps the one it was launched with. */
const forms: ReadonlyMap<string, ReportForm> = new Map([[reportForm2026.version, reportForm2026]]);

/** The version that a new campaign takes. */
export const currentFormVersion: string = reportForm2026.version;

/** @throws RangeError when no such version was published: stored data names one that this code no longer has. */
export const formOfVersion = (version: string): ReportForm => {
  const form = forms.get(version);
  if (form === undefined) throw new RangeError(`No report form of version ${version}`);
  return form;
};
