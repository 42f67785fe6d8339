import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { workFraction } from '../../functions/domain/placement/work-progress.ts';
import { openStore } from '../../functions/store/store.ts';
import { homeClient } from '../../infra/local/demo/home-client.ts';
import { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import { awsEnvironment } from '../../infra/local/services/lambda-runner.ts';
import { synthesizedAssembly } from '../../infra/local/template/cloud-assembly.ts';
import { defaultTimetable } from '../../schemas/timetable.ts';
import { lifecycleName } from '../../schemas/workflow.ts';
import { form2026 } from '../poitiers.ts';
import { at, closeHome, openHome, periods, prefill, siteIds } from './large-home.ts';

/**
 * `npm run large-launch -- --placements 10000`: launches a large campaign, kills the home three times on the way, and looks
 * whether each placement was started, and once.
 */
const { values } = parseArgs({ options: { placements: { type: 'string', default: '10000' } } });
const placements = Number(values.placements);
const campaignId = '2026-sopa1';
const page = `/console/campagnes/${campaignId}`;
const killAt = [0.2, 0.6, 0.85];

const assembly = await synthesizedAssembly();
const folder = await mkdtemp(join(tmpdir(), 'sopa-large-'));
const begin = async () => {
  const home = await openHome(folder, assembly);
  Object.assign(process.env, awsEnvironment(home.awsEndpoint));
  return { ...home, store: openStore(home.table) };
};

let home = await begin();
await home.store.campaigns.create({
  ...{ campaignId, status: 'prepared', year: 2026, stage: 'sopa1', siteIds, periods, version: 1 },
  ...{ timetable: defaultTimetable, formVersion: form2026.version, createdBy: 'Nadège Brossard' },
  createdAt: new Date(at).toISOString(),
});
await closeHome(home.child);
await prefill(folder, home.table, [[campaignId, placements]]);

home = await begin();
const visitor = new PageVisitor();
await visitor.visit(`${home.url}/console`);
await visitor.press('Camille Fournier');
await visitor.visit(`${home.url}${page}/lancement`);
const began = performance.now();
await visitor.press('Lancer');
console.log(`The page answered after ${((performance.now() - began) / 1000).toFixed(1)} s.`);

let last = -1;
for (;;) {
  await pause(500);
  const [work] = await home.store.works.latest(campaignId);
  const fraction = work ? workFraction(work) : 0;
  const percent = Math.floor(fraction * 100);
  if (percent >= last + 10) {
    last = percent;
    console.log(`${percent} % after ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  const [next] = killAt;
  if (next !== undefined && fraction >= next) {
    killAt.shift();
    const gone = once(home.child, 'exit');
    home.child.kill('SIGKILL');
    await gone;
    console.log(`killed at ${percent} %`);
    home = await begin();
    continue;
  }
  if (work?.endedAt) break;
  // A slice is started: on to when it is known what became of its mails.
  const until = work?.slice?.until;
  const slow = homeClient(home.url);
  if (until !== undefined && until > (await slow.clock())) await slow.moveTo(until);
}
const client = homeClient(home.url);
await client.moveTo(await client.clock());
const [work] = await home.store.works.latest(campaignId);
const names = (await client.executions()).map(({ name }) => name);
const started = names.filter((name) => !name.includes('-launch-'));
const lifecycles = new Set(started);
const all = await home.store.placements.ofCampaign(campaignId);
const missing = all.filter((one) => !lifecycles.has(lifecycleName(one)));
const anew = all.filter(({ revision }) => revision !== 1);
console.log(
  `${all.length} placements, ${started.length} executions, ` +
    `${missing.length} without one, ${anew.length} started twice; ${work?.failed} failures; ` +
    `${((performance.now() - began) / 1000).toFixed(0)} s with three kills.`,
);
home.child.kill('SIGKILL');
await rm(folder, { recursive: true, force: true });
process.exit(missing.length + anew.length === 0 && started.length === all.length ? 0 : 1);
