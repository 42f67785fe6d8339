import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  accessibilityProblems,
  desk,
  isWiderThanWindow,
  openBrowser,
  phone,
  takePicture,
} from './browser.ts';
import { gauthier, lastDay, morin, petit, startTutorHome, type TutorHome } from './tutor-home.ts';

let home: TutorHome;
let browser: Browser;
let link: string;

beforeAll(async () => {
  home = await startTutorHome();
  browser = await openBrowser();
  link = await home.linkOf(morin);
});
afterAll(async () => {
  await browser?.close();
  await home?.close();
});

const openPage = async (path: string, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> => {
  const context = await browser.newContext({ viewport: phone, locale: 'fr-FR', ...options });
  const page = await context.newPage();
  await page.goto(home.url + path);
  return page;
};

const fillIn = async (page: Page) => {
  await page.getByLabel('Observations', { exact: true }).check();
  await page.getByLabel(/Faire la classe/).check();
  await page.getByLabel(/Nombre de ½ journées d’absence/).fill('1');
  await page.locator('[name=commentsSteps12]').fill('Très à l’écoute.\n<b>Questions</b> pertinentes.');
  await page.locator('[name=commentsSteps34]').fill('Une première matinée menée avec calme.');
  for (const criterion of ['C1', 'C6', 'C7', 'C11'])
    await page.locator(`[name=${criterion}][value=acquired]`).check();
  await page.locator('[name=C2][value=notAcquired]').check();
  await page.locator('[name=C2Details]').fill('Deux retards.');
  await page.locator('[name=advice1]').fill('Préparer le matériel la veille.');
};

describe('every page of a tutor', () => {
  const pages: [name: string, path: () => string][] = [
    ['accueil', () => '/'],
    ['nouveau-lien', () => '/lien'],
    ['lien-inconnu', () => '/r/inconnu'],
    ['comptes-rendus', () => link],
    ['guide', () => `${link}/guide`],
    ['formulaire', () => `${link}/${gauthier.studentNumber}`],
    ['a-corriger', () => `${link}/${gauthier.studentNumber}?verifier`],
    ['introuvable', () => `${link}/${petit.studentNumber}`],
  ];
  test.each(pages)('%s: nothing that axe finds, and no scrolling sideways', async (name, path) => {
    const page = await openPage(path());
    for (const [width, viewport] of Object.entries({ 360: phone, 1280: desk })) {
      await page.setViewportSize(viewport);
      await takePicture(page, `${name}-${width}`);
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await isWiderThanWindow(page)).toBe(false);
    }
  });

  test('weighs at most 50 KB with the list and the form, and asks nothing of anybody else', async () => {
    const context = await browser.newContext({ viewport: phone });
    const page = await context.newPage();
    const sizes: [path: string, bytes: number][] = [];
    page.on('response', async (response) => {
      expect(response.url().startsWith(home.url)).toBe(true);
      sizes.push([new URL(response.url()).pathname.slice(0, 9), (await response.body()).length]);
    });
    await page.goto(home.url + link, { waitUntil: 'networkidle' });
    await page.goto(`${home.url}${link}/${gauthier.studentNumber}`, { waitUntil: 'networkidle' });
    expect(sizes.length).toBeGreaterThanOrEqual(4);
    const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
    if (process.env.SCREENSHOTS) console.log(sizes, total);
    expect(total).toBeLessThanOrEqual(50_000);
  });
});

describe('the form with its script', () => {
  const path = () => `${link}/${gauthier.studentNumber}`;
  const status = (page: Page) => page.locator('[data-save-status]');

  test('saves by itself and says when', async () => {
    const page = await openPage(path());
    await page.locator('[name=commentsSteps12]').fill('Très à l’écoute.');
    await expect
      .poll(() => status(page).textContent(), { timeout: 10_000 })
      .toMatch(/^Enregistré à \d\d:\d\d$/);
    await page.reload();
    expect(await page.locator('[name=commentsSteps12]').inputValue()).toBe('Très à l’écoute.');
  });

  test('says that there is no connection, tries again, and loses nothing', async () => {
    const page = await openPage(path());
    await page.context().setOffline(true);
    await page.locator('[name=advice1]').fill('Sans réseau.');
    await expect.poll(() => status(page).textContent(), { timeout: 10_000 }).toMatch(/^Non enregistré/);
    await takePicture(page, 'hors-ligne-360');
    await page.context().setOffline(false);
    await expect.poll(() => status(page).textContent(), { timeout: 20_000 }).toMatch(/^Enregistré à/);
    await page.reload();
    expect(await page.locator('[name=advice1]').inputValue()).toBe('Sans réseau.');
  });

  test('tells the older of two windows, and shows both texts', async () => {
    const [older, newer] = [await openPage(path()), await openPage(path())];
    await newer.locator('[name=advice2]').fill('Écrit dans la seconde fenêtre.');
    await expect.poll(() => status(newer).textContent(), { timeout: 10_000 }).toMatch(/^Enregistré à/);
    await older.locator('[name=advice2]').fill('Écrit dans la première fenêtre.');
    await expect
      .poll(() => status(older).textContent(), { timeout: 10_000 })
      .toContain('a changé dans une autre fenêtre');
    await older.getByRole('button', { name: 'Enregistrer le brouillon' }).click();
    await older.getByRole('heading', { level: 1, name: /modifié dans une autre fenêtre/ }).waitFor();
    await takePicture(older, 'deux-fenetres-360');
    expect(await accessibilityProblems(older)).toEqual([]);
    const text = await older.locator('main').textContent();
    expect(text).toContain('Écrit dans la première fenêtre.');
    expect(text).toContain('Écrit dans la seconde fenêtre.');
    await older.getByRole('button', { name: 'Garder ce que je viens de saisir' }).click();
    expect(await older.locator('[name=advice2]').inputValue()).toBe('Écrit dans la première fenêtre.');
  });
});

describe('without JavaScript', () => {
  test('a report is filled in, corrected, read back and sent', async () => {
    const page = await openPage(link, { javaScriptEnabled: false });
    await page.locator(`a[href$="${morin.studentNumber}"]`).click();
    await page.getByRole('button', { name: 'Vérifier et envoyer' }).click();
    await page.getByText('Il reste à compléter ou à corriger').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('problemes');
    await page.getByRole('link', { name: /Premier conseil/ }).click();
    expect(new URL(page.url()).hash).toBe('#champ-advice1');
    await fillIn(page);
    await takePicture(page, 'rempli-360');
    await page.getByRole('button', { name: 'Vérifier et envoyer' }).click();
    await page.getByRole('heading', { name: /Relisez le compte-rendu/ }).waitFor();
    await takePicture(page, 'verifier-360');
    await page.setViewportSize(desk);
    await takePicture(page, 'verifier-1280');
    expect(await page.locator('main').textContent()).toContain('<b>Questions</b> pertinentes.');
    await page.getByRole('button', { name: 'Envoyer le compte-rendu' }).click();
    await page.getByRole('heading', { level: 1, name: 'Compte-rendu envoyé' }).waitFor();
    await takePicture(page, 'envoye-1280');
    await page.setViewportSize(phone);
    await takePicture(page, 'envoye-360');
    await page.goto(home.url + link);
    await takePicture(page, 'comptes-rendus-apres-360');
  });

  test('the pages around sending have nothing that axe finds', async () => {
    for (const path of [`${link}/${morin.studentNumber}`, link]) {
      const page = await openPage(path);
      expect(await accessibilityProblems(page)).toEqual([]);
    }
  });
});

test('the stage of these tests is over at the home’s clock', () => {
  expect(lastDay).toBe(morin.periods.at(-1)?.to);
});
