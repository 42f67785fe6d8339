import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { openStore, type Store } from '../../functions/store/store.ts';
import { homeClient } from '../../infra/local/demo/home-client.ts';
import { PageVisitor, type VisitedPage } from '../../infra/local/demo/page-visitor.ts';
import { generatePlacements } from '../../infra/local/demo/placement-generator.ts';
import { filledIn } from '../../infra/local/demo/simulated-tutor.ts';
import { awsEnvironment } from '../../infra/local/services/lambda-runner.ts';
import type { StartedPlacement } from '../../schemas/placement.ts';
import { defaultTimetable } from '../../schemas/timetable.ts';
import { at, closeHome, cpuOf, openHome, periods, prefill, siteIds } from '../endurance/large-home.ts';
import { form2026, poitiers } from '../poitiers.ts';
import type { Figure } from './figure.ts';

/** Each with the campaign that has so many placements. */
const sizes: [placements: number, campaignId: string][] = [
  [24, '2026-sopa3'],
  [1_500, '2026-sopa2'],
  [10_000, '2026-sopa1-2'],
];
/** Besides: with room for them, eight campaigns of 10,000 are on `/console`, one of them is looked at. */
const largest = 10_000;
const mostOthers = 7;
/** Reports that are written and sent in each campaign, by tutors of two students each. */
const reports = 24;
const lookedAt = 40;
const warming = 10;

/** What requests of one kind cost the whole one-machine home: functions, table and all. */
interface Cost {
  cpu: number;
  bytes: number;
  readRequests: number;
  readUnits: number;
  readItems: number;
}
const meterAnswer = z.object({
  counts: z.object({ readRequests: z.number(), readUnits: z.number(), readItems: z.number() }),
});

/**
 * What the pages cost a request, by the size of the campaign, in a table of a whole academy's years (design: lists read only what
 * they show), once the home has served ten of them.
 *
 * @param inTable placements in the table, those of the campaigns that are looked at included
 */
export const pages = async (assembly: string, inTable: number): Promise<Figure[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'sopa-pages-'));
  try {
    await fill(folder, assembly, inTable);
    const home = await openHome(folder, assembly);
    Object.assign(process.env, awsEnvironment(home.awsEndpoint));
    const measure = meterOf(home);
    const staff = new PageVisitor();
    await staff.visit(`${home.url}/console`);
    await staff.press('Camille Fournier');
    const look = (path: string, times = lookedAt) => measure(times, () => staff.visit(`${home.url}${path}`));

    // The very first looks, before any figure is kept warm.
    const first: [number, Cost][] = [];
    for (const [size, campaignId] of sizes)
      first.push([size, await measure(1, () => staff.visit(`${home.url}${pageOf(campaignId)}`), 0)]);
    const floor = await look('/console/campagnes/nouvelle');
    const plain = await measure(lookedAt, () => staff.visit(`${home.url}/lien`));

    const bySize: [number, Record<string, Cost>][] = [];
    for (const [size, campaignId] of sizes) {
      const page = pageOf(campaignId);
      bySize.push([
        size,
        {
          ...(await tutorsOf(openStore(home.table), home.url, campaignId, secretOf(folder), measure)),
          'campaign page': await look(page),
          'campaign page, a step of it': await look(`${page}?etape=prepared`),
          search: await look(`${page}?recherche=soyaux&site=niort`),
        },
      ]);
    }
    const console = await look('/console/campagnes');
    const second = await look(`${pageOf('2026-sopa1-2')}?page=2&apres=20100000`);
    const imports = await importOf(staff, `${home.url}${pageOf('2026-sopa2')}`);
    await closeHome(home.child);

    const inAll = `${inTable.toLocaleString('en')} in the table`;
    const over = (plain: Cost): Figure['baseline'] => ({ name: 'page without a list', value: plain.cpu });
    const at40: Figure['goal'] = { atMost: 40, of: 'value' };
    return [
      figureOf(`console page that reads no list, ${inAll}`, floor),
      figureOf(`tutor’s page that reads no list, ${inAll}`, plain),
      ...bySize.flatMap(([size, costs]) =>
        Object.entries(costs).map(([what, cost]) => {
          const baseline = over(ofTutors.has(what) ? plain : floor);
          const goal = what === 'campaign page' && size === 1_500 ? at40 : undefined;
          return figureOf(`${what}, ${size.toLocaleString('en')} placements`, cost, { baseline, goal });
        }),
      ),
      ...first.map(([size, cost]) =>
        figureOf(`campaign page, ${size.toLocaleString('en')} placements, first look`, cost),
      ),
      figureOf('campaign page, 10,000 placements, its second page', second, { baseline: over(floor) }),
      figureOf('/console, all campaigns', console, { baseline: over(floor), goal: at40 }),
      ...imports,
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const pageOf = (campaignId: string) => `/console/campagnes/${campaignId}`;
const ofTutors = new Set(['form', 'draft, and the form again', 'send, and the receipt', 'receipt', 'PDF']);

/** A page's own processor time; beside it what was answered and read for it. */
const figureOf = (name: string, cost: Cost, more: Pick<Figure, 'baseline' | 'goal'> = {}): Figure => ({
  ...{ name, value: cost.cpu, unit: 'ms CPU', ...more },
  beside: {
    KB: cost.bytes / 1024,
    reads: cost.readRequests,
    'read units': cost.readUnits,
    items: cost.readItems,
  },
});

type Measure = (times: number, ask: (time: number) => Promise<VisitedPage>, warm?: number) => Promise<Cost>;

/** Asks in turn; what a request sets off is part of it. */
const meterOf =
  ({ child, url }: { child: ChildProcess; url: string }): Measure =>
  async (times, ask, warm = warming) => {
    const client = homeClient(url);
    const quiet = async () => {
      await client.moveTo(await client.clock());
      await pause(50);
    };
    for (let time = 0; time < warm; time += 1) await ask(time);
    await quiet();
    const before = { cpu: await cpuOf(child), ...meterAnswer.parse(await client.meter()).counts };
    let bytes = 0;
    for (let time = warm; time < warm + times; time += 1) bytes += sizeOf(await ask(time));
    await quiet();
    const after = { cpu: await cpuOf(child), ...meterAnswer.parse(await client.meter()).counts };
    const each = (what: keyof typeof before) => (after[what] - before[what]) / times;
    return {
      ...{ cpu: each('cpu'), bytes: bytes / times, readRequests: each('readRequests') },
      ...{ readUnits: each('readUnits'), readItems: each('readItems') },
    };
  };

/** As it went over the wire: compressed. */
const sizeOf = ({ headers, root }: VisitedPage): number =>
  Number(headers.get('content-length') ?? root.toString().length);

const tutorOf = (campaignId: string, report: number) => ({
  ...{ title: 'Mme' as const, firstName: 'Léa', lastName: 'Le Goff' },
  email: `tutrice${Math.floor(report / 2)}.${campaignId}@ac.example`,
});

/** A stage that has ended, so that reports may be sent. */
const ended = [{ from: '2026-09-07', to: '2026-09-11' }];

const startedPlacement = (campaignId: string, report: number): StartedPlacement => ({
  ...{ status: 'started', campaignId, studentNumber: String(90_000_000 + report), siteId: 'poitiers' },
  student: { firstName: 'Inès', lastName: `Morin-${report}`, email: `morin${report}@etu.example` },
  tutor: tutorOf(campaignId, report),
  school: { name: 'École primaire Louise-Michel', town: 'Soyaux' },
  ...{ classLevel: 'CE1', pupilCount: 24, periods: ended, startedAt: '2026-09-01T07:00:00.000Z' },
  ...{ revision: 1, version: 1, history: [] },
});

/** Each tutor opens the form of both students, saves, checks, sends, and reads again what was sent. */
const tutorsOf = async (
  store: Store,
  url: string,
  campaignId: string,
  secretArn: string,
  measure: Measure,
): Promise<Record<string, Cost>> => {
  const links = await store.links(secretArn);
  const tutors: { visitor: PageVisitor; form: string }[] = [];
  for (let report = 0; report < reports; report += 1) {
    const { tutor, studentNumber } = startedPlacement(campaignId, report);
    const token = await links.tokenFor(
      { campaignId, tutorEmail: tutor.email },
      '2026-09-14T07:00:00.000Z',
      '2026-12-31T22:59:59.000Z',
    );
    tutors.push({ visitor: new PageVisitor(), form: `${url}/r/${token}/${studentNumber}` });
  }
  const each =
    (visit: (visitor: PageVisitor, form: string, turn: number) => Promise<VisitedPage>) => (turn: number) => {
      const tutor = tutors[turn % tutors.length];
      if (!tutor) throw new Error('no tutor');
      return visit(tutor.visitor, tutor.form, turn);
    };
  const once = reports - warming;
  const form = await measure(
    lookedAt,
    each((tutor, path) => tutor.visit(path)),
  );
  for (const { visitor, form: path } of tutors) await visitor.visit(path);
  const draft = await measure(
    reports,
    each((tutor, path, turn) =>
      tutor.press('Enregistrer le brouillon', filledIn(tutor.page.root, turn, path)),
    ),
    0,
  );
  for (const { visitor, form: path } of tutors)
    await visitor.press('Vérifier et envoyer', filledIn(visitor.page.root, 1, path));
  const send = await measure(
    once,
    each((tutor) => tutor.press('Envoyer le compte-rendu')),
  );
  const receipt = await measure(
    lookedAt,
    each((tutor, path) => tutor.visit(path)),
  );
  const pdf = await measure(
    reports,
    each((tutor, path) => tutor.visit(`${path}/compte-rendu.pdf`)),
  );
  return { form, 'draft, and the form again': draft, 'send, and the receipt': send, receipt, PDF: pdf };
};

const secretOf = (folder: string): string => {
  const database = new DatabaseSync(join(folder, 'home.db'), { readOnly: true });
  const { arn } = z.object({ arn: z.string() }).parse(database.prepare('SELECT arn FROM secret').get());
  database.close();
  return arn;
};

/** The campaigns, their placements, and those whose reports are written. */
const fill = async (folder: string, assembly: string, inTable: number): Promise<void> => {
  const home = await openHome(folder, assembly);
  Object.assign(process.env, awsEnvironment(home.awsEndpoint));
  const store = openStore(home.table);
  const room = inTable - sizes.reduce((sum, [size]) => sum + size, 0);
  const others = Array.from(
    { length: Math.min(mostOthers, Math.max(0, Math.floor(room / largest))) },
    (_, number) => `2026-sopa1-${number + 3}`,
  );
  const all: [string, number][] = [
    ['2025-sopa1', Math.max(0, room - others.length * largest)],
    ...sizes.map(([size, campaignId]): [string, number] => [campaignId, size - reports]),
    ...others.map((campaignId): [string, number] => [campaignId, largest]),
  ];
  const written = new Set(sizes.map(([, campaignId]) => campaignId));
  for (const [number, [campaignId]] of all.entries()) {
    const createdAt = new Date(Date.parse(at) - 3_600_000 + number * 1000).toISOString();
    const common = {
      ...{
        campaignId,
        year: Number(campaignId.slice(0, 4)),
        siteIds,
        timetable: defaultTimetable,
        version: 1,
      },
      ...{ stage: /sopa\d/.exec(campaignId)?.[0] ?? '', formVersion: form2026.version },
      ...{ createdAt, createdBy: 'Nadège Brossard' },
    };
    if (!written.has(campaignId)) await store.campaigns.create({ ...common, status: 'prepared', periods });
    else
      await store.campaigns.create({
        ...{ ...common, status: 'launched', periods: ended, launchedAt: createdAt, launches: 1 },
        ...{ launchedBy: 'Nadège Brossard', launchSize: reports },
      });
    for (let report = 0; written.has(campaignId) && report < reports; report += 1)
      await store.placements.create(startedPlacement(campaignId, report));
  }
  await closeHome(home.child);
  await prefill(folder, home.table, all);
};

/** @param page of the campaign that takes the rows */
const importOf = async (staff: PageVisitor, page: string): Promise<Figure[]> => {
  await staff.visit(`${page}/import`);
  const csv = generatePlacements({
    ...{ count: 5_000, from: '2026-10-05', to: '2026-10-09', seed: 1 },
    sites: poitiers.sites.map(({ name }) => name),
  });
  const fichier = new File([csv], 'affectations.csv', { type: 'text/csv' });
  const began = performance.now();
  await staff.press('Vérifier le fichier', { fichier });
  const checked = performance.now();
  await staff.press('Importer les', { dates: 'oui' });
  const confirmed = performance.now();
  return [
    {
      ...{ name: 'an import of 5,000 rows, checked', value: (checked - began) / 1000, unit: 's' },
      goal: { atMost: 5, of: 'value' },
    },
    { name: 'the same, confirmed', value: (confirmed - checked) / 1000, unit: 's' },
  ];
};
