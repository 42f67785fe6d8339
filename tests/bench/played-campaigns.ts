import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { bill, logBytes } from './bill.ts';
import type { Figure } from './figure.ts';

const demoScript = join(import.meta.dirname, '../../infra/local/demo.ts');
const summary = z.object({
  duplicates: z.number(),
  wallSeconds: z.number(),
  meter: z.object({ counts: z.record(z.string(), z.number()) }),
});
/** Of /proc/…/stat: a hundredth of a second, on every Linux that Node.js runs on. */
const ticksPerSecond = 100;
/** Seconds that the home rests at the end, so that its memory at rest can be seen. */
const rest = 30;

interface Usage {
  peakMb: number;
  residentMb: number;
  cpuSeconds: number;
}

/** Of a process; undefined once it is gone, and where there is no /proc. */
const usageOf = (pid: number | undefined): Usage | undefined => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const megabytes = (line: string) => Number(new RegExp(`${line}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
    const times = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const cpuSeconds = (Number(times[11]) + Number(times[12])) / ticksPerSecond;
    const usage = { peakMb: megabytes('VmHWM'), residentMb: megabytes('VmRSS'), cpuSeconds };
    return Number.isNaN(usage.peakMb) ? undefined : usage;
  } catch {
    return undefined;
  }
};

/** A whole campaign on a home of its own. */
const play = async (placements: number, scratch: string) => {
  const folder = join(scratch, `campaign-of-${placements}`);
  const options = { generate: placements, seed: 1, rest, folder };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const demo = spawn(process.execPath, [demoScript, ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let usage: Usage = { peakMb: Number.NaN, residentMb: Number.NaN, cpuSeconds: Number.NaN };
  const watching = setInterval(() => {
    usage = usageOf(demo.pid) ?? usage;
  }, 100);
  const stdout = await text(demo.stdout);
  clearInterval(watching);
  const { wallSeconds, meter, duplicates } = summary.parse(JSON.parse(stdout));
  const { counts } = meter;
  return { placements, usage, wallSeconds, duplicates, counts, logs: logBytes(join(folder, 'logs')) };
};

/** The more of a campaign, the same of each placement; and no more than a tenth beside. */
const flat = 1.1;

/** Campaigns played from import to closing, with their simulated tutors: what a placement takes, and what AWS would bill. */
export const playedCampaigns = async (
  assembly: string,
  sizes: readonly number[],
  scratch: string,
): Promise<Figure[]> => {
  const played: Awaited<ReturnType<typeof play>>[] = [];
  for (const size of sizes) played.push(await play(size, scratch));
  const largest = played.at(-1);
  // Of fewer, what a home costs by itself is most of it.
  const usual = played.find(({ placements }) => placements >= 100) ?? largest;
  if (!usual || !largest) return [];

  const figures = played.flatMap((one): Figure[] => {
    const { placements, usage, wallSeconds, duplicates } = one;
    const name = (what: string) => `${placements.toLocaleString('en')} played: ${what}`;
    const each = (what: string, unit: string, of: (it: typeof one) => number): Figure => ({
      ...{ name: name(`${what} per placement`), unit, value: of(one) / placements },
      ...(placements > usual.placements && {
        baseline: { name: `at ${usual.placements}`, value: of(usual) / usual.placements },
        goal: { atMost: flat, of: 'ratio' as const },
      }),
    });
    const isWhole = placements === 10_000;
    return [
      {
        ...{ name: name('minutes'), value: wallSeconds / 60, unit: 'min' },
        goal: isWhole ? { atMost: 10, of: 'value' } : undefined,
      },
      {
        ...{ name: name('memory at its highest'), value: usage.peakMb, unit: 'MB' },
        goal: isWhole ? { atMost: 2_048, of: 'value' } : undefined,
      },
      {
        ...{ name: name('memory half a minute later'), value: usage.residentMb, unit: 'MB' },
        goal: placements === 24 ? { atMost: 400, of: 'value' } : undefined,
      },
      each('time', 's', ({ wallSeconds }) => wallSeconds),
      each('CPU', 's', ({ usage }) => usage.cpuSeconds),
      each('read units', 'units', ({ counts }) => counts.readUnits ?? Number.NaN),
      each('read requests', 'requests', ({ counts }) => counts.readRequests ?? Number.NaN),
      each('write units', 'units', ({ counts }) => counts.writeUnits ?? Number.NaN),
      each('write requests', 'requests', ({ counts }) => counts.writeRequests ?? Number.NaN),
      { name: name('mails sent twice'), value: duplicates, unit: '', goal: { atMost: 0, of: 'value' } },
    ];
  });
  return [...figures, ...(await bill(assembly, largest))];
};
