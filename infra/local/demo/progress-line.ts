import { dateTime } from '../../../functions/domain/wording/french-dates.ts';
import type { Progress } from './campaign-play.ts';

/** One line that is written over on a terminal, and now and then a new one where output goes to a file. */
export const progressLine = () => {
  let lastReports = -1;
  return ({ now, mails, reports, placements }: Progress): void => {
    const line = `${dateTime(now)} : ${mails} courriels, ${reports} comptes-rendus reçus sur ${placements}`;
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
    else if (reports !== lastReports) process.stderr.write(`${line}\n`);
    lastReports = reports;
  };
};
