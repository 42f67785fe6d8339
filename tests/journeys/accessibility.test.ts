import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desk, openBrowser } from '../pages/browser.ts';
import { campaign, morin, petit, startTutorHome, type TutorHome } from '../pages/tutor-home.ts';
import { expectFitForAll, openAlbum, type Person, sitDown } from './person.ts';

/** Pages that a person sees when something is wrong, missing or not for them: the ones that no other test opens. */
const campaignPath = `/console/campagnes/${campaign.campaignId}`;

let home: TutorHome;
let browser: Browser;
let person: Person;
beforeAll(async () => {
  [home, browser] = await Promise.all([startTutorHome(), openBrowser()]);
  person = await sitDown(browser, home.url, desk);
});
afterAll(async () => {
  await browser?.close();
  await home?.close();
});

const takePicture = openAlbum('trouble');
const look = async (title: string): Promise<void> => {
  await expectFitForAll(person, title);
  await takePicture(person, title);
};
const visit = async (path: string, status: number): Promise<void> => {
  const response = await person.page.goto(home.url + path);
  expect(response?.status(), path).toBe(status);
  await look(`${status}${path.split('?')[0]?.replaceAll('/', '-')}`);
};
const press = (name: string | RegExp) => person.page.getByRole('button', { name }).click();

test('pages for everybody that say what went wrong', async () => {
  const { page } = person;
  await visit('/auth/callback', 400);
  await visit('/_local', 200);
  await visit('/_local/inconnue', 404);
  await visit('/_local/mail/inconnu', 404);
  await page.goto(`${home.url}/lien`);
  await press('Envoyer le lien');
  await page.getByRole('alert').waitFor();
  await look('lien-adresse-a-corriger');
  await page.getByLabel('Votre adresse électronique').fill(morin.tutor.email);
  await press('Envoyer le lien');
  await page.getByRole('heading', { name: 'Consultez votre messagerie' }).waitFor();
  await look('lien-envoye');
});

test('pages of the console that refuse, find nothing or ask for help', async () => {
  const { page } = person;
  await home.store.placements.change(petit, (placement) => ({
    ...placement,
    trouble: { at: '2026-10-09T06:00:00.000Z', state: 'OpenRound', error: 'MailRefused' },
  }));
  await page.goto(`${home.url}/console`);
  await press(/délégué·e de stage, Poitiers/);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await visit('/console/campagnes/nouvelle', 403);
  await visit(`${campaignPath}?recherche=personne`, 200);
  await page.getByText('Aucune affectation ne correspond').waitFor();
  await visit(`${campaignPath}?etape=troubled`, 200);
  await page.goto(`${home.url}/console`);
  await press('Se déconnecter');
  await page.getByRole('heading', { name: 'Vous êtes déconnecté·e' }).waitFor();
  await look('deconnexion');
  // A window of her own.
  person = await sitDown(browser, home.url, desk);
  await person.page.goto(`${home.url}${campaignPath}/affectations/${petit.studentNumber}`);
  await press(/Camille Fournier/);
  await person.page.getByRole('button', { name: 'Relancer' }).waitFor();
  await look('affectation-interrompue');
  await visit(`${campaignPath}/affectations/${petit.studentNumber}/lien-etudiant`, 200);
  await visit('/console/jury/2026-s1/comptes-rendus.zip', 404);
  await visit(`${campaignPath}/lancement`, 200);
});

test('a link that is no longer valid', async () => {
  const link = await home.linkOf(petit);
  await home.moveTo('2027-01-15T09:00:00Z');
  await person.page.goto(home.url + link);
  await person.page.getByRole('heading', { name: 'Ce lien n’est plus valable' }).waitFor();
  await look('lien-expire');
});
