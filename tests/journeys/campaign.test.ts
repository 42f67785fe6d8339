import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Home, startHome } from '../../infra/local/home.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { desk, openBrowser, phone } from '../pages/browser.ts';
import { expectFitForAll, openAlbum, type Person, sitDown } from './person.ts';

const spreadsheet = fileURLToPath(new URL('../samples/placements-sopa1.csv', import.meta.url));
const tutorAddress = 'lea.le-goff@ac.example';
const studentAddress = 'ines.morin@etu.example';
const comment = 'Inès s’est tout de suite intéressée aux élèves <b>et</b> à leurs œuvres.';
const advice = 'Préparer le matériel la veille.';

let home: Home;
let browser: Browser;
let administrator: Person;
let tutor: Person;
beforeAll(async () => {
  const at = '2026-09-14T07:00:00Z';
  const assembly = inject('assembly');
  [home, browser] = await Promise.all([
    startHome({ port: 0, at, frozen: true, empty: true, assembly }),
    openBrowser(),
  ]);
  administrator = await sitDown(browser, home.url, desk);
  tutor = await sitDown(browser, home.url, phone);
});
afterAll(async () => {
  await browser?.close();
  await home?.close();
});

const takePicture = openAlbum('journey');
const look = async (person: Person, title: string): Promise<void> => {
  await expectFitForAll(person, title);
  await takePicture(person, title);
};

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const follow = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first().click();
const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

const textOfPdf = async (bytes: Uint8Array): Promise<string> => {
  expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
  return (await readPdf(bytes)).text;
};

/** What a click brings to the downloads folder. */
const download = async (page: Page, click: () => Promise<void>): Promise<Uint8Array> => {
  const [file] = await Promise.all([page.waitForEvent('download'), click()]);
  return new Uint8Array(await readFile(await file.path()));
};

const signIn = async ({ page }: Person) => {
  await page.goto(home.url);
  await look(administrator, 'accueil');
  await page.goto(`${home.url}/console`);
  await look(administrator, 'connexion');
  await press(page, /Camille Fournier/);
  await title(page, 'À traiter');
  await look(administrator, 'console-rien-a-traiter');
  await follow(page, 'Campagnes');
  await title(page, 'Campagnes');
  await look(administrator, 'console-vide');
};

const prepareCampaign = async ({ page }: Person) => {
  await follow(page, 'Préparer une campagne');
  await title(page, 'Préparer une campagne');
  await page.getByLabel('Stage', { exact: true }).selectOption('SOPA 1');
  await page.getByLabel('Premier jour', { exact: true }).fill('2026-10-05');
  await page.getByLabel('Dernier jour', { exact: true }).fill('2026-10-09');
  await look(administrator, 'campagne-formulaire');
  await press(page, 'Voir le calendrier');
  await title(page, 'Vérifier le calendrier');
  await page.getByText('Rien n’est encore enregistré').waitFor();
  await page
    .getByText(/vendredi 9\soctobre/)
    .first()
    .waitFor();
  await look(administrator, 'campagne-calendrier');
  await press(page, 'Enregistrer la campagne');
  await page.getByText('La campagne est enregistrée').waitFor();
  await look(administrator, 'campagne-enregistree');
};

const importPlacements = async ({ page }: Person) => {
  await follow(page, 'Importer des affectations');
  await title(page, 'Importer des affectations');
  await page.getByLabel('Fichier des affectations').setInputFiles(spreadsheet);
  await look(administrator, 'import-fichier');
  await press(page, 'Vérifier le fichier');
  await page.getByRole('heading', { name: 'À ajouter' }).waitFor();
  await look(administrator, 'import-apercu');
  await press(page, 'Importer les 24 lignes correctes');
  await page.getByText('L’import est terminé').waitFor();
  await look(administrator, 'import-termine');
};

const launch = async ({ page }: Person) => {
  await follow(page, 'Lancer la campagne');
  await title(page, /^Lancer SOPA 1/);
  const confirmation = await page.locator('.big').textContent();
  const tutors = Number(/(\d+)\stuteurs/.exec(confirmation ?? '')?.[1]);
  expect(confirmation).toContain('24 étudiant·es');
  await look(administrator, 'lancement');
  await press(page, `Lancer et écrire à ${tutors + 24} personnes`);
  await page.getByText('Le lancement est en route').waitFor();
  await look(administrator, 'campagne-lancee');
  // While it is under way the page loads itself again: whoever leaves at that moment goes nowhere.
  await page.locator('[data-works="running"]').waitFor({ state: 'detached' });
};

const mailRow = (page: Page, to: string, subject: RegExp) =>
  page.getByRole('row').filter({ hasText: to }).getByRole('link', { name: subject });

/** The page of the home shows the way, then its buttons again once everything that was due has happened. */
const pressClock = async (page: Page, name: string) => {
  await Promise.all([page.waitForEvent('load'), press(page, name)]);
  await page.locator('#horloge:not([data-moving])').getByText('Dernier saut').waitFor({ timeout: 60_000 });
};

/** Mails, then days, go by at the press of a button. */
const moveClock = async ({ page }: Person) => {
  await page.goto(`${home.url}/_local`);
  await pressClock(page, '+ 1 jour');
  await mailRow(page, tutorAddress, /mission/i).waitFor();
  await look(administrator, 'machine-locale');
  await pressClock(page, '+ 1 semaine');
  await page.getByLabel('Date').fill('2026-10-09');
  await pressClock(page, 'Aller à cette date');
  for (let events = 0; (await mailRow(page, tutorAddress, /comptes?-rendus?/i).count()) === 0; events++) {
    expect(events, 'no request for a report came').toBeLessThan(40);
    await pressClock(page, 'Prochain événement');
  }
};

/** On her phone, from the mail to the form: the mail's button opens a window of its own. */
const openRequest = async ({ page }: Person): Promise<Person> => {
  await page.goto(`${home.url}/_local`);
  await mailRow(page, tutorAddress, /comptes?-rendus? .* à compléter/i).click();
  await page.frameLocator('iframe').getByRole('link').first().waitFor();
  await look(tutor, 'courriel-demande');
  const [opened] = await Promise.all([
    page.context().waitForEvent('page'),
    page
      .frameLocator('iframe')
      .getByRole('link', { name: /comptes?-rendus?/i })
      .first()
      .click(),
  ]);
  const reader = { ...tutor, page: opened };
  await title(opened, 'Vos comptes-rendus de stage');
  await look(reader, 'comptes-rendus');
  return reader;
};

const fillIn = async (reader: Person) => {
  const { page } = reader;
  await page
    .getByRole('region', { name: 'Inès Morin' })
    .getByRole('link', { name: /compte-rendu/i })
    .click();
  await title(page, /Inès Morin/);
  await look(reader, 'formulaire-vide');
  await page.getByLabel('Observations', { exact: true }).check();
  await page.getByLabel(/Faire la classe/).check();
  await page.getByLabel(/Nombre de ½ journées d’absence/).fill('1');
  await page.locator('[name=commentsSteps12]').fill(comment);
  await page.locator('[name=commentsSteps34]').fill('Une première matinée menée avec calme.');
  for (const criterion of ['C1', 'C6', 'C7', 'C11'])
    await page.locator(`[name=${criterion}][value=acquired]`).check();
  await page.locator('[name=C2][value=notAcquired]').check();
  await page.locator('[name=C2Details]').fill('Deux retards, dont un sans prévenir.');
  await page.locator('[name=advice1]').fill(advice);
  await page.getByText(/^Enregistré à \d\d:\d\d$/).waitFor();
  await look(reader, 'formulaire-rempli');
};

const send = async (reader: Person): Promise<string> => {
  const { page } = reader;
  await press(page, 'Vérifier et envoyer');
  await title(page, /Relisez le compte-rendu/);
  expect(await page.locator('main').textContent()).toContain(comment);
  await look(reader, 'relecture');
  await press(page, 'Envoyer le compte-rendu');
  await title(page, 'Compte-rendu envoyé');
  const reference = (await page.locator('.reference').textContent()) ?? '';
  expect(reference).toBe('SOPA1-2026-22600107-V1');
  await look(reader, 'recu');
  return reference;
};

test('a campaign, from the spreadsheet to the report in everybody’s mailbox', async () => {
  await signIn(administrator);
  await prepareCampaign(administrator);
  await importPlacements(administrator);
  await launch(administrator);
  await moveClock(administrator);

  const reader = await openRequest(tutor);
  await fillIn(reader);
  const reference = await send(reader);
  const printed = await textOfPdf(await download(reader.page, () => follow(reader.page, 'Ouvrir le PDF')));
  for (const words of [comment, advice, reference, 'Inès Morin']) expect(printed).toContain(words);

  const { page } = administrator;
  await page.goto(`${home.url}/_local`);
  const registrar = home.accounts.find(
    ({ role, siteIds }) => role === 'registrar' && siteIds.includes('angouleme'),
  );
  // The student may have been told before that it is asked for: of two students of a tutor, the one whose turn came first.
  const itself = /compte-rendu(?!.*demandé)/i;
  // The report is handed out in the background.
  await expect
    .poll(
      async () => {
        await page.goto(`${home.url}/_local`);
        return mailRow(page, studentAddress, itself).count();
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBe(1);
  await mailRow(page, studentAddress, itself).click();
  await page.getByRole('heading', { name: 'Pièces jointes' }).waitFor();
  await look(administrator, 'courriel-etudiante');
  const attached = await textOfPdf(await download(page, () => follow(page, /\.pdf$/)));
  expect(attached).toBe(printed);

  // Who is in charge has it with the morning's mail, behind one link (ADR 44).
  await page.goto(`${home.url}/_local`);
  const morning = registrar?.email ?? 'nobody';
  for (let day = 0; (await mailRow(page, morning, /compte-rendu reçu/i).count()) === 0; day++) {
    expect(day, 'no morning told of the report').toBeLessThan(5);
    await pressClock(page, '+ 1 jour');
  }
  await mailRow(page, morning, /compte-rendu reçu/i).click();
  await page.frameLocator('iframe').getByRole('link', { name: 'Lire ces comptes-rendus' }).waitFor();
  await look(administrator, 'courriel-scolarite');

  // Weeks have gone by on the clock: the session is over.
  await page.goto(`${home.url}/console`);
  await press(page, /Camille Fournier/);
  await follow(page, 'Campagnes');
  await follow(page, /SOPA 1/);
  await page.getByLabel('Nom, courriel, école, commune ou UAI').fill('morin');
  await press(page, 'Filtrer');
  await look(administrator, 'campagne-suivi');
  await follow(page, 'Inès Morin');
  await title(page, 'Inès Morin');
  const told = await page.locator('main').textContent();
  for (const words of [reference, 'Diffusé', 'Compte-rendu transmis', 'Plus rien n’est prévu'])
    expect(told).toContain(words);
  await look(administrator, 'affectation');
  const kept = await textOfPdf(await download(page, () => follow(page, /Télécharger le compte-rendu/)));
  expect(kept).toBe(printed);
  expect([administrator.complaints, reader.complaints]).toEqual([[], []]);
}, 120_000);
