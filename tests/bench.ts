import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { synthesizedAssembly } from '../infra/local/template/cloud-assembly.ts';
import { growth } from './bench/campaigns.ts';
import { coldStarts } from './bench/cold-starts.ts';
import type { Figure } from './bench/figure.ts';
import { formOnSlowLine } from './bench/form.ts';
import { lists } from './bench/lists.ts';
import { reportCost } from './bench/report.ts';

/**
 * `npm run bench`: figures beside their goals, each with its baseline of the same run where there is one. Machines are noisy: look at
 * ratios, not at seconds, and leave the machine alone meanwhile. It is no test, and judges nothing.
 * `-- --placements 1000` for the size of a whole academy; `-- --only cold-starts` for one group.
 */
const { values } = parseArgs({
  options: {
    placements: { type: 'string', default: '240' },
    table: { type: 'string', default: '130000' },
    only: { type: 'string' },
  },
});
const scratch = mkdtempSync(join(tmpdir(), 'sopa-bench-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
const assembly = await synthesizedAssembly();

const groups: Record<string, () => Figure[] | Promise<Figure[]>> = {
  'cold-starts': () => coldStarts(assembly, scratch),
  report: () => reportCost(scratch),
  form: () => formOnSlowLine(assembly),
  lists: () => lists(assembly, Number(values.table)),
  campaigns: () => growth(Number(values.placements), scratch),
};
for (const [name, measure] of Object.entries(groups)) {
  if (values.only && values.only !== name) continue;
  console.log(`\n${name}`);
  for (const { what, measured, goal, baseline } of await measure())
    console.log(`  ${what}: ${measured} (${goal})\n      ${baseline}`);
}
process.exit(0);
