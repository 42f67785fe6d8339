import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { bundle } from '../../infra/constructs/bundles.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { type Figure, median } from './figure.ts';

const printed = z.object({ first: z.number(), warm: z.array(z.number()) });

/** What a report's PDF costs in processor time, printed by a bundle like those that are deployed. */
export const reportCost = (scratch: string): Figure[] => {
  const folder = join(scratch, 'print-reports');
  bundle('tests/bench/print-reports.ts', folder);
  const file = join(scratch, 'report.json');
  writeFileSync(file, JSON.stringify(fullReport));
  const stdout = execFileSync(process.execPath, [join(folder, 'index.mjs'), file], { encoding: 'utf8' });
  const { first, warm } = printed.parse(JSON.parse(stdout));
  return [
    {
      ...{ name: 'PDF of a report, warm', value: median(warm), unit: 'ms CPU' },
      baseline: { name: 'the first of a process, fonts and layout included', value: first },
      goal: { atMost: 40, of: 'value' },
    },
  ];
};
