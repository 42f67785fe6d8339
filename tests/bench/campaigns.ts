import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { type Figure, times } from './figure.ts';

const demoScript = join(import.meta.dirname, '../../infra/local/demo.ts');
const summary = z.object({
  duplicates: z.number(),
  wallSeconds: z.number(),
  meter: z.object({
    counts: z.record(z.string(), z.number()),
    amount: z.object({ perPlacement: z.number() }),
  }),
});

/** In MB, what a process holds now; undefined once it is gone, and where there is no /proc. */
const residentMemory = (pid: number | undefined): number | undefined => {
  try {
    const [, kilobytes] = readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
};

/** A whole campaign on a home of its own. */
const play = async (placements: number, scratch: string) => {
  const folder = join(scratch, `campaign-of-${placements}`);
  const args = [
    demoScript,
    '--generate',
    String(placements),
    '--seed',
    '1',
    '--rest',
    '30',
    '--json',
    '--folder',
    folder,
  ];
  const demo = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let memory = Number.NaN;
  const watching = setInterval(() => {
    memory = residentMemory(demo.pid) ?? memory;
  }, 100);
  const stdout = await text(demo.stdout);
  clearInterval(watching);
  const { wallSeconds, meter, duplicates } = summary.parse(JSON.parse(stdout));
  return {
    placements,
    'seconds per placement': wallSeconds / placements,
    'state transitions': (meter.counts.stateTransitions ?? 0) / placements,
    'Lambda invocations': (meter.counts.lambdaInvocations ?? 0) / placements,
    'read units': (meter.counts.readUnits ?? 0) / placements,
    'write units': (meter.counts.writeUnits ?? 0) / placements,
    'USD per placement': meter.amount.perPlacement,
    duplicates,
    'MB of the home at the end': Math.round(memory),
  };
};

/** How the cost of a placement grows with its campaign, and what the home holds once one is played. */
export const growth = async (placements: number, scratch: string): Promise<Figure[]> => {
  const [small, large] = [await play(24, scratch), await play(placements, scratch)];
  console.table([small, large]);
  return [
    {
      what: `time per placement, ${placements} in a campaign`,
      measured: times(large['seconds per placement'] / small['seconds per placement']),
      goal: '≤ 2 ×',
      baseline: `24 in a campaign: ${small['seconds per placement'].toFixed(2)} s each`,
    },
    {
      what: 'memory of the home half a minute after a campaign of 24',
      measured: `${small['MB of the home at the end']} MB`,
      goal: '≤ 400 MB',
      baseline: '1.0 GB before issue 6',
    },
  ];
};
