import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { troubledMeeting } from '../../functions/domain/meeting/meeting-life.ts';
import type { LaunchedCampaign } from '../../schemas/campaign.ts';
import { startedWith } from '../domain/meetings.ts';
import {
  accessibilityProblems,
  desk,
  isWiderThanWindow,
  openBrowser,
  phone,
  takePicture,
} from './browser.ts';
import { type ConsoleHome, startConsoleHome } from './console-home.ts';
import { expectGuidePicture } from './guide-picture.ts';
import { campaign as ofTutors } from './tutor-home.ts';

/** The pages of meetings, as somebody sees them, on a desk and on a phone, with the keyboard and by hand. */
const campaign: LaunchedCampaign = { ...ofTutors, siteIds: ['poitiers', 'niort'] };
let home: ConsoleHome;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [home, browser] = await Promise.all([startConsoleHome(), openBrowser()]);
  await home.store.campaigns.create(campaign);
  const over = { status: 'distributed', reference: 'R', reportedAt: ofTutors.launchedAt };
  for (const [number, tutor] of [
    ['22600101', 'Alix'],
    ['22600102', 'Berthe'],
    ['22600103', 'Chloe'],
  ] as const)
    await home.store.placements.create(
      startedWith(number, tutor, { ...over, distributedAt: ofTutors.launchedAt, tutor: tutorOf(tutor) }),
    );
  const context = await browser.newContext({ viewport: desk, locale: 'fr-FR' });
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
});
afterAll(async () => {
  await browser.close();
  await home.close();
});
const tutorOf = (lastName: string) => ({
  ...{ title: 'Mme', firstName: 'Léa', lastName, email: `${lastName.toLowerCase()}@ac.example` },
});

const goTo = async (path: string) => {
  await page.goto(home.url + path);
  const account = page.getByRole('button', { name: /Nadège Brossard/ });
  if (await account.isVisible()) await account.click();
};
const expectFit = async (name: string): Promise<void> => {
  for (const [size, where] of [
    [phone, 'phone'],
    [desk, 'desk'],
  ] as const) {
    await page.setViewportSize(size);
    expect(await accessibilityProblems(page), `${name}, ${where}`).toEqual([]);
    expect(await isWiderThanWindow(page), `${name}, ${where}`).toBe(false);
    await takePicture(page, `meeting-${name}-${where}`);
  }
};
const press = (name: string | RegExp) => page.getByRole('button', { name }).click();

test('a meeting is prepared, announced, answered, changed and called off on pages that fit everybody', async () => {
  await goTo('/console/reunions');
  await expectFit('none');
  await page.getByRole('link', { name: 'Préparer une réunion' }).click();
  await expectFit('form');
  await press('Enregistrer et voir qui est invité');
  await page.getByRole('alert').waitFor();
  await expectFit('form-errors');
  await page
    .getByLabel('Campagne et site')
    .selectOption({ index: 0 })
    .catch(() => undefined);
  await page.getByLabel('Jour', { exact: true }).fill('2026-09-24');
  await page.getByLabel(/^Lieu/).fill('Amphithéâtre A, 5 rue Shirin-Ebadi, Poitiers');
  await page.getByLabel('Lien de visioconférence').fill('https://visio.inspe.example/reunion-des-tuteurs');
  await page.getByLabel('Ordre du jour').fill('Le cadrage du stage.\nVos questions.');
  await page.getByLabel('Nombre de places').fill('2');
  await page.getByLabel('Seulement ceux que je choisis').check();
  await page.getByLabel('Tuteurs choisis').fill('Léa\nMoreau');
  await press('Enregistrer et voir qui est invité');
  await page.getByText('Plusieurs tuteurs répondent').first().waitFor();
  await expectFit('form-names');
  await page.getByLabel('Tous', { exact: true }).check();
  await press('Enregistrer et voir qui est invité');
  await page.getByRole('heading', { name: 'Qui est invité' }).waitFor();
  await expectFit('preview');
  await press(/^Envoyer/);
  await home.moveTo('2026-09-14T07:05:00Z');
  const mails: { to: string[]; text: string }[] = await (await fetch(`${home.url}/_local/mail`)).json();
  const linkOf = (who: string) =>
    /\/invitation\/[\w-]+/.exec(mails.find(({ to }) => to.includes(`${who}@ac.example`))?.text ?? '')?.[0] ??
    '';
  const own = new URL(page.url()).pathname;

  await goTo(linkOf('alix'));
  await expectFit('invitation');
  // With the keyboard alone.
  await page.getByLabel('Oui', { exact: true }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Envoyer ma réponse' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Votre réponse est enregistrée').waitFor();
  await expectFit('answered');
  await goTo(linkOf('berthe'));
  await page.getByLabel('Une autre personne vient').check();
  await press('Envoyer ma réponse');
  await page.getByRole('alert').waitFor();
  await expectFit('answer-errors');
  await page.getByLabel('Son prénom et son nom').fill('Guy Lamy');
  await page.getByLabel('Son adresse électronique').fill('guy.lamy@ac.example');
  await press('Envoyer ma réponse');
  await page.getByText('Votre réponse est enregistrée').waitFor();
  await goTo(linkOf('chloe'));
  await page.getByText('Toutes les places sont prises').waitFor();
  await expectFit('full');

  await goTo(own);
  await expectFit('answers');
  await expectGuidePicture(page, 'reunion');
  await page.getByRole('link', { name: 'Modifier' }).click();
  await expectFit('change');
  await page.getByLabel('Nombre de places').fill('1');
  await press('Enregistrer et prévenir');
  await page.getByText('2 places sont déjà prises').first().waitFor();
  await goTo(`${own}/annulation`);
  await expectFit('cancel');
  await page.getByLabel('Motif').fill('Grève des transports : nous proposerons une autre date.');
  await press('Annuler la réunion');
  await page.getByText('La réunion est annulée').waitFor();
  await expectFit('cancelled');
  await goTo(linkOf('alix'));
  await page.getByText('Cette réunion est annulée').waitFor();
  await expectFit('invitation-cancelled');
  await goTo('/console/reunions');
  await expectFit('list');
});

test('who comes instead and is not reached, and mails that stopped, are in sight', async () => {
  const [first] = await home.store.meetings.ofSite('poitiers');
  if (!first) throw new Error('no meeting');
  const at = '2026-09-14T07:06:00.000Z';
  const { meetingId, revision } = first;
  await home.store.meetings.withheld(
    { meetingId, insteadOf: 'berthe@ac.example' },
    'guy.lamy@ac.example',
    at,
  );
  await home.store.meetings.change(meetingId, (one) => ({
    ...troubledMeeting(one, revision, { at, state: 'TellGuests', error: 'MailRefused' }),
  }));
  await goTo('/console');
  await page.getByText('ses courriels se sont interrompus').waitFor();
  await expectFit('attention');
  await page.getByRole('link', { name: 'Reprendre les envois' }).click();
  await page.getByText('Adresse en échec').waitFor();
  await expectFit('stopped');
});
