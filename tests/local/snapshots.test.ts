import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Home, type HomeOptions, startHome } from '../../infra/local/home.ts';
import {
  accessibilityProblems,
  desk,
  isWiderThanWindow,
  openBrowser,
  phone,
  takePicture,
} from '../pages/browser.ts';
import { writeSmallAssembly } from './small-assembly.ts';

const monday = '2026-10-05T06:00:00.000Z';
const tuesday = '2026-10-06T06:00:00.000Z';
let assembly: string;
let data: string;
const homes: Home[] = [];

beforeAll(async () => {
  assembly = await writeSmallAssembly();
  data = await mkdtemp(join(tmpdir(), 'sopa-snapshots-'));
});
afterEach(async () => {
  for (const home of homes.splice(0)) await home.close();
});
afterAll(async () => {
  await rm(assembly, { recursive: true });
  await rm(data, { recursive: true });
});

async function open(options: Partial<HomeOptions> = {}): Promise<Home> {
  const home = await startHome({ port: 0, assembly, frozen: true, at: monday, data, ...options });
  homes.push(home);
  return home;
}
const post = (home: Home, path: string, body?: object) =>
  fetch(`${home.url}/_local/${path}`, { method: 'POST', body: JSON.stringify(body ?? {}) });
const get = async (home: Home, path: string) => (await fetch(`${home.url}${path}`)).json();
const sendMail = (home: Home) =>
  fetch(`${home.url}/page/mail`, {
    method: 'POST',
    body: 'From: a@x.example\r\nSubject: Essai\r\n\r\nBonjour\r\n',
  });

/** What can be seen of the tables, the executions, the mails, the secrets and the clock. */
const stateOf = async (home: Home) => ({
  clock: (await get(home, '/_local/clock')).now,
  mails: (await get(home, '/_local/mail')).map(({ id, at }: { id: string; at: string }) => [id, at]),
  executions: await get(home, '/_local/executions'),
  secret: await (await fetch(`${home.url}/page/secret`)).text(),
});

test('a named snapshot keeps the whole state, and returning to it brings all of it back, again and again', async () => {
  const home = await open();
  await sendMail(home);
  await fetch(`${home.url}/page/start/one`);
  await post(home, 'clock', { to: tuesday });
  const before = await stateOf(home);
  expect(before.mails).toHaveLength(1);
  expect(before.executions).toHaveLength(1);

  const taken = await post(home, 'snapshots', { name: 'Avant l’envoi' });
  expect([taken.status, await taken.json()]).toEqual([201, { name: 'Avant l’envoi', at: tuesday }]);
  expect(await stateOf(home)).toEqual(before);
  for (let round = 1; round <= 2; round += 1) {
    await sendMail(home);
    await fetch(`${home.url}/page/start/two`);
    await post(home, 'clock', { by: 'P7D' });
    expect((await stateOf(home)).mails).toHaveLength(2);
    const returned = await post(home, `snapshots/${encodeURIComponent('Avant l’envoi')}/return`);
    expect([returned.status, await returned.json()]).toEqual([200, { name: 'Avant l’envoi', at: tuesday }]);
    expect(await stateOf(home)).toEqual(before);
  }
  expect(home.clock.now()).toBe(tuesday);
  expect(await get(home, '/_local/snapshots')).toEqual([{ name: 'Avant l’envoi', at: tuesday }]);
});

test('a name that is taken, that is no name or that nothing bears is refused in French', async () => {
  const home = await open();
  const errors = [
    await post(home, 'snapshots', { name: 'Avant l’envoi' }),
    await post(home, 'snapshots', { name: '../ailleurs' }),
    await post(home, 'snapshots', {}),
    await post(home, 'snapshots/rien/return'),
  ];
  expect(errors.map(({ status }) => status)).toEqual([409, 409, 409, 409]);
  expect(await Promise.all(errors.map(async (answer) => (await answer.json()).error))).toEqual([
    'Il y a déjà un instantané « Avant l’envoi » : choisissez un autre nom.',
    expect.stringContaining('Un nom d’instantané est fait de lettres'),
    expect.stringContaining('Un nom d’instantané est fait de lettres'),
    'Aucun instantané ne s’appelle « rien ».',
  ]);
});

test('what is at work ends before a snapshot is taken, and what comes meanwhile waits', async () => {
  const home = await open();
  let isLeft = false;
  void home.clock.activity.during(async () => {
    await pause(400);
    isLeft = true;
  });
  const taking = post(home, 'snapshots', { name: 'au calme' });
  await pause(100);
  expect(isLeft).toBe(false);
  const both = await Promise.all([taking, post(home, 'snapshots', { name: 'encore' })]);
  expect(isLeft).toBe(true);
  expect(both.map(({ status }) => status)).toEqual([201, 201]);
  expect((await fetch(`${home.url}/page/text`)).status).toBe(200);
});

test('a home that was killed while it returned to a snapshot has returned at its next start', async () => {
  const first = await open();
  await sendMail(first);
  await first.close();
  homes.splice(0);
  await writeFile(join(data, 'returning.json'), JSON.stringify({ name: 'Avant l’envoi' }));
  await rm(join(data, 'home.db'));
  const again = await open();
  expect(await stateOf(again)).toMatchObject({ clock: tuesday, mails: [[expect.any(String), monday]] });
  expect(await readdir(data)).not.toContain('returning.json');
});

test('a home that keeps nothing says so', async () => {
  const home = await open({ data: undefined });
  const refused = await post(home, 'snapshots', { name: 'rien' });
  expect(refused.status).toBe(409);
  expect((await refused.json()).error).toContain('ne garde rien (--memory)');
  expect(await (await fetch(`${home.url}/_local`)).text()).toContain('ne garde rien (--memory)');
});

test('with the keyboard alone, a snapshot is taken on the page and returned to after a question', async () => {
  const home = await open();
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: phone, locale: 'fr-FR', javaScriptEnabled: false });
    await page.goto(`${home.url}/_local`);
    await page.getByRole('textbox', { name: 'Nom' }).focus();
    await page.keyboard.type('À la page');
    await page.keyboard.press('Enter');
    const link = page.getByRole('link', { name: 'Revenir à « À la page »' });
    await link.waitFor();
    await takePicture(page, 'accueil-360');
    expect(await isWiderThanWindow(page)).toBe(false);
    await post(home, 'clock', { by: 'P7D' });
    await link.focus();
    await page.keyboard.press('Enter');
    const button = page.getByRole('button', { name: 'Revenir à cet instantané' });
    await button.waitFor();
    expect(await page.textContent('main')).toContain('Tout ce qui s’est passé depuis sera perdu');
    for (const [width, viewport] of Object.entries({ 360: phone, 1280: desk })) {
      await page.setViewportSize(viewport);
      await takePicture(page, `instantane-${width}`);
      expect(await isWiderThanWindow(page)).toBe(false);
    }
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Instantanés' }).waitFor();
    expect((await get(home, '/_local/clock')).now).toBe(tuesday);
    const scripted = await browser.newPage({ viewport: desk, locale: 'fr-FR' });
    await scripted.goto(`${home.url}/_local`);
    await takePicture(scripted, 'accueil-1280');
    expect(await accessibilityProblems(scripted)).toEqual([]);
  } finally {
    await browser.close();
  }
});
