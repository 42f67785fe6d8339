import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import type { AuditEntry } from '../../schemas/audit.ts';
import {
  type ConsoleHome,
  cleanSample,
  previewImport,
  sampleFile,
  startConsoleHome,
  textOf,
} from './console-home.ts';

const campaign = '/console/campagnes/2026-sopa1';
let home: ConsoleHome;
let administrator: PageVisitor;
let registrar: PageVisitor;
beforeAll(async () => {
  home = await startConsoleHome();
  administrator = await home.signIn('Camille Fournier');
  registrar = await home.signIn('Maëlle Desport');
});
afterAll(() => home.close());

const trail = async (): Promise<AuditEntry[]> =>
  (await home.audit.page({ from: '2026-09-01', to: '2026-09-30' })).entries;
const acts = async () => (await trail()).map(({ act, outcome }) => `${act} ${outcome}`);

test('what staff do, and what they are refused, is written down with who and from which session', async () => {
  await administrator.visit(`${home.url}/console/campagnes/nouvelle`);
  await administrator.press('Voir le calendrier', { stage: 'sopa1', from1: '2026-10-05', to1: '2026-10-09' });
  await administrator.press('Enregistrer la campagne');
  await previewImport(administrator, `${home.url}${campaign}`, await sampleFile(cleanSample));
  await administrator.press('Importer les 24 lignes correctes');
  await registrar.visit(`${home.url}${campaign}`);
  const csrf = registrar.page.root.querySelector('[name=csrf]')?.getAttribute('value') ?? '';
  await registrar.submit(`${campaign}/lancement`, { csrf, launches: '0' });
  expect(registrar.page.status).toBe(403);
  await administrator.visit(`${home.url}${campaign}/lancement`);
  await administrator.press('Lancer');
  // In no order: they were written in the same second.
  expect((await acts()).toSorted()).toEqual(
    [
      'signedIn done',
      'signedIn done',
      'campaignPrepared done',
      'importKept done',
      'placementsImported done',
      'campaignLaunched refused',
      'campaignLaunched done',
    ].toSorted(),
  );
  const [launched] = (await trail()).filter(
    ({ act, outcome }) => act === 'campaignLaunched' && outcome === 'done',
  );
  expect(launched).toMatchObject({
    ...{ role: 'administrator', campaignId: '2026-sopa1' },
    ...{ before: 'lancements : 0', after: 'lancements : 1, affectations à démarrer : 24' },
  });
  const signedIn = (await trail()).filter(({ act }) => act === 'signedIn').map(({ session }) => session);
  expect(signedIn).toContain(launched?.session);
  expect(new Set(signedIn).size).toBe(2);
});

test('it tells students, tutors and who acts by identifiers alone, and quotes of the settings whom mails go to', async () => {
  const text = JSON.stringify(await trail());
  const placements = await home.store.placements.ofCampaign('2026-sopa1');
  expect(placements).toHaveLength(24);
  for (const { student, tutor } of placements)
    for (const words of [student.lastName, student.email, tutor.lastName, tutor.email])
      expect(text).not.toContain(words);
  expect(text).not.toMatch(/@|Fournier|Desport/);
  await administrator.visit(`${home.url}/console/reglages/sites/poitiers`);
  await administrator.press('Enregistrer', { 'delegue-courriel': 'armelle.gadioux@inspe.example' });
  const changed = (await trail()).find(({ act }) => act === 'settingsChanged');
  expect(changed).toMatchObject({
    ...{ subject: expect.not.stringContaining('@') },
    after: 'armelle.gadioux@inspe.example',
  });
});

test('administrators read it, newest first, by day, person and action; others do not', async () => {
  await administrator.visit(`${home.url}/console/journal`);
  expect(administrator.page.root.querySelectorAll('tbody tr')).toHaveLength(8);
  expect(textOf(administrator)).toContain('Maëlle Desport');
  await administrator.press('Filtrer', { action: 'campaignLaunched' });
  expect(administrator.page.root.querySelectorAll('tbody tr')).toHaveLength(2);
  expect(textOf(administrator)).toContain('Refusé');
  await administrator.press('Filtrer', { action: '', du: '2026-09-01', au: '2026-09-13' });
  expect(textOf(administrator)).toContain('Aucune action ne correspond');
  await registrar.visit(`${home.url}/console/journal`);
  expect(registrar.page.status).toBe(403);
});

test('a long trail is read a page at a time, each entry once, over the months', async () => {
  const entry = (at: string): AuditEntry => ({
    at,
    act: 'reportRead',
    outcome: 'done',
    subject: 'of-a-test',
  });
  const days = Array.from({ length: 120 }, (_, n) => new Date(Date.UTC(2026, 3, 1 + n, 12)).toISOString());
  for (const at of days) await home.audit.append(entry(at));
  const filter = { from: '2026-04-02', to: '2026-07-28', subject: 'of-a-test' };
  const read: string[] = [];
  let before: string | undefined;
  do {
    const page = await home.audit.page(filter, before);
    read.push(...page.entries.map(({ at }) => at));
    before = page.next;
  } while (before);
  expect(read).toEqual(days.slice(1, 119).toReversed());
});

test('what a delegate asks for with a form that is not theirs is refused, and written down', async () => {
  const delegate = await home.signIn('Hervé Quintard');
  const csrf = delegate.page.root.querySelector('[name=csrf]')?.getAttribute('value') ?? '';
  const placements = await home.store.placements.ofCampaign('2026-sopa1');
  const placement = placements.find(({ siteId }) => siteId === 'poitiers');
  const stage = `${campaign}/affectations/${placement?.studentNumber}`;
  const before = (await trail()).length;
  const forms = [
    ...['/console/campagnes/nouvelle', '/console/annees/2026/calendrier', `${campaign}/import`],
    ...[`${campaign}/ajout`, `${stage}/correction`, `${stage}/decision/annulation`],
  ];
  for (const path of forms) {
    await delegate.visit(`${home.url}${path}`);
    await delegate.submit(path, { csrf });
    expect(delegate.page.status, path).toBe(403);
  }
  const written = (await trail()).filter(({ role }) => role === 'delegate');
  expect(written.map(({ act, outcome }) => `${act} ${outcome}`).toSorted()).toEqual(
    [
      ...['campaignPrepared refused', 'campaignPrepared refused', 'importKept refused'],
      ...['placementAdded refused', 'placementCorrected refused', 'placementCancelled refused'],
      'signedIn done',
    ].toSorted(),
  );
  expect((await trail()).length).toBe(before + forms.length);
});
