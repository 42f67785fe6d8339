import { zipSync } from 'fflate';
import type { IsoInstant } from '../../schemas/time.ts';

export type ArchivedReport = { filename: string; studentNumber: string; bytes: Uint8Array };

/**
 * Several reports in one file, each under a name that says whose it is; two of one name are told apart by the student's number. They
 * are stored as they are: a PDF is compressed already.
 */
export const reportArchive = (reports: readonly ArchivedReport[], now: IsoInstant): Uint8Array => {
  const isShared = (filename: string) => reports.filter((one) => one.filename === filename).length > 1;
  const named = reports.map(({ filename, studentNumber, bytes }) => [
    isShared(filename) ? filename.replace(/\.pdf$/, `-${studentNumber}.pdf`) : filename,
    bytes,
  ]);
  return zipSync(Object.fromEntries(named), { level: 0, mtime: now });
};
