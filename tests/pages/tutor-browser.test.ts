import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  accessibilityProblems,
  desk,
  isWiderThanWindow,
  openBrowser,
  phone,
  takePicture,
} from './browser.ts';
import { gauthier, morin, petit, startTutorHome, type TutorHome } from './tutor-home.ts';

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

// A window left open goes on saving, and would be the other window of the next test.
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
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
    ['guide-ouvert', () => '/guide/sopa1'],
    ['anciens-liens', () => `${link}/anciens-liens`],
    ['imprevu', () => `${link}/imprevu`],
    ['imprevu-collegue', () => `${link}/imprevu?quoi=collegue`],
    ['imprevu-interrompu', () => `${link}/imprevu?quoi=interrompu`],
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
    // By address: what a name with its hash brought once is not asked for again.
    const sizes = new Map<string, number>();
    page.on('response', async (response) => {
      expect(response.url().startsWith(home.url)).toBe(true);
      sizes.set(response.url(), (await response.body()).length);
    });
    await page.goto(home.url + link, { waitUntil: 'networkidle' });
    await page.goto(`${home.url}${link}/${gauthier.studentNumber}`, { waitUntil: 'networkidle' });
    expect(sizes.size).toBe(3);
    const total = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
    if (process.env.SCREENSHOTS) console.log([...sizes.values()], total);
    expect(total).toBeLessThanOrEqual(50_000);
  });
});

test('« Un imprévu ? » from the list to the thanks, with the keyboard alone and without JavaScript', async () => {
  const theirs = await home.linkOf(petit);
  const page = await openPage(theirs, { javaScriptEnabled: false });
  const picture = async (name: string) => {
    await takePicture(page, `${name}-360`);
    await page.setViewportSize(desk);
    await takePicture(page, `${name}-1280`);
    await page.setViewportSize(phone);
  };
  await page.getByRole('link', { name: /^Un imprévu/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Je passe la main' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Nom', { exact: true }).focus();
  for (const typed of ['Perrin', 'Anne', petit.student.email]) {
    await page.keyboard.type(typed);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page
    .getByRole('alert')
    .getByRole('link', { name: /votre stagiaire/ })
    .waitFor();
  await picture('imprevu-refuse');
  await page.getByLabel('Adresse électronique').fill('anne.perrin@ac.example');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Merci de nous l’avoir dit' }).waitFor();
  await picture('imprevu-merci');
  // What axe runs in is a script.
  const seen = await openPage(page.url().slice(home.url.length));
  expect(await accessibilityProblems(seen)).toEqual([]);
  await seen.goto(home.url + theirs);
  await takePicture(seen, 'imprevu-liste-360');
  expect(await accessibilityProblems(seen)).toEqual([]);
});

test('the form comes in two requests of 12 KB on the wire', async () => {
  const context = await browser.newContext({ viewport: phone });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  const onTheWire: number[] = [];
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => onTheWire.push(encodedDataLength));
  await page.goto(`${home.url}${link}/${gauthier.studentNumber}`, { waitUntil: 'networkidle' });
  expect(onTheWire).toHaveLength(2);
  const total = onTheWire.reduce((sum, bytes) => sum + bytes, 0);
  if (process.env.SCREENSHOTS) console.log(onTheWire, total);
  expect(total).toBeLessThanOrEqual(12_000);
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

  test('finds what was typed again when a button was pressed without a connection', async () => {
    const page = await openPage(path());
    await page.context().setOffline(true);
    await page.locator('[name=advice1]').fill('Écrit dans le tunnel.');
    await page.getByRole('button', { name: 'Enregistrer le brouillon' }).click();
    await page.waitForTimeout(500);
    await page.context().setOffline(false);
    await page.goto(home.url + path());
    await expect.poll(() => status(page).textContent(), { timeout: 10_000 }).toMatch(/^Enregistré à/);
    expect(await page.locator('[name=advice1]').inputValue()).toBe('Écrit dans le tunnel.');
  });

  test('saves what was typed just before a button was pressed, once', async () => {
    const page = await openPage(path());
    await page.locator('[name=C7][value=acquired]').check();
    await page.waitForTimeout(210);
    await page.getByRole('button', { name: 'Enregistrer le brouillon' }).click();
    await page.getByText('Vous pouvez fermer cette page').waitFor();
    expect(await page.locator('[name=C7][value=acquired]').isChecked()).toBe(true);
  });

  test('opens a place for details beside « Non acquis », and keeps it open while it holds text', async () => {
    const page = await openPage(path());
    const details = page.locator('[name=C11Details]');
    expect(await details.isVisible()).toBe(false);
    await page.locator('[name=C11][value=notAcquired]').check();
    expect(await details.isVisible()).toBe(true);
    await details.fill('Très en retrait.');
    await page.locator('[name=C11][value=acquired]').check();
    expect(await details.isVisible()).toBe(true);
    await expect.poll(() => status(page).textContent(), { timeout: 10_000 }).toMatch(/^Enregistré à/);
  });

  test('counts the characters, and says when there are too many', async () => {
    const page = await openPage(path());
    await page.locator('[name=advice2]').fill('a'.repeat(1001));
    const counter = page.locator('#champ-advice2-compte');
    expect((await counter.textContent())?.replace(/\s/g, ' ')).toBe('1 001 / 1 000 caractères');
    expect(await counter.getAttribute('class')).toContain('over');
    await page.locator('[name=advice2]').fill('');
    await expect.poll(() => status(page).textContent(), { timeout: 10_000 }).toMatch(/^Enregistré à/);
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

  test('gives up the text of the older window when the saved one is chosen', async () => {
    const [older, newer] = [await openPage(path()), await openPage(path())];
    await newer.locator('[name=advice2]').fill('Le texte à garder.');
    await expect.poll(() => status(newer).textContent(), { timeout: 10_000 }).toMatch(/^Enregistré à/);
    await older.locator('[name=advice2]').fill('Le texte abandonné.');
    await expect
      .poll(() => status(older).textContent(), { timeout: 10_000 })
      .toContain('a changé dans une autre fenêtre');
    await older.getByRole('button', { name: 'Enregistrer le brouillon' }).click();
    await older.getByRole('link', { name: 'Garder ce qui est déjà enregistré' }).click();
    await older.locator('[name=advice2]').waitFor();
    expect(await older.locator('[name=advice2]').inputValue()).toBe('Le texte à garder.');
    expect(await status(older).textContent()).toMatch(/^Brouillon enregistré le/);
  });
});

describe('the form with the keyboard alone', () => {
  test('is filled in, sent, and says so', async () => {
    const page = await openPage(await home.linkOf(petit));
    const press = (key: string) => page.keyboard.press(key);
    const tabTo = async (name: string, value?: string) => {
      for (let steps = 0; steps < 80; steps++) {
        await press('Tab');
        const isThere = await page.evaluate(
          ([wanted, choice]) => {
            const at = document.activeElement;
            if (!at) return false;
            if (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement)
              return at.name === wanted && (choice === undefined || at.value === choice);
            return at.textContent?.trim() === wanted;
          },
          [name, value] as const,
        );
        if (isThere) return;
      }
      throw new Error(`${name} is not reached by Tab`);
    };
    await tabTo('Remplir le compte-rendu');
    await press('Enter');
    await page.waitForSelector('form[data-autosave]');
    await tabTo('absentHalfDays');
    await page.keyboard.type('0');
    await tabTo('activities', 'observations');
    await press('Space');
    await tabTo('commentsSteps12');
    await page.keyboard.type('À l’écoute.');
    for (const criterion of ['C1', 'C2', 'C6', 'C7', 'C11']) {
      await tabTo(criterion);
      await press('ArrowDown');
      await press('ArrowDown');
    }
    await tabTo('advice1');
    await page.keyboard.type('Oser.');
    expect(await page.locator('[data-progress]').textContent()).toBe('12 réponses sur 12');
    await tabTo('Vérifier et envoyer');
    await press('Enter');
    await page.getByRole('heading', { name: /Relisez le compte-rendu/ }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await tabTo('Envoyer le compte-rendu');
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Compte-rendu envoyé' }).waitFor();
  });
});

describe('without JavaScript', () => {
  test('a report is filled in, corrected, read back and sent', async () => {
    const page = await openPage(link, { javaScriptEnabled: false });
    await page.locator(`a[href$="/${morin.studentNumber}"]`).click();
    const older = await openPage(`${link}/${morin.studentNumber}`);
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

    await older.locator('[name=advice2]').fill('Oser davantage.');
    await older.getByRole('button', { name: 'Enregistrer le brouillon' }).click();
    await older.getByText('n’est pas dans le compte-rendu').waitFor();
    await takePicture(older, 'tape-apres-l-envoi-360');
    expect(await accessibilityProblems(older)).toEqual([]);
    expect(await older.locator('main').textContent()).toContain('Oser davantage.');
  });

  test('the pages around sending have nothing that axe finds', async () => {
    for (const path of [`${link}/${morin.studentNumber}`, link]) {
      const page = await openPage(path);
      expect(await accessibilityProblems(page)).toEqual([]);
    }
  });
});

test('a closed report has nothing that axe finds', async () => {
  await home.store.reports.close({ ...gauthier, revision: 1 }, '2026-10-09T07:00:00.000Z');
  const page = await openPage(`${link}/${gauthier.studentNumber}`);
  await takePicture(page, 'clos-360');
  expect(await accessibilityProblems(page)).toEqual([]);
});
