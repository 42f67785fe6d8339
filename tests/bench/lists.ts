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
import type { Figure } from './figure.ts';

/**
 * What pages of the console cost (design: lists read only what they show), in milliseconds of CPU a request, once the home has
 * served twenty of them.
 *
 * @param inTable placements in the table, besides those of the campaigns that are looked at
 */
export const lists = async (assembly: string, inTable: number): Promise<Figure[]> => {
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
    const costOf = async (path: string, { times = 60, warm = 20 } = {}): Promise<number> => {
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
    const tenth = page('2026-sopa1-2');
    const pages: [string, number, string][] = [
      ['the campaign page, 1,500 placements', small1500, '≤ 40 ms'],
      ['the campaign page, 10,000 placements', large, `≤ 4 × ${small1500.toFixed(1)} ms`],
      ['the same, first look after a change', firstLook, 'no goal'],
      ['its second page', await costOf(`${tenth}?page=2&apres=20100000`), 'no goal'],
      ['a step of it', await costOf(`${tenth}?etape=prepared`), 'no goal'],
      ['a search', await costOf(`${tenth}?recherche=soyaux&site=niort`), 'no goal'],
      ['/console, eight campaigns of 10,000', await costOf('/console'), '≤ 40 ms'],
    ];
    const baseline = `a page that reads no list: ${floor.toFixed(1)} ms; before, 150 ms at 1,500 and 914 ms at 10,000`;

    await visitor.visit(`${url}${page('2026-sopa2')}/import`);
    const csv = generatePlacements({
      ...{ count: 5_000, from: '2026-10-05', to: '2026-10-09', seed: 1 },
      sites: poitiers.sites.map(({ name }) => name),
    });
    const fichier = new File([csv], 'affectations.csv', { type: 'text/csv' });
    const began = performance.now();
    await visitor.press('Vérifier le fichier', { fichier });
    const checked = performance.now();
    await visitor.press('Importer les', { dates: 'oui' });
    const confirmed = performance.now();
    await closeHome(child);
    const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`;
    return [
      ...pages.map(([what, ms, goal]) => ({
        what: `${what}, ${inTable.toLocaleString('en')} in the table`,
        measured: `${ms.toFixed(1)} ms of CPU, the whole home`,
        ...{ goal, baseline },
      })),
      {
        what: 'an import of 5,000 rows, checked',
        ...{ measured: seconds(began, checked), goal: '≤ 5 s', baseline: 'read, compared and shown' },
      },
      {
        what: 'the same, confirmed',
        ...{
          measured: seconds(checked, confirmed),
          goal: 'at once',
          baseline: 'the work list takes the rows',
        },
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
