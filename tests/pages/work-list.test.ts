import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resumeWork } from '../../functions/actions/resume-work.ts';
import { newWork, stoppedWork, workIdOf } from '../../functions/domain/placement/work-progress.ts';
import type { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import { generatePlacements } from '../../infra/local/demo/placement-generator.ts';
import type { Staff } from '../../schemas/staff.ts';
import { poitiers } from '../poitiers.ts';
import { type ConsoleHome, previewImport, startConsoleHome, textOf } from './console-home.ts';

const campaignId = '2026-sopa1';
const page = `/console/campagnes/${campaignId}`;
const rows = 120;
let home: ConsoleHome;
let administrator: PageVisitor;
let csv: string;
beforeAll(async () => {
  home = await startConsoleHome();
  csv = generatePlacements({
    ...{ count: rows, from: '2026-10-05', to: '2026-10-09', seed: 1 },
    sites: poitiers.sites.map(({ name }) => name),
  });
  administrator = await home.signIn('Camille Fournier');
  await administrator.visit(`${home.url}/console/campagnes/nouvelle`);
  await administrator.press('Voir le calendrier', { stage: 'sopa1', from1: '2026-10-05', to1: '2026-10-09' });
  await administrator.press('Enregistrer la campagne');
});
afterAll(() => home.close());

const preview = (text: string) =>
  previewImport(administrator, `${home.url}${page}`, new File([text], 'a.csv'));
const placements = () => home.store.placements.ofCampaign(campaignId);
const settle = (minute: number) => home.moveTo(`2026-09-14T07:${String(minute).padStart(2, '0')}:00Z`);

describe('what is done to many placements', () => {
  test('is worked off after the page has answered, and says what was done', async () => {
    await preview(csv);
    await administrator.press(`Importer les ${rows} lignes correctes`);
    const [work] = await home.store.works.latest(campaignId);
    await settle(1);
    await administrator.visit(`${home.url}${page}?travail=${work?.workId}&inchangees=0`);
    expect(textOf(administrator)).toContain(`L’import est terminé${rows} affectations ajoutées, 0 modifiée`);
    expect(await placements()).toHaveLength(rows);
    expect(await home.executions()).toMatchObject([{ status: 'SUCCEEDED' }]);
  });

  test('shows how far it is while it goes on', async () => {
    const askedAt = '2026-09-14T07:01:00.000Z';
    const key = { campaignId, workId: workIdOf('import', askedAt, 'half') };
    const work = newWork(key, { kind: 'import', askedBy: 'Odile Renaud', askedAt, total: 200, passes: 2 });
    await home.store.works.create({ ...work, pass: 1, done: 100 });
    await administrator.visit(`${home.url}${page}`);
    expect(textOf(administrator)).toContain('L’import est en cours75 % de 200 affectations');
    expect(administrator.page.root.querySelector('progress')?.getAttribute('value')).toBe('75');

    await administrator.visit(`${home.url}${page}/lancement`);
    expect(textOf(administrator)).toContain('Un import est en cours');
    const delegate = await home.signIn('Hervé Quintard');
    await delegate.visit(`${home.url}${page}`);
    expect(textOf(delegate)).not.toContain('L’import est en cours');
    await home.store.works.change(key, (current) => ({ ...current, due: undefined, endedAt: askedAt }));
  });

  test('that stopped says why, and goes on from where it stood when somebody wants it to', async () => {
    await home.store.campaigns.change(campaignId, (current) => ({
      ...current,
      ...{ status: 'launched', launchedAt: '2026-09-14T07:01:00.000Z', launchedBy: 'Camille Fournier' },
      ...{ launches: 1, launchSize: rows },
    }));
    const askedAt = '2026-09-14T07:01:00.000Z';
    const key = { campaignId, workId: workIdOf('launch', askedAt, '1') };
    const work = newWork(key, {
      kind: 'launch',
      askedBy: 'Camille Fournier',
      askedAt,
      total: rows,
      passes: 1,
    });
    const [, second] = await placements();
    const stopped = stoppedWork(work, 1, 'Lambda.AccessDeniedException', askedAt);
    await home.store.works.create({ ...stopped, done: 2, after: second?.studentNumber });
    await administrator.visit(`${home.url}${page}`);
    expect(textOf(administrator)).toContain('Le lancement s’est arrêté en route');
    expect(textOf(administrator)).toContain('Lambda.AccessDeniedException');
    const registrar = await home.signIn('Maëlle Desport');
    await registrar.visit(`${home.url}${page}`);
    expect(textOf(registrar)).toContain('L’administration peut le reprendre');
    expect(registrar.offers('Reprendre')).toBe(false);
    const staff: Staff = { subject: 'm', name: 'Maëlle Desport', role: 'registrar', sites: ['angouleme'] };
    const { store, audit } = home;
    const acting = { staff, session: 'of-a-test', store, audit, now: askedAt };
    const campaign = await store.campaigns.get(campaignId);
    const outcome = await resumeWork({ WORK_ARN: 'none' }, acting, campaign, await store.works.get(key));
    expect(outcome).toEqual({ kind: 'refused' });
    expect((await home.store.works.get(key)).run).toBe(1);
    await administrator.press('Reprendre');
    // In two slices, of which the second waits for what becomes of the first one's mails.
    await settle(10);
    expect(await home.store.works.get(key)).toMatchObject({ run: 2, slice: { number: 1 } });
    await settle(40);
    const ended = await home.store.works.get(key);
    // The two before it were not come to: they stay to be launched, but for one whose tutor has another.
    const left = (await placements()).filter(({ status }) => status === 'prepared').length;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(2);
    expect(ended).toMatchObject({ run: 2, tally: { started: rows - left } });
    expect(ended.endedAt).toBeDefined();
    expect(textOf(await administrator.visit(`${home.url}${page}`).then(() => administrator))).not.toContain(
      'arrêté en route',
    );
  });
});
