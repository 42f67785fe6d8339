import { afterAll, beforeAll, expect, test } from 'vitest';
import { lifecycleName } from '../../schemas/workflow.ts';
import {
  type ConsoleHome,
  cleanSample,
  previewImport,
  sampleFile,
  startConsoleHome,
  textOf,
} from './console-home.ts';

const campaignId = '2026-sopa1';
const campaign = `/console/campagnes/${campaignId}`;

let home: ConsoleHome;
beforeAll(async () => {
  home = await startConsoleHome();
});
afterAll(() => home.close());

const faults = (order: object | undefined) =>
  fetch(`${home.url}/_local/mail/faults`, {
    method: order ? 'POST' : 'DELETE',
    headers: { 'content-type': 'application/json' },
    ...(order && { body: JSON.stringify(order) }),
  });

test('a placement whose mails are refused says so in plain French, and is started again from its page', async () => {
  let registrar = await home.signIn('Camille Fournier');
  await registrar.visit(`${home.url}/console/campagnes/nouvelle`);
  await registrar.press('Voir le calendrier', { stage: 'sopa1', from1: '2026-10-05', to1: '2026-10-09' });
  await registrar.press('Enregistrer la campagne');
  const sample = await (await sampleFile(cleanSample)).text();
  const oneRow = sample.split('\n').slice(0, 2).join('\n');
  await previewImport(registrar, campaign, new File([oneRow], 'une-ligne.csv'));
  await registrar.press('Importer la ligne correcte');
  const [placement] = await home.store.placements.ofCampaign(campaignId);
  if (!placement) throw new Error('nothing was imported');
  const { studentNumber } = placement;

  await faults({ kind: 'refuse', occasion: 'assignment', next: 1000 });
  await registrar.visit(`${campaign}/lancement`);
  await registrar.press('Lancer');
  await home.moveTo('2026-09-14T13:00:00Z');
  registrar = await home.signIn('Camille Fournier');
  await registrar.visit(campaign);
  expect(textOf(registrar)).toContain('Le suivi est interrompu pour 1 affectation');
  await registrar.follow('Voir ces affectations');
  await registrar.follow(new RegExp(`affectations/${studentNumber}$`));
  expect(textOf(registrar)).toContain('au moment d’envoyer la lettre de mission');
  expect(textOf(registrar)).toContain('Le service de courriel a refusé un message');

  await faults(undefined);
  await registrar.press('Relancer');
  await home.moveTo('2026-09-14T13:30:00Z');
  await registrar.visit(`${campaign}/affectations/${studentNumber}`);
  expect(textOf(registrar)).not.toContain('Suivi interrompu');
  expect(textOf(registrar)).toContain('Suivi relancé par Camille Fournier');
  expect(textOf(registrar)).toContain('Lettre de mission et affectation Remis');
  const running = (await home.executions()).filter(({ status }) => status === 'RUNNING');
  expect(running.map(({ name }) => name)).toEqual([
    lifecycleName({ campaignId, studentNumber, revision: 2 }),
  ]);
});

test('after an hour without mail, every stage in trouble is started again with one button', async () => {
  let administrator = await home.signIn('Camille Fournier');
  const sample = await (await sampleFile(cleanSample)).text();
  const rows = sample.split('\n').slice(0, 5).join('\n');
  await previewImport(administrator, campaign, new File([rows], 'quatre-lignes.csv'));
  await administrator.press('Importer les 3 lignes correctes');
  await faults({ kind: 'refuse', occasion: 'assignment', next: 1000 });
  await administrator.visit(`${campaign}/lancement`);
  await administrator.press('Démarrer');
  await home.moveTo('2026-09-14T17:00:00Z');

  await faults(undefined);
  administrator = await home.signIn('Camille Fournier');
  await administrator.visit(campaign);
  expect(textOf(administrator)).toContain('Le suivi est interrompu pour 3 affectations');
  await administrator.press('Relancer ces 3 suivis');
  expect(textOf(administrator)).toContain('3 suivis relancés');
  expect(textOf(administrator)).not.toContain('Le suivi est interrompu');
  await home.moveTo('2026-09-14T17:30:00Z');
  const placements = await home.store.placements.ofCampaign(campaignId);
  expect(placements.map(({ status, trouble }) => [status, trouble])).toEqual(
    Array(4).fill(['assigned', undefined]),
  );
});

test('a delegate sees the trouble, and cannot relaunch', async () => {
  const delegate = await home.signIn('Hervé Quintard');
  await delegate.visit(`${home.url}${campaign}`);
  expect(delegate.offers('Relancer')).toBe(false);
});
