import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { z } from 'zod';
import { synthesizedAssembly } from '../infra/local/template/cloud-assembly.ts';

/**
 * `npm run bench`: how the cost of a placement grows with a campaign, and what each function weighs. Machines are noisy, so
 * look at the ratio of one run, not at its seconds. `-- --placements 1000` for the size of a whole academy.
 */
const { values } = parseArgs({ options: { placements: { type: 'string', default: '240' } } });
const demoScript = join(import.meta.dirname, '../infra/local/demo.ts');
const summary = z.object({
  duplicates: z.number(),
  wallSeconds: z.number(),
  meter: z.object({
    counts: z.record(z.string(), z.number()),
    amount: z.object({ perPlacement: z.number() }),
  }),
});

const play = async (placements: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'sopa-bench-'));
  try {
    const args = [demoScript, '--generate', String(placements), '--seed', '1', '--json', '--folder', folder];
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1e8 });
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
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const assembly = await synthesizedAssembly();
const [small, large] = [await play(24), await play(Number(values.placements))];
console.table([small, large]);
console.log(
  `Time per placement, ${large.placements} against 24: ${(large['seconds per placement'] / small['seconds per placement']).toFixed(2)} times (at most 2).`,
);

const weights = readdirSync(assembly)
  .filter((name) => name.startsWith('asset.'))
  .map((name) => statSync(join(assembly, name, 'index.mjs'), { throwIfNoEntry: false })?.size ?? 0)
  .filter((size) => size > 0)
  .map((size) => Math.round(size / 1024));
console.log(`Bundles: ${weights.length}, of ${Math.min(...weights)} to ${Math.max(...weights)} kB.`);
