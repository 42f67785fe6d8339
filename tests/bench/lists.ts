import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../functions/store/store.ts';
import { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import { generatePlacements } from '../../infra/local/demo/placement-generator.ts';
import { awsEnvironment } from '../../infra/local/services/lambda-runner.ts';
import { defaultTimetable } from '../../schemas/campaign.ts';
import { at, closeHome, cpuOf, openHome, periods, prefill, siteIds } from '../endurance/large-home.ts';
import { form2026, poitiers } from '../poitiers.ts';

/**
 * What pages of the console cost (design: lists read only what they show), in milliseconds of CPU a request.
 *
 * @param inTable placements in the table, besides those of the campaigns that are looked at
 */
export const benchLists = async (assembly: string, inTable: number): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'sopa-lists-'));
  try {
    const first = await openHome(folder, assembly);
    Object.assign(process.env, awsEnvironment(first.awsEndpoint));
    const store = openStore(first.table);
    const ten = Array.from({ length: 8 }, (_, at) => [`2026-sopa1-${at + 2}`, 10_000] as [string, number]);
    const small: [string, number] = ['2026-sopa2', 1_500];
    const rest: [string, number] = ['2025-sopa1', Math.max(0, inTable - 81_500)];
    for (const [number, [campaignId]] of [rest, small, ...ten].entries())
      await store.campaigns.create({
        ...{
          campaignId,
          status: 'prepared',
          year: campaignId.startsWith('2025') ? 2025 : 2026,
          siteIds,
          periods,
        },
        ...{
          stage: campaignId.includes('sopa2') ? 'sopa2' : 'sopa1',
          timetable: defaultTimetable,
          version: 1,
        },
        ...{ formVersion: form2026.version, createdBy: 'Nadège Brossard' },
        createdAt: new Date(Date.parse(at) + number * 1000).toISOString(),
      });
    await closeHome(first.child);
    await prefill(folder, first.table, [rest, small, ...ten]);

    const { child, url } = await openHome(folder, assembly);
    const visitor = new PageVisitor();
    await visitor.visit(`${url}/console`);
    await visitor.press('Camille Fournier');
    const costOf = async (path: string, { times = 20, warm = 3 } = {}): Promise<number> => {
      for (let time = 0; time < warm; time += 1) await visitor.visit(`${url}${path}`);
      const before = await cpuOf(child);
      for (let time = 0; time < times; time += 1) await visitor.visit(`${url}${path}`);
      return ((await cpuOf(child)) - before) / times;
    };
    const page = (campaignId: string) => `/console/campagnes/${campaignId}`;
    const firstLook = await costOf(page('2026-sopa1-2'), { times: 1, warm: 0 });
    const floor = await costOf('/console/campagnes/nouvelle');
    const small1500 = await costOf(page('2026-sopa2'));
    const large = await costOf(page('2026-sopa1-2'));
    const figures: [string, number, string][] = [
      ['a page that reads no list (baseline)', floor, ''],
      ['the campaign page, 1,500 placements', small1500, '≤ 40'],
      ['the campaign page, 10,000 placements', large, `≤ 4 × ${small1500.toFixed(1)}`],
      ['the same, first look after a change', firstLook, ''],
      ['its second page', await costOf(`${page('2026-sopa1-2')}?page=2&apres=20100000`), ''],
      ['a step of it', await costOf(`${page('2026-sopa1-2')}?etape=prepared`), ''],
      [
        'a search that finds one',
        await costOf(`${page('2026-sopa1-2')}?recherche=etu&site=niort`, { times: 5 }),
        '',
      ],
      ['/console, eight campaigns of 10,000', await costOf('/console'), '≤ 40'],
    ];
    console.log(`\nCPU of the whole home a request, ${inTable} placements in the table:`);
    console.table(
      Object.fromEntries(
        figures.map(([what, ms, goal]) => [what, { 'ms of CPU': Number(ms.toFixed(1)), goal }]),
      ),
    );

    await visitor.visit(`${url}${page('2026-sopa2')}/import`);
    const csv = generatePlacements({
      ...{ count: 5_000, from: '2026-10-05', to: '2026-10-09', seed: 1 },
      sites: poitiers.sites.map(({ name }) => name),
    });
    const began = performance.now();
    await visitor.press('Vérifier le fichier', {
      fichier: new File([csv], 'affectations.csv', { type: 'text/csv' }),
    });
    const checked = performance.now();
    await visitor.press('Importer les', { dates: 'oui' });
    const confirmed = performance.now();
    console.log(
      `An import of 5,000 rows: checked in ${((checked - began) / 1000).toFixed(1)} s (≤ 5), ` +
        `confirmed in ${((confirmed - checked) / 1000).toFixed(1)} s, the work list does it.`,
    );
    await closeHome(child);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  const { synthesizedAssembly } = await import('../../infra/local/template/cloud-assembly.ts');
  await benchLists(await synthesizedAssembly(), Number(process.argv[2] ?? 130_000));
  process.exit(0);
}
