import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  accessibilityProblems,
  desk,
  isWiderThanWindow,
  openBrowser,
  phone,
  takePicture,
} from './browser.ts';
import { campaign, gauthier, morin, petit, startTutorHome, type TutorHome } from './tutor-home.ts';

let home: TutorHome;
let browser: Browser;
let link: string;
const stage = () => `${link}/${campaign.campaignId}`;

beforeAll(async () => {
  home = await startTutorHome();
  browser = await openBrowser();
  link = await home.studentLinkOf(morin);
  // Of the same year, and cancelled: both kinds of card are on the first page.
  const other = { ...campaign, campaignId: '2026-sopa2', stage: 'sopa2' } as const;
  await home.store.campaigns.create(other);
  await home.store.placements.create({
    ...{ ...morin, campaignId: other.campaignId, periods: [{ from: '2026-11-23', to: '2026-11-27' }] },
    ...{ status: 'cancelled', cancelledAt: '2026-10-01T08:00:00.000Z', cancelledFor: 'moved' },
  });
});
afterAll(async () => {
  await browser?.close();
  await home?.close();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

const openPage = async (path: string, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> => {
  const context = await browser.newContext({ viewport: phone, locale: 'fr-FR', ...options });
  const page = await context.newPage();
  await page.goto(home.url + path);
  return page;
};

const looksRight = async (page: Page, name: string) => {
  for (const [width, viewport] of Object.entries({ 360: phone, 1280: desk })) {
    await page.setViewportSize(viewport);
    await takePicture(page, `${name}-${width}`);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await isWiderThanWindow(page)).toBe(false);
  }
  await page.setViewportSize(phone);
};

const pages: [name: string, path: () => string][] = [
  ['etudiant-stages', () => link],
  ['etudiant-bilan', () => `${stage()}/bilan`],
  ['etudiant-courriel', () => `${stage()}/courriel`],
  ['etudiant-anciens-liens', () => `${link}/anciens-liens`],
  ['etudiant-lien-inconnu', () => '/e/inconnu'],
];
test.each(pages)('%s: nothing that axe finds, and no scrolling sideways', async (name, path) => {
  await looksRight(await openPage(path()), name);
});

test('a proposal by the keyboard alone and without a script, seen by the tutor, taken over without one', async () => {
  const plain = await openPage(link, { javaScriptEnabled: false });
  await plain.getByRole('link', { name: /^Préparer le bilan/ }).focus();
  await plain.keyboard.press('Enter');
  await plain.getByLabel(/½ journées d’absence/).focus();
  await plain.keyboard.type('30');
  await plain.keyboard.press('Enter');
  await plain
    .getByRole('alert')
    .getByRole('link', { name: /entre 0 et 9/ })
    .waitFor();
  await plain.getByLabel(/½ journées d’absence/).fill('3');
  await plain.keyboard.press('Enter');
  await plain.getByText('Votre proposition est enregistrée').waitFor();
  await looksRight(await openPage(`${stage()}/bilan?enregistre`), 'etudiant-bilan-enregistre');

  const tutor = await openPage(`${await home.linkOf(morin)}/${morin.studentNumber}`, {
    javaScriptEnabled: false,
  });
  const absences = tutor.locator('[name=absentHalfDays]');
  // Enter in a field saves the draft, and takes nothing over.
  await tutor.locator('[name=pupilCount]').fill('21');
  await tutor.keyboard.press('Enter');
  await tutor.getByText('Brouillon enregistré à').waitFor();
  expect(await absences.inputValue()).toBe('');
  await tutor.getByRole('button', { name: /^Reprendre 3/ }).click();
  await tutor.getByText('Repris').waitFor();
  expect(await absences.inputValue()).toBe('3');
});

test('with a script the number fills its field, and saves itself', async () => {
  const theirs = await home.studentLinkOf(gauthier);
  const student = await openPage(`${theirs}/${campaign.campaignId}/bilan`);
  await student.locator('[name=sessionsLed12]').fill('4');
  await student.getByRole('button', { name: 'Enregistrer ma proposition' }).click();
  await student.getByText('Votre proposition est enregistrée').waitFor();

  const tutor = await openPage(`${await home.linkOf(gauthier)}/${gauthier.studentNumber}`);
  await looksRight(tutor, 'formulaire-propose');
  await tutor.getByRole('button', { name: /^Reprendre 4/ }).click();
  expect(await tutor.locator('[name=sessionsLed12]').inputValue()).toBe('4');
  await tutor.getByText(/^Enregistré à/).waitFor();
  const { values } = await home.store.reports.find(gauthier);
  expect(values).toMatchObject({ sessionsLed12: '4' });
});

test('the word to the registrar, and the other pages of a tutor’s years, have nothing that axe finds', async () => {
  const theirs = await home.studentLinkOf(petit);
  const page = await openPage(`${theirs}/${campaign.campaignId}/courriel`);
  await page.getByLabel(/Un mot pour la scolarité/).fill('Il utilise une autre adresse.');
  await page.getByRole('button', { name: 'Prévenir la scolarité' }).click();
  await page.getByText('La scolarité est prévenue').waitFor();
  await looksRight(page, 'etudiant-courriel-dit');
  await looksRight(await openPage(`${await home.linkOf(petit)}/precedents`), 'comptes-rendus-precedents');
});
