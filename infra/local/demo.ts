import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import type { DemoOptions } from './demo/demo-options.ts';
import { readDemoOptions, usage } from './demo/demo-options.ts';
import type { Summary } from './demo/summary.ts';
import { BadOption } from './start-options.ts';

/** `npm run demo`: a whole campaign in accelerated time, with simulated tutors. */
const began = performance.now();
try {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    console.log(usage);
    process.exit(0);
  }
  const options = readDemoOptions(args);
  // Lambda's own time zone.
  process.env.TZ = 'UTC';
  process.removeAllListeners('warning');
  const { year } = options;
  if (year !== undefined) await playWholeYear({ ...options, year });
  else if (options.kills > 0) await watch(options, args);
  else await play(options);
  process.exit(0);
} catch (error) {
  console.error(error instanceof BadOption ? `${error.message}\n\n${usage}` : error);
  process.exit(1);
}

async function watch(options: DemoOptions, args: string[]): Promise<void> {
  const { playAndKill } = await import('./demo/killed-runs.ts');
  const { readCast } = await import('./demo/placement-file.ts');
  const { institutionAt } = await import('./sample/sample-data.ts');
  const { facts } = await readCast(options, await institutionAt(options.institution));
  const unwatched = args.flatMap((arg, index) =>
    arg.startsWith('--kills') || args[index - 1] === '--kills' ? [] : [arg],
  );
  const killed = await playAndKill(fileURLToPath(import.meta.url), unwatched, {
    kills: options.kills,
    placements: facts.length,
    seed: options.seed,
  });
  process.stderr.write(`Tué ${killed} fois, terminé en ${seconds()} s.\n`);
}

async function play(options: DemoOptions): Promise<void> {
  const { startHome } = await import('./home.ts');
  const { institutionAt } = await import('./sample/sample-data.ts');
  const { playTutors } = await import('./demo/campaign-play.ts');
  const { homeClient } = await import('./demo/home-client.ts');
  const { readCast } = await import('./demo/placement-file.ts');
  const { progressLine } = await import('./demo/progress-line.ts');
  const { runCampaign } = await import('./demo/registrar.ts');
  const { keepPdfs, summarize } = await import('./demo/summary.ts');

  const { campaign, facts } = await readCast(options, await institutionAt(options.institution));
  if (!options.resume) rmSync(options.folder, { recursive: true, force: true });
  const home = await startHome({
    port: 0,
    data: options.folder,
    at: `${daysBefore(options.from, 21)}T09:00`,
    frozen: true,
    empty: true,
    institution: options.institution,
  });
  const client = homeClient(home.url);
  // What a killed run left unfinished comes first.
  await client.moveTo(await client.clock());
  await runCampaign(home.url, home.accounts[0]?.name ?? '', campaign);

  const show = progressLine();
  const mails = await playTutors(client, facts, options.seed, (progress) => {
    show(progress);
    process.send?.({ mails: progress.mails });
  });
  const summary = await summarize(client, mails, facts, seconds());
  const pdfs = await keepPdfs(client, mails, join(options.folder, 'pdf'));
  await rest(options);
  await home.close();
  if (options.json) console.log(JSON.stringify(summary));
  else present(summary, pdfs, options);
}

/** @throws Error where the jury’s files say another thing than the reports, somebody was mailed twice, or a meeting told other people. */
async function playWholeYear(options: DemoOptions & { year: number }): Promise<void> {
  const { startHome } = await import('./home.ts');
  const { institutionAt } = await import('./sample/sample-data.ts');
  const { homeClient } = await import('./demo/home-client.ts');
  const { progressLine } = await import('./demo/progress-line.ts');
  const { stagesOfYear } = await import('./demo/year-calendar.ts');
  const { firstDayOf, playYear } = await import('./demo/year-play.ts');
  const { differencesOf, presentYear, summarizeYear } = await import('./demo/year-summary.ts');

  const { year, folder } = options;
  const institution = await institutionAt(undefined);
  rmSync(folder, { recursive: true, force: true });
  const home = await startHome({
    ...{ port: 0, data: folder, frozen: true, empty: true },
    at: `${firstDayOf(stagesOfYear(year, institution))}T09:00`,
  });
  const client = homeClient(home.url);
  const { accounts } = home;
  const played = await playYear(client, { ...options, year, institution, accounts }, progressLine());
  const summary = await summarizeYear(client, year, played, seconds());
  await rest(options);
  await home.close();
  console.log(options.json ? JSON.stringify(summary) : presentYear(summary, folder));
  const differences = differencesOf(summary, played);
  if (differences.length > 0) throw new Error(differences.join('\n'));
}

/** At rest, a home holds what that of `npm start` holds; at work, saving memory costs it a quarter more time. */
async function rest(options: DemoOptions): Promise<void> {
  setFlagsFromString('--optimize-for-size');
  await pause(options.rest * 1000);
}

function seconds(): number {
  return Math.round((performance.now() - began) / 100) / 10;
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

function present(summary: Summary, pdfs: number, { folder, institution }: DemoOptions): void {
  const { placements, reportsReceived, distributed, unreturned, escalated, duplicates, wallSeconds } =
    summary;
  console.log(`

Une campagne de ${placements} affectations, jouée en ${wallSeconds} s.

  Comptes-rendus reçus      ${reportsReceived}
  Diffusés                  ${distributed}
  Non rendus                ${unreturned}
  Signalés au délégué       ${escalated}
  Courriels en double       ${duplicates}

Courriels par occasion :
${Object.entries(summary.mailsByOccasion)
  .map(([occasion, count]) => `  ${occasion.padEnd(16)}${String(count).padStart(6)}`)
  .join('\n')}

Les courriels sont dans ${join(folder, 'mail')}, les ${pdfs} PDF dans ${join(folder, 'pdf')}.
Pour tout revoir : npm start -- --data ${folder}${institution ? ` --institution ${institution}` : ''}`);
}
