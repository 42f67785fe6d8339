import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { synthesizedAssembly } from '../infra/local/template/cloud-assembly.ts';
import { clicks } from './bench/clicks.ts';
import { coldStarts } from './bench/cold-starts.ts';
import { type Figure, isMissed, ratioOf, tableOf } from './bench/figure.ts';
import { formOnSlowLine } from './bench/form.ts';
import { pages } from './bench/pages.ts';
import { playedCampaigns } from './bench/played-campaigns.ts';
import { playedYears } from './bench/played-years.ts';
import { reportCost } from './bench/report.ts';

/**
 * `npm run bench`: figures beside their goals, each with its baseline of the same run where there is one. Machines are noisy: look at
 * ratios, not at seconds, and leave the machine alone meanwhile. It is no test, and fails over nothing that is missed.
 *
 * `-- --campaigns 100,1000` for other sizes of played campaigns, `--years 60` of years; `--only cold-starts,pages` for some groups;
 * `--json` for JSON instead of the table, `--json FILE` for a file of it beside the table.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    campaigns: { type: 'string', default: '24,100,1000,10000' },
    years: { type: 'string', default: '60,600' },
    table: { type: 'string', default: '130000' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const [jsonFile] = positionals;
process.env.TZ = 'UTC';
const scratch = mkdtempSync(join(tmpdir(), 'sopa-bench-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
const assembly = await synthesizedAssembly();

const groups: Record<string, () => Figure[] | Promise<Figure[]>> = {
  'cold-starts': () => coldStarts(assembly, scratch),
  report: () => reportCost(scratch),
  clicks: () => clicks(assembly),
  form: () => formOnSlowLine(assembly),
  pages: () => pages(assembly, Number(values.table)),
  campaigns: () => playedCampaigns(assembly, values.campaigns.split(',').map(Number), scratch),
  years: () => playedYears(values.years.split(',').map(Number), scratch),
};
const wanted = values.only?.split(',') ?? Object.keys(groups);
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(groups)) {
  if (!wanted.includes(name)) continue;
  const began = performance.now();
  process.stderr.write(`${name} … `);
  figures.push(...(await measure()));
  process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0)} s\n`);
}
const [cpu] = cpus();
const machine = {
  ...{ cpu: cpu?.model, cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30) },
  node: process.version,
};
const json = JSON.stringify(
  {
    ...{ at: new Date().toISOString(), machine },
    figures: figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), missed: isMissed(figure) })),
  },
  undefined,
  2,
);
if (values.json && jsonFile === undefined) console.log(json);
else {
  console.log(tableOf(figures));
  console.log(`\n${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB, Node.js ${machine.node}`);
  if (jsonFile !== undefined) writeFileSync(jsonFile, `${json}\n`);
}
process.exit(0);
