import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changedCourse } from '../../functions/domain/placement/course-changes.ts';
import { typeset } from '../../functions/domain/wording/typeset.ts';
import {
  accessibilityProblems,
  desk,
  isWiderThanWindow,
  openBrowser,
  phone,
  takePicture,
} from './browser.ts';
import {
  type ConsoleHome,
  cleanSample,
  previewImport,
  sampleFile,
  startConsoleHome,
} from './console-home.ts';

const campaignId = '2026-sopa1';
const campaign = `/console/campagnes/${campaignId}`;

type Mail = { at: string; to: string[]; subject: string; text: string };

/** Nine stages of one site. The first two share a tutor; the others have one each. */
const nineStages = async (): Promise<File> => {
  const [head = '', ...rows] = (await (await sampleFile(cleanSample)).text()).trim().split('\n');
  const columns = head.trim().split(';');
  const changed = rows.slice(0, 9).map((row, at) => {
    const cells = row.split(';');
    cells[columns.indexOf('site')] = 'Poitiers';
    cells[columns.indexOf('tuteur_nom')] = `Tuteur${'AABCDEFGH'.at(at)}`;
    cells[columns.indexOf('tuteur_courriel')] = `tuteur${Math.max(1, at)}@ac.example`;
    return cells.join(';');
  });
  return new File([[head, ...changed].join('\n')], 'affectations.csv');
};

let home: ConsoleHome;
let browser: Browser;
let page: Page;
/** By the number of their tutor: the first of the two of tutor 1. */
let stages: string[];

beforeAll(async () => {
  [home, browser] = await Promise.all([startConsoleHome(), openBrowser()]);
  const registrar = await home.signIn('Nadège Brossard');
  await registrar.visit(`${home.url}/console/campagnes/nouvelle`);
  await registrar.press('Voir le calendrier', { stage: 'sopa1', from1: '2026-10-05', to1: '2026-10-09' });
  await registrar.press('Enregistrer la campagne');
  await previewImport(registrar, campaign, await nineStages());
  await registrar.press('Importer les');
  await registrar.visit(`${campaign}/lancement`);
  await registrar.press('Lancer');
  await home.moveTo('2026-09-14T08:00:00Z');
  const placements = await home.store.placements.ofCampaign(campaignId);
  stages = Array.from({ length: 9 }, (_, tutor) => {
    const own = placements.find((one) => one.tutor.email === `tuteur${tutor}@ac.example`);
    return own?.studentNumber ?? '';
  });
});
afterAll(async () => {
  await browser.close();
  await home.close();
});

const signedIn = async (name: string): Promise<Page> => {
  const context = await browser.newContext({ viewport: desk, locale: 'fr-FR' });
  context.setDefaultTimeout(10_000);
  const opened = await context.newPage();
  await opened.goto(`${home.url}/console`);
  await opened.getByRole('button', { name }).click();
  await opened.getByRole('heading', { level: 1 }).waitFor();
  return opened;
};
/** As it is now, on a phone and on a desk. */
const expectFitForAll = async (name: string): Promise<void> => {
  for (const [size, where] of [
    [phone, 'phone'],
    [desk, 'desk'],
  ] as const) {
    await page.setViewportSize(size);
    expect(await accessibilityProblems(page), `${name}, ${where}`).toEqual([]);
    expect(await isWiderThanWindow(page), `${name}, ${where}`).toBe(false);
    await takePicture(page, `selection-${name}-${where}`);
  }
};
const text = () => page.locator('main').innerText();
const keyOf = (tutor: number) => ({ campaignId, studentNumber: stages[tutor] ?? '' });
const pathOf = (tutor: number) => `${home.url}${campaign}/affectations/${stages[tutor]}`;
const mails = async (): Promise<Mail[]> => (await fetch(`${home.url}/_local/mail`)).json();
const newMails = async (before: readonly Mail[]) =>
  (await mails())
    .slice(before.length)
    .filter(({ subject }) => !/à traiter/i.test(subject))
    .map(({ to, subject }) => [to[0], subject] as const);

test('the letter now: whom, what, once a day, and who asked for it', async () => {
  page = await signedIn('Nadège Brossard');
  await page.goto(pathOf(2));
  await page.getByRole('link', { name: 'Renvoyer la lettre de mission' }).click();
  // The launch has just sent it.
  expect(await text()).toContain('le tuteur en a déjà reçu un aujourd’hui');

  await home.moveTo('2026-09-15T08:00:00Z');
  page = await signedIn('Nadège Brossard');
  await page.goto(`${pathOf(2)}/envoi/lettre`);
  expect(await text()).toContain('tuteur2@ac.example');
  const before = await mails();
  await page.getByLabel('Raison').fill('Perdue, dit-elle');
  await page.getByRole('button', { name: 'Renvoyer la lettre' }).click();
  expect(await text()).toContain('La lettre part au tuteur');
  await home.moveTo('2026-09-15T08:05:00Z');
  expect(await newMails(before)).toEqual([
    ['tuteur2@ac.example', expect.stringContaining('Lettre de mission')],
  ]);
  await page.goto(pathOf(2));
  expect(await text()).toContain(typeset('Lettre renvoyée par Nadège Brossard : « Perdue, dit-elle »'));
  await page.goto(`${pathOf(2)}/envoi/rappel`);
  expect(await text()).toContain('le compte-rendu n’est pas encore demandé');
});

test('a reminder now: the next of the timetable waits for as long as it would have behind another', async () => {
  // The request left on Friday, the ninth; the first reminder is due on Tuesday, four days later.
  await home.moveTo('2026-10-12T08:00:00Z');
  page = await signedIn('Nadège Brossard');
  await page.goto(`${pathOf(1)}/envoi/rappel`);
  const before = await mails();
  await page.getByRole('button', { name: 'Envoyer le rappel' }).click();
  await home.moveTo('2026-10-12T08:05:00Z');
  const [reminder, ...others] = await newMails(before);
  // Both students of that tutor, in one mail.
  expect([reminder?.[0], others]).toEqual(['tuteur1@ac.example', []]);
  expect((await mails()).at(-1)?.text).toMatch(/\/r\/[\w-]{20,}/);
  expect((await home.store.placements.get(keyOf(1))).history.at(-1)).toMatchObject({
    ...{ what: 'handReminded', by: 'Nadège Brossard' },
  });
  await home.moveTo('2026-10-16T06:30:00Z');
  const reminded = (day: string) =>
    mails().then((all) => all.filter(({ at }) => at.startsWith(day)).map(({ to }) => to[0]));
  expect(await reminded('2026-10-13')).toContain('tuteur3@ac.example');
  expect(await reminded('2026-10-13')).not.toContain('tuteur1@ac.example');
  expect(await reminded('2026-10-16')).toEqual(expect.arrayContaining(['tuteur1@ac.example']));
});

test('a selection: who is left out and why, before and after it is confirmed', async () => {
  await home.moveTo('2026-10-16T07:00:00Z');
  page = await signedIn('Nadège Brossard');
  const cancel = (tutor: number) =>
    home.store.placements.change(keyOf(tutor), (current) =>
      changedCourse(
        current,
        { kind: 'cancel', reason: 'gaveUp' },
        { by: 'Camille Fournier', now: '2026-10-16T07:00:00.000Z', why: undefined },
      ),
    );
  await cancel(4);
  await page.goto(`${home.url}${campaign}`);
  for (const tutor of [3, 4, 5, 6]) await page.locator(`input[name="n"][value="${stages[tutor]}"]`).check();
  await expectFitForAll('list');
  await page.getByLabel('Pour celles qui sont cochées').selectOption({ label: 'Envoyer un rappel' });
  await page.getByRole('button', { name: 'Continuer' }).click();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(
    'Envoyer un rappel\u00a0: 3 affectations',
  );
  expect(await text()).toContain('1 affectation est laissée telle quelle');
  expect(await text()).toContain('le stage est annulé');
  for (const tutor of [3, 5, 6]) expect(await text()).toContain(`tuteur${tutor}@ac.example`);
  await expectFitForAll('confirmation');
  const before = await mails();
  // Somebody is faster.
  await cancel(5);
  await page.getByRole('button', { name: 'Envoyer ces rappels' }).click();
  await home.moveTo('2026-10-16T07:05:00Z');
  const toTutors = (await newMails(before)).filter(([, subject]) => subject.includes('Rappel'));
  expect(toTutors.map(([to]) => to).sort()).toEqual(['tuteur3@ac.example', 'tuteur6@ac.example']);
  await page.goto(page.url());
  expect(await text()).toContain('Rappel envoyé pour 2 stages');
  expect(await text()).toContain('L’action sur la sélection est terminée, sauf pour 1 affectation');
  expect(await text()).toContain(`${stages[5]}\u00a0: le stage est annulé`);

  // What needs no mail is done within the request; what is not filled in is said beside the field.
  await page.goto(`${home.url}${campaign}`);
  for (const tutor of [3, 7]) await page.locator(`input[name="n"][value="${stages[tutor]}"]`).check();
  await page.getByLabel('Pour celles qui sont cochées').selectOption({ label: 'Clore sans compte-rendu' });
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.getByRole('button', { name: 'Clore ces stages' }).click();
  expect(await text()).toContain('Écrivez pourquoi, en une phrase.');
  await page.getByLabel('Raison').fill('École fermée');
  await page.getByRole('button', { name: 'Clore ces stages' }).click();
  expect(await text()).toContain('2 stages clos sans compte-rendu');
  for (const tutor of [3, 7])
    expect(await home.store.placements.get(keyOf(tutor))).toMatchObject({
      ...{ status: 'unreturned', closedFor: 'École fermée' },
    });
});

test('all that a filter shows is one tick, also where it fits on a page', async () => {
  page = await signedIn('Nadège Brossard');
  await page.goto(`${home.url}${campaign}?etape=cancelled`);
  await page.getByLabel('Tout ce que le filtre montre (2 affectations)').check();
  await page.getByLabel('Pour celles qui sont cochées').selectOption({ label: 'Ajouter une note' });
  await page.getByRole('button', { name: 'Continuer' }).click();
  await expectFitForAll('all-of-a-filter');
  await page.getByLabel('Note').fill('Dossier rendu.');
  await page.getByRole('button', { name: 'Ajouter cette note' }).click();
  await home.moveTo('2026-10-16T07:10:00Z');
  for (const tutor of [4, 5])
    expect((await home.store.notes.ofPlacement(keyOf(tutor))).map(({ text }) => text)).toEqual([
      'Dossier rendu.',
    ]);
  expect(await home.store.notes.ofPlacement(keyOf(6))).toEqual([]);
});

test('a delegate reminds the site, once in a day and a night', async () => {
  page = await signedIn('Hervé Quintard');
  await page.goto(`${home.url}${campaign}`);
  expect(await page.locator('input[name="n"]').count()).toBe(0);
  await page.getByRole('link', { name: /Rappeler les tuteurs/ }).click();
  expect(await text()).toContain('Une fois par 24 heures au plus');
  await expectFitForAll('site');
  const before = await mails();
  await page.getByRole('button', { name: 'Envoyer ces rappels' }).click();
  await home.moveTo('2026-10-16T07:15:00Z');
  const toTutors = (await newMails(before)).filter(([, subject]) => subject.includes('Rappel'));
  // Not those who were reminded today, by hand or by the timetable, nor those whose stage is closed or cancelled.
  expect(toTutors.map(([to]) => to).sort()).toEqual([2, 8].map((tutor) => `tuteur${tutor}@ac.example`));
  await page.goto(`${home.url}${campaign}/rappel/poitiers`);
  expect(await text()).toContain('Un rappel est déjà parti');
  expect(await text()).toContain('demandé par Hervé Quintard');
  expect(await page.getByRole('button', { name: 'Envoyer ces rappels' }).count()).toBe(0);
});
