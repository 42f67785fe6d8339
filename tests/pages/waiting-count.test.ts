import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import type { Placement } from '../../schemas/placement.ts';
import { ines, launchedCampaign } from '../domain/placements.ts';
import { type ConsoleHome, startConsoleHome } from './console-home.ts';

const now = '2026-09-14T07:00:00.000Z';
const { campaignId } = launchedCampaign;
const late = (number: number, siteId: string): Placement => ({
  ...ines,
  ...{ siteId, studentNumber: String(5_000 + number) },
  tutor: { ...ines.tutor, email: `t${number}@ac.example` },
  trouble: { state: 'OpenRound', error: 'MailRefused', at: now },
});

let home: ConsoleHome;
let registrar: PageVisitor;
let other: PageVisitor;
const countOf = ({ page }: PageVisitor): string =>
  (page.root.querySelector('header nav .count')?.textContent ?? '').replace(/\s+/g, ' ').trim();
const reads = async (): Promise<number> =>
  (await (await fetch(`${home.url}/_local/meter`)).json()).counts.readRequests;
const readsOf = async (visitor: PageVisitor, path: string): Promise<number> => {
  const before = await reads();
  await visitor.visit(`${home.url}${path}`);
  return (await reads()) - before;
};
const put = async (from: number, to: number, siteId = 'poitiers') => {
  for (let number = from; number < to; number += 1) await home.store.placements.create(late(number, siteId));
};
const guide = '/console/guide';

beforeAll(async () => {
  home = await startConsoleHome();
  await home.store.campaigns.create({ ...launchedCampaign, siteIds: ['poitiers', 'niort'] });
  registrar = await home.signIn('Nadège Brossard');
  other = await home.signIn('Solène Métayer');
});
afterAll(() => home.close());

describe('the number of points that wait', () => {
  test('stands on each page, for whose sites they are', async () => {
    await registrar.visit(`${home.url}${guide}`);
    expect(countOf(registrar)).toBe('');
    await put(0, 3);
    for (const one of [registrar, other]) await one.visit(`${home.url}/console`);
    expect([countOf(registrar), countOf(other)]).toEqual(['3 points', '']);
    expect(registrar.page.root.querySelectorAll('.attention-list li')).toHaveLength(3);
    await registrar.visit(`${home.url}/console/campagnes`);
    expect(countOf(registrar)).toBe('3 points');
  });

  test('costs no read within two minutes, then two of its registrar, and is counted anew', async () => {
    const usual = await readsOf(registrar, guide);
    await home.moveTo('2026-09-14T07:03:00.000Z');
    await put(3, 4);
    expect(await readsOf(registrar, guide)).toBe(usual + 2);
    expect(countOf(registrar)).toBe('4 points');
    expect(await readsOf(registrar, guide)).toBe(usual);
  });

  test('is not counted for a file, and stands on the answer to a form as it stood above the form', async () => {
    const usual = await readsOf(registrar, `${guide}/scolarite/guide.pdf`);
    await registrar.visit(`${home.url}/console/mes-courriels`);
    const csrf = registrar.page.root.querySelector('input[name=csrf]')?.getAttribute('value') ?? '';
    await home.moveTo('2026-09-14T07:06:00.000Z');
    expect(await readsOf(registrar, `${guide}/scolarite/guide.pdf`)).toBe(usual);
    const form = `/console/campagnes/${campaignId}/affectations/5000/notes`;
    await registrar.submit(form, { csrf, note: '' });
    expect(registrar.page.status).toBe(422);
    expect(countOf(registrar)).toBe('4 points');
  });

  test('is another once the person has settled one', async () => {
    await registrar.visit(`${home.url}/console/campagnes/${campaignId}/affectations/5000`);
    await registrar.press('Relancer');
    await registrar.visit(`${home.url}${guide}`);
    expect(countOf(registrar)).toBe('3 points');
  });

  test('is « 99+ » of more, whatever their number', async () => {
    await put(100, 230, 'niort');
    await other.visit(`${home.url}/console`);
    await home.moveTo('2026-09-14T07:10:00.000Z');
    await other.visit(`${home.url}${guide}`);
    expect(countOf(other)).toBe('99+ points');
  });
});
