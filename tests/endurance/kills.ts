import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { drafterOf } from '../../functions/domain/placement/same-person.ts';
import { reportReference } from '../../functions/domain/report/report-reference.ts';
import { stopLifecycle } from '../../functions/executions/stop.ts';
import { openStore, type Store } from '../../functions/store/store.ts';
import { type HomeClient, homeClient } from '../../infra/local/demo/home-client.ts';
import { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import { generatePlacements } from '../../infra/local/demo/placement-generator.ts';
import { chance } from '../../infra/local/demo/seeded-chance.ts';
import { awsEnvironment } from '../../infra/local/services/lambda-runner.ts';
import { synthesizedAssembly } from '../../infra/local/template/cloud-assembly.ts';
import type { Placement } from '../../schemas/placement.ts';
import { lifecycleName } from '../../schemas/workflow.ts';
import { fullReport } from '../documents/sample-reports.ts';
import { poitiers } from '../poitiers.ts';

/**
 * Kills the home (SIGKILL) at moments of chance while it launches, imports corrections, relaunches and takes reports, starts it
 * again, and looks whether anything is stuck, lost or sent twice. Half of the time the person tries again, half of the time the
 * sweep has to do it.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    sizes: { type: 'string', default: '24,80' },
    seed: { type: 'string', default: '1' },
  },
});
const wanted = Number(values.kills);
const sizes = values.sizes.split(',').map(Number);
const seed = Number(values.seed);

const campaignId = '2026-sopa1';
const page = `/console/campagnes/${campaignId}`;
const begun = z.object({ url: z.string(), awsEndpoint: z.string(), table: z.string() });
type Running = {
  child: ChildProcess;
  client: HomeClient;
  store: Store;
  visitor: PageVisitor;
  stop: (placement: Placement) => Promise<void>;
};

let kills = 0;
const assembly = await synthesizedAssembly();

const start = async (folder: string): Promise<Running> => {
  const child = fork(`${import.meta.dirname}/home-process.ts`, [folder, '2026-09-14T07:00:00Z', assembly]);
  const [message] = await once(child, 'message');
  const { url, awsEndpoint, table } = begun.parse(message);
  Object.assign(process.env, awsEnvironment(awsEndpoint));
  const client = homeClient(url);
  await client.moveTo(await client.clock());
  const visitor = new PageVisitor();
  await visitor.visit(`${url}/console`);
  await visitor.press('Camille Fournier');
  const stop = async (placement: Placement) => {
    const all = await client.executions();
    const machine = all.find(({ name }) => name === lifecycleName(placement))?.machine ?? '';
    const LIFECYCLE_ARN = `arn:aws:states:eu-west-3:000000000000:stateMachine:${machine}`;
    await stopLifecycle({ LIFECYCLE_ARN }, placement, 'by hand');
  };
  return { child, client, store: openStore(table), visitor, stop };
};

const kill = async ({ child }: Running, what: string): Promise<void> => {
  const delay = Math.floor(chance(seed, what, kills) ** 2 * 2_000);
  await pause(delay);
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  kills += 1;
};

/** The action under way when the home dies, whose answer nobody waits for. */
const andDie = async (running: Running, what: string, action: Promise<unknown>): Promise<void> => {
  const dying = kill(running, what);
  await Promise.all([action.catch(() => undefined), dying]);
};

const csvOf = (header: string, rows: string[][]): File =>
  new File([[header, ...rows.map((row) => row.join(';'))].join('\n')], 'affectations.csv', {
    type: 'text/csv',
  });

const preview = async ({ visitor, client }: Running, file: File): Promise<void> => {
  await visitor.visit(`${client.url}${page}/import`);
  await visitor.press('Vérifier le fichier', { fichier: file });
};

const minutesOn = async ({ client }: Running, minutes: number): Promise<void> => {
  await client.moveTo(new Date(Date.parse(await client.clock()) + minutes * 60_000).toISOString());
};

const check = async ({ client, store }: Running, what: string): Promise<void> => {
  const executions = new Map((await client.executions()).map(({ name, status }) => [name, status]));
  for (const placement of await store.placements.ofCampaign(campaignId)) {
    const { status, revision, startDue, trouble, studentNumber } = placement;
    if (status === 'distributed' || status === 'prepared') continue;
    const running = executions.get(lifecycleName({ campaignId, studentNumber, revision }));
    if (startDue !== undefined || trouble !== undefined || running !== 'RUNNING')
      throw new Error(`${what}: a placement is stuck (${status}, r${revision}, ${running}, due ${startDue})`);
    for (let before = 1; before < revision; before += 1)
      if (executions.get(lifecycleName({ campaignId, studentNumber, revision: before })) === 'RUNNING')
        throw new Error(`${what}: an earlier revision still runs`);
  }
  const seen = new Set<string>();
  for (const { to, tags } of await client.mails()) {
    const mail = `${to} ${tags.mail}`;
    if (seen.has(mail)) throw new Error(`${what}: a mail left twice (${tags.mail})`);
    seen.add(mail);
  }
};

const changed = (rows: string[][], round: number): string[][] =>
  rows.map((row, index) => {
    const next = [...row];
    // Every third row gets another tutor, every third another address of the student, every third stays.
    if (index % 3 === 0) {
      next[6] = `Relais${'abcdefghij'[round % 10]}`;
      next[8] = `relais${round}.${index}@ac.example`;
    }
    if (index % 3 === 1) next[3] = `etu${round}.${index}@etu.example`;
    return next;
  });

const play = async (size: number, cycle: number): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'sopa-kills-'));
  const name = `${size} placements, cycle ${cycle}`;
  const byHand = (step: number) => chance(seed, 'hand', cycle * 10 + step) < 0.5;
  const csv = generatePlacements({
    ...{ count: size, from: '2026-10-05', to: '2026-10-09', seed },
    sites: poitiers.sites.map(({ name }) => name),
  });
  const [header = '', ...lines] = csv.trim().split('\n');
  let rows = lines.map((line) => line.split(';'));

  let running = await start(folder);
  const { visitor } = running;
  await visitor.visit(`${running.client.url}/console/campagnes/nouvelle`);
  await visitor.press('Voir le calendrier', { stage: 'sopa1', from1: '2026-10-05', to1: '2026-10-09' });
  await visitor.press('Enregistrer la campagne');
  await preview(running, csvOf(header, rows));
  await visitor.press('Importer l');

  await visitor.visit(`${running.client.url}${page}/lancement`);
  await andDie(running, 'launch', visitor.press('Lancer'));
  running = await start(folder);
  if (byHand(0)) await launchAgain(running);
  await minutesOn(running, 45);
  await launchAgain(running);
  await minutesOn(running, 15);
  await check(running, `${name}, launch`);

  for (const step of [1, 2]) {
    rows = changed(rows, cycle * 10 + step);
    await preview(running, csvOf(header, rows));
    await andDie(running, 'import', running.visitor.press('Importer l'));
    running = await start(folder);
    // Rows that were not written yet are in nobody's memory but the registrar's.
    if (byHand(step)) await importAgain(running, csvOf(header, rows));
    await minutesOn(running, 45);
    await check(running, `${name}, import ${step}`);
    await importAgain(running, csvOf(header, rows));
    await minutesOn(running, 5);
    await check(running, `${name}, import ${step} again`);
  }

  const some = (await running.store.placements.ofCampaign(campaignId)).slice(0, 10);
  for (const placement of some) await running.stop(placement);
  await andDie(running, 'relaunch', relaunchAll(running, some));
  running = await start(folder);
  if (!byHand(3)) await minutesOn(running, 45);
  await relaunchAll(running, some);
  await minutesOn(running, 5);
  await check(running, `${name}, relaunch`);

  await running.client.moveTo('2026-10-09T15:00:00Z');
  await andDie(running, 'send', sendAll(running));
  running = await start(folder);
  await sendAll(running);
  await minutesOn(running, 90);
  await check(running, `${name}, reports`);
  const placements = await running.store.placements.ofCampaign(campaignId);
  const mails = await running.client.mails();
  for (const { status, student } of placements) {
    const copies = mails.filter(
      ({ to, tags }) => to.includes(student.email) && tags.occasion === 'distribution',
    );
    if (status !== 'distributed' || copies.length !== 1)
      throw new Error(`${name}: a report was not distributed once (${status}, ${copies.length} mails)`);
  }
  running.child.kill('SIGKILL');
  await once(running.child, 'exit');
  await rm(folder, { recursive: true, force: true });
  console.log(`${name}: well (${kills} kills)`);
};

const launchAgain = async ({ visitor, client }: Running): Promise<void> => {
  await visitor.visit(`${client.url}${page}/lancement`);
  for (const action of ['Lancer', 'Démarrer', 'Reprendre'])
    if (visitor.offers(action)) {
      await visitor.press(action);
      return;
    }
};

const importAgain = async (running: Running, file: File): Promise<void> => {
  await preview(running, file);
  if (running.visitor.offers('Importer l')) await running.visitor.press('Importer l');
};

const relaunchAll = async ({ visitor, client }: Running, placements: Placement[]): Promise<void> => {
  for (const { studentNumber } of placements) {
    await visitor.visit(`${client.url}${page}/affectations/${studentNumber}`);
    if (visitor.offers('Relancer')) await visitor.press('Relancer');
  }
};

/** As the tutor's page does, which may die before it says so: the write, and nothing else. */
const sendAll = async ({ store, client }: Running): Promise<void> => {
  const sentAt = await client.clock();
  for (const placement of await store.placements.ofCampaign(campaignId)) {
    const { version } = await store.reports.find(placement);
    const sent = {
      ...fullReport.sent,
      sentAt,
      reference: reportReference({ ...placement, number: 1 }),
      sentBy: placement.tutor,
    };
    await store.reports.send(placement, {}, sent, version, drafterOf(placement));
  }
};

for (let cycle = 1; kills < wanted; cycle += 1)
  for (const size of sizes) if (kills < wanted) await play(size, cycle);
console.log(`${kills} kills: nothing stuck, every report distributed, no mail twice.`);
process.exit(0);
