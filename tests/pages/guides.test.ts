import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assignmentToTutor } from '../../functions/mail/templates/assignment.ts';
import { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import type { Placement } from '../../schemas/placement.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { ines, launchedCampaign } from '../domain/placements.ts';
import {
  accessibilityProblems,
  desk,
  isWiderThanWindow,
  openBrowser,
  phone,
  takePicture,
} from './browser.ts';
import { type ConsoleHome, startConsoleHome, textOf } from './console-home.ts';

const at = '2026-09-14T06:00:00.000Z';
/** Campaigns of a release that knew one guide alone: one that runs, one of last year. */
const older: LaunchedCampaign = {
  ...launchedCampaign,
  ...{ campaignId: '2026-sopa1', stage: 'sopa1', siteIds: ['poitiers'], createdAt: at },
};
const placed: Placement = {
  ...ines,
  ...{ campaignId: older.campaignId, studentNumber: '00101', startedAt: at },
};

let home: ConsoleHome;
let administrator: PageVisitor;
let before: { page: string; pdf: string };
const guides = () => `${home.url}/console/reglages/guide`;
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const open = async (path: string): Promise<Response> => fetch(`${home.url}/guide/${path}`);
/** From its body on. */
const page = async (path: string): Promise<string> =>
  (await (await open(path)).text()).replace(/^.*<body/s, '');
const printed = async (path: string): Promise<Uint8Array> =>
  new Uint8Array(await (await open(`${path}/guide.pdf`)).arrayBuffer());
/** Where the mission mail of the older campaign leads: the mail itself has no word of the guide. */
const addressInMail = async (): Promise<string> => {
  const institution = await home.store.institutions.answering(at);
  const campaign = await home.store.campaigns.getLaunched(older.campaignId);
  const { text } = assignmentToTutor({
    ...{ institution, campaign, placements: [placed], dueDate: '2026-10-16', now: at },
    ...{ publicUrl: home.url, wording: {} },
  });
  return /\/guide\/([\w-]+)/.exec(text)?.[1] ?? '';
};
const everything = async () => {
  const address = await addressInMail();
  return { page: await page(address), pdf: digest(await printed(address)) };
};

beforeAll(async () => {
  home = await startConsoleHome();
  await home.store.campaigns.create(older);
  await home.store.placements.create(placed);
  administrator = await home.signIn('Camille Fournier');
  before = await everything();
});
afterAll(() => home.close());

describe('the versions of the guide', () => {
  test('another letter and another question are written in the browser, refused until they are whole, and published', async () => {
    const browser = await openBrowser();
    try {
      const window = await (await browser.newContext({ viewport: desk, locale: 'fr-FR' })).newPage();
      window.setDefaultTimeout(15_000);
      const expectFitForAll = async (name: string) => {
        for (const size of [phone, desk]) {
          await window.setViewportSize(size);
          expect(await accessibilityProblems(window), name).toEqual([]);
          expect(await isWiderThanWindow(window), name).toBe(false);
          await takePicture(window, `guides-${name}-${size.width}`);
        }
      };
      await window.goto(`${home.url}/console/reglages`);
      await window.getByRole('button', { name: /Camille Fournier/ }).click();
      await window.getByRole('link', { name: 'Versions du guide du tuteur' }).click();
      await expectFitForAll('list');
      await window.getByRole('button', { name: 'Écrire la version suivante' }).click();
      await window.getByText('La version 2 est commencée').waitFor();
      await window.getByRole('heading', { name: 'Lettre de mission', exact: true }).click();
      const letter = window.locator('details', {
        has: window.getByRole('heading', { name: 'Lettre de mission', exact: true }),
      });
      await expectFitForAll('draft');
      await letter
        .getByLabel('Texte')
        .fill('# Merci <b>à vous</b>\nVous êtes tuteur. ☂\nÀ Poitiers\n\n- un\n- <script>alert(1)</script>');
      await letter.getByLabel('Signature 1, nom').fill('');
      await window.getByRole('button', { name: 'Enregistrer', exact: true }).click();
      await window
        .getByRole('alert')
        .getByText('signature 1 : indiquez un nom, ou retirez la fonction')
        .waitFor();
      await expectFitForAll('mistakes');
      expect(await letter.getByLabel('Texte').inputValue()).toContain('# Merci <b>à vous</b>');
      await letter.getByLabel('Signature 1, nom').fill('Anne Roux');
      await window.getByRole('heading', { name: /^Cadrage de SOPA 2/ }).click();
      await window
        .locator('details', { has: window.getByRole('heading', { name: /^Cadrage de SOPA 2/ }) })
        .getByLabel('Questions')
        .fill('Que voit-on de la cour ?');
      await window.getByRole('button', { name: 'Enregistrer et voir l’aperçu' }).click();
      await window.getByText('Merci <b>à vous</b>').waitFor();
      await window.getByLabel('Aperçu pour').selectOption({ label: 'SOPA 2' });
      await window.getByRole('button', { name: 'Voir pour ce stage' }).click();
      await window.getByText('Que voit-on de la cour').waitFor();
      await expectFitForAll('preview');
      await window.getByRole('link', { name: 'Revenir à la version' }).click();
      await window.getByRole('link', { name: /Publier la version 2/ }).click();
      await window.getByText(/Lettre de mission, Cadrage de SOPA 2/).waitFor();
      await window.getByText('Le PDF ne peut pas montrer tous les signes').waitFor();
      await expectFitForAll('publication');
      await window.getByRole('button', { name: 'Publier la version 2' }).click();
      await window.getByText('La version est publiée').waitFor();
      await expectFitForAll('published');
    } finally {
      await browser.close();
    }
    const answer = await fetch(`${guides()}/2/apercu.pdf?stage=sopa2`, {
      headers: { cookie: administrator.cookieHeader() },
    });
    const { text } = await readPdf(new Uint8Array(await answer.arrayBuffer()));
    expect(text).toContain('Vous êtes tuteur. □ À Poitiers');
    expect(text).toContain('Merci <b>à vous</b>');
    expect(text).toContain('Que voit-on de la cour');
    const { entries } = await home.audit.page({ from: '2026-09-14', to: '2026-09-14' });
    expect(entries.map(({ act, before: was, after }) => [act, was, after])).toEqual(
      expect.arrayContaining([
        ['guideCopied', 'guide, version 1', 'guide, version 2'],
        ['guidePublished', 'guide, version 1', 'guide, version 2, révision 2'],
      ]),
    );
  });

  test('a campaign that was launched keeps its own: page and PDF to which its mail leads, to the last byte', async () => {
    expect(await everything()).toEqual(before);
    const tutor = new PageVisitor();
    await tutor.visit(`${home.url}${await home.linkOf(placed.tutor.email)}/guide`);
    expect(textOf(tutor)).toContain('Denis Alamargot');
    expect(textOf(tutor)).not.toContain('Merci <b>à vous</b>');
  });

  test('the next campaign takes the newest that is published, one that was prepared before when somebody says so', async () => {
    const { launchedAt, launchedBy, launches, launchSize, ...facts } = older;
    await home.store.campaigns.create({
      ...facts,
      ...{ campaignId: '2026-sopa3', status: 'prepared', stage: 'sopa3' },
    });
    const colleague = await home.signIn('Camille Fournier');
    for (const one of [administrator, colleague]) await one.visit(`${home.url}/console/campagnes/2026-sopa3`);
    expect(textOf(administrator)).toContain(
      'Cette campagne est préparée avec la version 1 du guide (lettre de mission, rôle et cadrage)',
    );
    await administrator.press('Prendre la version\u00a02 du guide');
    expect(textOf(administrator)).toContain('Guide du tuteurversion 2');
    await colleague.press('Prendre la version\u00a02 du guide');
    expect(textOf(colleague)).toContain('La campagne a changé entre-temps');
    expect((await home.store.campaigns.get('2026-sopa3')).guideVersion).toBe(2);
    await administrator.visit(`${home.url}/console/campagnes/nouvelle`);
    await administrator.press('Voir le calendrier', {
      ...{ stage: 'sopa2', year: '2026', sites: 'poitiers' },
      ...{ from1: '2026-11-16', to1: '2026-11-27' },
    });
    expect(textOf(administrator)).toContain('Guide du tuteurversion 2');
    await administrator.press('Enregistrer la campagne');
    expect((await home.store.campaigns.get('2026-sopa2')).guideVersion).toBe(2);
    expect(await page('2026-sopa2')).toContain('Que voit-on de la cour');
    expect(await page('2026-sopa2')).toContain('<p class="typed">Vous êtes tuteur. ☂\nÀ Poitiers</p>');
    expect(await page('2026-sopa2')).toContain('&lt;script>alert(1)&lt;/script>');
  });

  test('the address of a stage shows what its last campaign says; that of a campaign its own, and of none its stage’s', async () => {
    const next = { ...older, campaignId: '2027-sopa1', year: 2027, guideVersion: 2 };
    await home.store.campaigns.create({ ...next, createdAt: '2026-09-14T06:30:00.000Z' });
    expect(await page('sopa1')).toContain('Anne Roux');
    expect(await page('2025-sopa1')).toContain('Anne Roux');
    expect(await everything()).toEqual(before);
    expect((await open('2026-autre')).status).toBe(404);
    expect((await open('2026-sopa1-x')).status).toBe(404);
  });

  test('a draft is dropped with its texts in sight, and nobody’s open page takes the next for it', async () => {
    const second = await home.signIn('Camille Fournier');
    await administrator.visit(guides());
    await administrator.press('Écrire la version suivante');
    await second.visit(guides());
    await second.follow('Continuer la version 3');
    await administrator.follow('Écarter ce brouillon');
    await administrator.press('Écarter ce brouillon');
    expect(textOf(administrator)).toContain('Le brouillon est écarté');
    await administrator.visit(guides());
    expect(textOf(administrator)).toContain('Écartée');
    await administrator.press('Écrire la version suivante');
    expect(administrator.page.url).toContain('/guide/4');
    await second.press('Enregistrer', { 'letter-title': 'Tapé trop tard' });
    expect(second.page.status).toBe(409);
    expect(textOf(second)).toContain('Cette version est écartée : elle ne change plus');
    expect(second.page.root.querySelector('[name="letter-title"]')?.getAttribute('value')).toBe(
      'Tapé trop tard',
    );
    expect((await home.store.guides.find(3))?.guide.missionLetter.title).not.toBe('Tapé trop tard');
    expect((await home.store.guides.newest(await home.store.institutions.get())).number).toBe(2);
  });

  test('one version is written at a time, and the later of two who edit it is told', async () => {
    const second = await home.signIn('Camille Fournier');
    for (const one of [administrator, second]) await one.visit(`${guides()}/4`);
    await administrator.press('Enregistrer', { 'role-subtitle': 'Le sien' });
    await second.press('Enregistrer', { 'role-subtitle': 'Le mien', 'letter-title': '' });
    expect(textOf(second)).toContain('Lettre de mission, titre : indiquez un texte.');
    await second.press('Enregistrer', { 'letter-title': 'Lettre' });
    expect(textOf(second)).toContain(
      'les enregistrer maintenant remplacerait les siens dans Lettre de mission, Rôle du tuteur',
    );
    expect(second.page.root.querySelector('[name="role-subtitle"]')?.getAttribute('value')).toBe('Le mien');
    await second.visit(`${guides()}/4/publication`);
    await administrator.visit(`${guides()}/4`);
    await administrator.press('Enregistrer', { 'role-subtitle': 'Encore un autre' });
    await second.press('Publier la version 4');
    expect(textOf(second)).toContain('Le brouillon a changé entre-temps');
    expect((await home.store.guides.find(4))?.status).toBe('draft');
    await second.visit(`${guides()}/4`);
    await administrator.visit(`${guides()}/4`);
    await administrator.press('Enregistrer', { 'role-subtitle': 'Le même' });
    await second.press('Enregistrer', { 'role-subtitle': 'Le même' });
    expect(textOf(second)).toContain('ils disent la même chose que les siens.');
    await second.visit(guides());
    await second.submit('/console/reglages/guide', {
      csrf: second.page.root.querySelector('input[name=csrf]')?.getAttribute('value') ?? '',
      copie: '1',
    });
    expect(textOf(second)).toContain('La version 4 était déjà commencée');
  });

  test('who drops a draft that somebody has just published is told that nothing of it was done', async () => {
    const second = await home.signIn('Camille Fournier');
    await second.visit(`${guides()}/4/ecarter`);
    await administrator.visit(`${guides()}/4/publication`);
    await administrator.press('Publier la version 4');
    expect(textOf(administrator)).toContain('La version est publiée');
    await second.press('Écarter ce brouillon');
    expect(textOf(second)).toContain('Cette version était déjà publiée');
    expect(textOf(second)).toContain(
      'Camille Fournier l’a décidé avant vous : rien de ce que vous demandiez n’a été fait.',
    );
    expect((await home.store.guides.find(4))?.status).toBe('published');
  });

  test('to copy, write, publish and drop is refused to whoever is no administrator, and the trail says so', async () => {
    const registrar = await home.signIn('Nadège Brossard');
    const csrf = registrar.page.root.querySelector('input[name=csrf]')?.getAttribute('value') ?? '';
    const { pathname } = new URL(guides());
    for (const path of [pathname, `${pathname}/4`, `${pathname}/4/publication`, `${pathname}/4/ecarter`]) {
      await registrar.submit(path, { csrf, copie: '1', vu: '1' });
      expect(registrar.page.status, path).toBe(403);
    }
    const { entries } = await home.audit.page({ from: '2026-09-14', to: '2026-09-14' });
    const refused = entries.filter(({ outcome }) => outcome === 'refused').map(({ act }) => act);
    expect(refused.toSorted()).toEqual(['guideCopied', 'guideDropped', 'guideEdited', 'guidePublished']);
  });
});
