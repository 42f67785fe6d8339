import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInstitutionFile } from '../../infra/institution-file.ts';
import type { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import {
  accessibilityProblems,
  desk,
  isWiderThanWindow,
  openBrowser,
  phone,
  takePicture,
} from './browser.ts';
import { type ConsoleHome, startConsoleHome, textOf } from './console-home.ts';

let home: ConsoleHome;
let administrator: PageVisitor;
const settings = () => `${home.url}/console/reglages`;
/** From its body on. */
const page = async (path: string): Promise<string> =>
  (await (await fetch(home.url + path)).text()).replace(/^.*<body/s, '');
const acts = async (act: 'noticeChanged' | 'logoChanged') =>
  (await home.audit.page({ from: '2026-09-14', to: '2026-09-14', act })).entries;
const typedText = () => administrator.page.root.querySelector('textarea')?.textContent ?? '';

beforeAll(async () => {
  home = await startConsoleHome();
  administrator = await home.signIn('Camille Fournier');
});
afterAll(() => home.close());

describe('the pages that anybody may read', () => {
  test('are looked at as everybody would see them, then say what was written, markup as text', async () => {
    await administrator.visit(settings());
    await administrator.follow('Contact');
    expect(typedText()).toContain('# Tuteurs et tutrices');
    const text =
      '# Nous écrire\nstages@inspe.example\n<b>gras</b><script>alert(1)</script>\n\n- lundi\n- mardi';
    await administrator.press('Aperçu', { texte: text });
    expect(textOf(administrator)).toContain('Aperçu : rien n’est encore enregistré');
    expect(administrator.page.root.querySelector('main section a')?.getAttribute('href')).toBe(
      'mailto:stages@inspe.example',
    );
    expect(await page('/contact')).not.toContain('Nous écrire');
    await administrator.press('Enregistrer');
    expect(textOf(administrator)).toContain('La page est enregistrée');
    const shown = await page('/contact');
    expect(shown).toContain('<h2>Nous écrire</h2>');
    expect(shown).toContain('&lt;b>gras&lt;/b>&lt;script>alert(1)&lt;/script>');
    expect(shown).toContain('<li>mardi</li>');
    // The others stay as they were loaded.
    expect(await page('/mentions-legales')).toContain('Directrice de la publication');
    // A line for each that says something else; what is the same is not quoted.
    const entries = await acts('noticeChanged');
    expect(entries).toContainEqual(
      expect.objectContaining({
        outcome: 'done',
        before: expect.stringMatching(/^Contact : « INSPÉ de l’académie/),
        after: '« # Nous écrire »',
      }),
    );
    expect(entries.map(({ after }) => after)).toEqual(
      expect.arrayContaining(['« <b>gras</b><script>alert(1)</script> »', '« - lundi »', '« - mardi »']),
    );
  });

  test('have addresses as links, whole and without the punctuation behind them', async () => {
    await administrator.visit(`${settings()}/pages/contact`);
    const typed = [
      'Voir https://inspe.example/contact?site=poitiers&lang=fr#horaires, ou (http://inspe.example:8080/a%20b).',
      'Sur https://reseau.example/@inspe ; « https://inspe.example/fin ».',
      'Par courriel : stages@inspe.example.',
    ];
    await administrator.press('Aperçu', { texte: typed.join('\n\n') });
    const links = administrator.page.root.querySelectorAll('section[aria-labelledby=apercu] a');
    expect(links.map((link) => link.getAttribute('href')?.replaceAll('&amp;', '&'))).toEqual([
      'https://inspe.example/contact?site=poitiers&lang=fr#horaires',
      'http://inspe.example:8080/a%20b',
      'https://reseau.example/@inspe',
      'https://inspe.example/fin',
      'mailto:stages@inspe.example',
    ]);
  });

  test('a level is said at the foot of every page', async () => {
    await administrator.visit(`${settings()}/pages/accessibilite`);
    await administrator.press('Enregistrer', { niveau: 'partial' });
    expect(await page('/lien')).toMatch(/Accessibilité\s: partiellement conforme/);
    // Each page has its own changes: who, and when.
    const own = () =>
      administrator.page.root
        .querySelectorAll('section[aria-labelledby=changements] li')
        .map((line) => line.textContent.replace(/\s+/g, ' '));
    expect(own()).toEqual([expect.stringMatching(/^lundi 14 septembre à .*, Camille Fournier$/)]);
    await administrator.visit(`${settings()}/pages/mentions-legales`);
    expect(own()).toEqual([]);
    expect(await acts('noticeChanged')).toContainEqual(
      expect.objectContaining({
        before: 'Accessibilité : « non conforme »',
        after: '« partiellement conforme »',
      }),
    );
  });

  test('an empty or endless text is refused with a sentence, and stays in its field', async () => {
    await administrator.visit(`${settings()}/pages/mentions-legales`);
    await administrator.press('Enregistrer', { texte: ' ' });
    expect(administrator.page.status).toBe(422);
    expect(textOf(administrator)).toContain('Mentions légales : indiquez un texte.');
    const endless = 'é'.repeat(15_001);
    await administrator.press('Enregistrer', { texte: endless });
    expect(textOf(administrator)).toContain('15001 caractères, pour 15000 au plus.');
    expect(typedText()).toBe(endless);
  });

  test('of two who write at once the later is told, and loses nothing', async () => {
    const colleague = await home.signIn('Camille Fournier');
    for (const one of [administrator, colleague]) await one.visit(`${settings()}/pages/mentions-legales`);
    await administrator.press('Enregistrer', { texte: 'Éditeur : nous' });
    await colleague.press('Enregistrer', { texte: '' });
    // A mistake does not make the page forget what was seen.
    await colleague.press('Enregistrer', { texte: 'Éditeur : eux' });
    expect(colleague.page.status).toBe(409);
    expect(textOf(colleague)).toContain('Les réglages ont changé entre-temps');
    expect(textOf(colleague)).toContain('Éditeur : nous');
    expect(colleague.page.root.querySelector('textarea')?.textContent).toBe('Éditeur : eux');
    expect(await page('/mentions-legales')).toMatch(/Éditeur\s: nous/);
    await colleague.press('Enregistrer');
    expect(await page('/mentions-legales')).toMatch(/Éditeur\s: eux/);
  });

  test('of two who write at once the later sees also a level that is not theirs, where the text is', async () => {
    const colleague = await home.signIn('Camille Fournier');
    const path = `${settings()}/pages/accessibilite`;
    for (const one of [administrator, colleague]) await one.visit(path);
    await administrator.press('Enregistrer', { niveau: 'full' });
    await colleague.press('Enregistrer', { niveau: 'none' });
    expect(colleague.page.status).toBe(409);
    expect(textOf(colleague)).toContain('Ce que dit la page maintenant');
    expect(textOf(colleague)).toMatch(/Conformité au RGAA\s: totalement conforme/);
  });

  test('the original comes back, and a file that is loaded takes the place of everything', async () => {
    await administrator.visit(`${settings()}/pages/mentions-legales`);
    await administrator.follow('Revenir au texte d’origine');
    expect(textOf(administrator)).toContain('Le vôtre disparaît et ne se retrouve pas.');
    expect(textOf(administrator)).toMatch(/Éditeur\s: eux/);
    expect(await page('/mentions-legales')).toMatch(/Éditeur\s: eux/);
    const colleague = await home.signIn('Camille Fournier');
    await colleague.visit(`${settings()}/pages/mentions-legales`);
    await colleague.press('Enregistrer', { texte: 'Éditeur : elles' });
    await administrator.press('Revenir au texte d’origine');
    expect(administrator.page.status).toBe(409);
    expect(textOf(administrator)).toMatch(/Éditeur\s: elles/);
    await administrator.press('Revenir au texte d’origine');
    expect(textOf(administrator)).toContain('La page est revenue à son texte d’origine');
    expect(await page('/mentions-legales')).toContain('Directrice de la publication');
    expect(administrator.offers('Revenir au texte d’origine')).toBe(false);
    expect(await page('/contact')).toContain('Nous écrire');
    await home.store.institutions.put(await readInstitutionFile('infra/institutions/poitiers.json'));
    expect(await page('/contact')).not.toContain('Nous écrire');
    expect(await page('/lien')).toMatch(/Accessibilité\s: non conforme/);
  });

  test('what was written and never named, for the process died in between, is not shown', async () => {
    const { content } = await home.store.institutions.presentation();
    const own = { notices: { contact: [{ paragraphs: ['Orphelin'], items: [] }] } };
    const told = { ...own, changedAt: '2026-09-14T07:00:00.000Z', changedBy: 'Camille Fournier' };
    expect(await home.store.institutions.present({ ...content, edition: 41 }, told)).toBe(false);
    expect(await page('/contact')).not.toContain('Orphelin');
  });
});

describe('the logo', () => {
  const send = async (bytes: Uint8Array<ArrayBuffer>) => {
    await administrator.visit(`${settings()}/logo`);
    await administrator.press('Enregistrer ce logo', { image: new Blob([bytes], { type: 'image/png' }) });
  };

  test('is a picture that can be drawn, and stands in the place of the name', async () => {
    await send(new TextEncoder().encode('<svg onload="alert(1)"/>'));
    expect(administrator.page.status).toBe(422);
    expect(textOf(administrator)).toContain('Ce fichier n’est pas une image PNG entière');
    await administrator.press('Enregistrer ce logo');
    expect(textOf(administrator)).toContain('Choisissez d’abord une image.');
    const picture = new Uint8Array(await readFile('tests/samples/montclair/logo.png'));
    await send(picture);
    expect(textOf(administrator)).toContain('Le logo est enregistré');
    const [, path = ''] = /<img src="(\/logo\/[0-9a-f]{12}\.png)"/.exec(await page('/lien')) ?? [];
    const image = await fetch(home.url + path);
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect((await acts('logoChanged'))[0]).toMatchObject({
      before: 'aucun',
      after: expect.stringMatching(/^image de \d+ × \d+ pixels/),
    });
    // The same once more is no change.
    await send(picture);
    expect(await acts('logoChanged')).toHaveLength(1);
    await administrator.press('Retirer le logo');
    expect(textOf(administrator)).toContain('Le logo est retiré');
    expect(textOf(administrator)).not.toContain('Le logo est enregistré');
    expect(await page('/lien')).not.toContain('<img');
  });

  test('is refused to whoever is no administrator, which the trail says', async () => {
    const registrar = await home.signIn('Nadège Brossard');
    const csrf = registrar.page.root.querySelector('input[name=csrf]')?.getAttribute('value') ?? '';
    for (const path of ['logo', 'pages/contact']) {
      await registrar.submit(`/console/reglages/${path}`, { csrf, geste: 'retirer', vu: '0' });
      expect(registrar.page.status).toBe(403);
    }
    for (const act of ['logoChanged', 'noticeChanged'] as const)
      expect((await acts(act)).filter(({ outcome }) => outcome === 'refused')).toMatchObject([
        { role: 'registrar' },
      ]);
  });
});

test('texts and logo are written on a phone and on a desk', async () => {
  const browser = await openBrowser();
  try {
    const window = await (await browser.newContext({ viewport: desk, locale: 'fr-FR' })).newPage();
    await window.goto(settings());
    await window.getByRole('button', { name: /Camille Fournier/ }).click();
    const expectFitForAll = async (name: string) => {
      for (const size of [desk, phone]) {
        await window.setViewportSize(size);
        expect(await accessibilityProblems(window), name).toEqual([]);
        expect(await isWiderThanWindow(window), name).toBe(false);
        await takePicture(window, `texts-${name}-${size.width}`);
      }
    };
    await window.goto(`${settings()}/pages/accessibilite`);
    await expectFitForAll('notice');
    await window.getByRole('button', { name: 'Aperçu' }).click();
    await expectFitForAll('notice-preview');
    await window.getByLabel('Texte').fill('');
    await window.getByRole('button', { name: 'Enregistrer' }).click();
    await expectFitForAll('notice-mistake');
    await window.getByLabel('Texte').fill('Aucun audit encore.');
    await window.getByRole('button', { name: 'Enregistrer' }).click();
    await window.getByText('La page est enregistrée').waitFor();
    await window.getByRole('link', { name: 'Revenir au texte d’origine' }).click();
    await window.getByRole('heading', { name: /^Revenir au texte d’origine/ }).waitFor();
    await window.getByText('Ce que dit la page maintenant').click();
    await expectFitForAll('notice-original');
    await window.goto(`${settings()}/logo`);
    await window.getByLabel('Image').setInputFiles('tests/samples/montclair/logo.png');
    await window.getByRole('button', { name: 'Enregistrer ce logo' }).click();
    await window.getByText('Le logo est enregistré').waitFor();
    await expectFitForAll('logo');
  } finally {
    await browser.close();
  }
});
