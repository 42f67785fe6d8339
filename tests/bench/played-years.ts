import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import type { Figure } from './figure.ts';

const demoScript = join(import.meta.dirname, '../../infra/local/demo.ts');
const summary = z.object({
  stages: z.array(z.object({ placements: z.number() })),
  semesters: z.array(z.object({ differences: z.number() })),
  meetings: z.object({ differences: z.number() }),
  duplicates: z.number(),
  meter: z.object({ counts: z.record(z.string(), z.number()) }),
  wallSeconds: z.number(),
  cpuSeconds: z.number(),
  peakMemory: z.number(),
});

/** A whole year on a home of its own. @param students of its first stage */
const play = async (students: number, scratch: string) => {
  const args = ['--year', '2026', '--generate', String(students), '--seed', '1', '--json'];
  const demo = spawn(
    process.execPath,
    [demoScript, ...args, '--folder', join(scratch, `year-of-${students}`)],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const year = summary.parse(JSON.parse(await text(demo.stdout)));
  const placements = year.stages.reduce((sum, stage) => sum + stage.placements, 0);
  return { ...year, students, placements };
};

/** The more of a year, hardly more of each placement. */
const flat = 1.2;

/** Years played from their calendar to the second jury: what a placement takes, and what is otherwise than it should be. */
export const playedYears = async (sizes: readonly number[], scratch: string): Promise<Figure[]> => {
  const played: Awaited<ReturnType<typeof play>>[] = [];
  for (const size of sizes) played.push(await play(size, scratch));
  const [smallest] = played;
  return played.flatMap((one): Figure[] => {
    const name = (what: string) => `a year of ${one.students}: ${what}`;
    const each = (what: string, unit: string, of: (it: typeof one) => number): Figure => ({
      ...{ name: name(`${what} per placement`), unit, value: of(one) / one.placements },
      ...(smallest &&
        smallest !== one && {
          baseline: { name: `at ${smallest.students}`, value: of(smallest) / smallest.placements },
          goal: { atMost: flat, of: 'ratio' as const },
        }),
    });
    const wrong =
      one.duplicates +
      one.meetings.differences +
      one.semesters.reduce((sum, { differences }) => sum + differences, 0);
    return [
      { name: name('minutes'), value: one.wallSeconds / 60, unit: 'min' },
      { name: name('memory at its highest'), value: one.peakMemory, unit: 'MB' },
      each('memory', 'MB', ({ peakMemory }) => peakMemory),
      each('time', 's', ({ wallSeconds }) => wallSeconds),
      each('CPU', 's', ({ cpuSeconds }) => cpuSeconds),
      each('read units', 'units', ({ meter }) => meter.counts.readUnits ?? Number.NaN),
      each('write units', 'units', ({ meter }) => meter.counts.writeUnits ?? Number.NaN),
      each('mails', '', ({ meter }) => meter.counts.mails ?? Number.NaN),
      {
        name: name('differences and mails sent twice'),
        value: wrong,
        unit: '',
        goal: { atMost: 0, of: 'value' },
      },
    ];
  });
};
