import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Clock } from '../../infra/local/interpreter/clock.ts';
import { Engine } from '../../infra/local/interpreter/engine.ts';
import { Journal } from '../../infra/local/interpreter/journal.ts';
import { mailFaults } from '../../infra/local/services/mail-faults.ts';
import { type Mailbox, openMailbox } from '../../infra/local/services/mailbox.ts';
import { type Meter, openMeter } from '../../infra/local/services/meter.ts';
import { clockJumps } from '../../infra/local/workbench/clock-jumps.ts';
import { localRoutes } from '../../infra/local/workbench/local-routes.ts';
import {
  accessibilityProblems,
  desk,
  isWiderThanWindow,
  openBrowser,
  phone,
  takePicture,
} from '../pages/browser.ts';

const monday = '2026-10-05T06:00:00.000Z';
const tuesday = '2026-10-06T06:00:00.000Z';
const friday = '2026-10-09T06:00:00.000Z';

/** The home's own pages, over a clock whose one event, on Tuesday, takes as long as the test wants. */
let server: Server;
let url: string;
let clock: Clock;
let mailbox: Mailbox;
let engine: Engine;
let journal: Journal;
let meter: Meter;
let finishEvent: () => void;
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  clock = new Clock({ frozen: true, startAt: monday });
  const event = Promise.withResolvers<void>();
  finishEvent = event.resolve;
  let due: number | undefined = Date.parse(tuesday);
  clock.attach({
    nextDue: () => due,
    fireDue: () => {
      due = undefined;
      void clock.activity.during(() => event.promise);
      return 1;
    },
  });
  const database = new DatabaseSync(':memory:');
  mailbox = openMailbox(database, undefined);
  meter = openMeter(database);
  journal = new Journal(':memory:');
  engine = new Engine({
    machines: [],
    journal,
    clock,
    invoke: async () => ({ kind: 'result', payload: '{}' }),
  });
  const routes = localRoutes({
    clock,
    engine,
    mailbox,
    faults: mailFaults(),
    meter,
    accounts: [],
  });
  server = createServer((request, response) => void routes(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address?.port}/_local`;
});
afterEach(async () => {
  finishEvent();
  for (const context of browser.contexts()) await context.close();
  meter.close();
  clock.stop();
  server.closeAllConnections();
  server.close();
});

const takeMail = (subject: string) =>
  mailbox.keep(
    {
      raw: Buffer.from(
        `From: sopa@inspe.example\r\nTo: ines@ac.example\r\nSubject: ${subject}\r\n\r\nBonjour\r\n`,
      ),
      recipients: ['ines@ac.example'],
      tags: {},
      configurationSet: undefined,
    },
    clock.now(),
  );
const jumpToFriday = () =>
  fetch(`${url}/clock`, { method: 'POST', body: new URLSearchParams({ to: friday }), redirect: 'manual' });
const words = (text: string) => text.replace(/\s+/g, ' ');

test('a long jump is answered at once, with a page that says how far the clock has got and what has happened', async () => {
  takeMail('Avant le saut');
  expect((await jumpToFriday()).status).toBe(303);
  takeMail('Pendant le saut');
  const page = words(await (await fetch(url)).text());
  expect(page).toContain('mardi 6 octobre 2026');
  expect(page).toContain('25 %');
  expect(page).toContain('1 courriel parti');
  expect(page).toContain('Pendant le saut');
  expect(page).not.toContain('Avant le saut');
  expect(await (await fetch(`${url}/clock`)).json()).toMatchObject({
    now: tuesday,
    moving: { to: friday, share: 0.25 },
  });

  finishEvent();
  await expect.poll(async () => (await (await fetch(`${url}/clock`)).json()).now).toBe(friday);
  const after = words(await (await fetch(url)).text());
  expect(after).toContain('vendredi 9 octobre 2026');
  expect(after).toContain('Pendant ce temps : 1 courriel parti');
  expect(after).not.toContain('<progress');
});

test('a jump that stops on the way says where', async () => {
  let due: number | undefined = Date.parse(monday) + 3_600_000;
  clock.attach({
    nextDue: () => due,
    fireDue: () => {
      due = undefined;
      throw new Error('nothing can be started');
    },
  });
  expect((await jumpToFriday()).status).toBe(303);
  const page = words(await (await fetch(url)).text());
  expect(page).toContain('Le dernier saut s’est arrêté en route');
  expect(page).toContain('lundi 5 octobre 2026 à 09:00:00');
});

test('a home that is closed during a jump is closed without a fault', async () => {
  const going = clockJumps({ clock, mailbox, engine }).jump(friday);
  await expect.poll(() => clock.now()).toBe(tuesday);
  clock.stop();
  journal.close();
  finishEvent();
  expect(await going).toEqual({ now: tuesday, ran: 1 });
});

test('a second jump asked for meanwhile does not begin, and says so', async () => {
  await jumpToFriday();
  const second = await jumpToFriday();
  expect(second.status).toBe(409);
  expect(words(await second.text())).toContain('Ce saut n’a pas commencé');
});

const openPage = async (javaScriptEnabled: boolean): Promise<Page> => {
  const context = await browser.newContext({ viewport: phone, locale: 'fr-FR', javaScriptEnabled });
  const page = await context.newPage();
  await page.goto(url);
  return page;
};

test.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('the page keeps itself up to date until the clock has arrived, %s', async (_, javaScriptEnabled) => {
  const page = await openPage(javaScriptEnabled);
  await page.getByRole('button', { name: '+ 1 semaine' }).click();
  await page.getByRole('progressbar', { name: 'Chemin parcouru' }).waitFor();
  takeMail('Pendant le saut');
  await page.getByRole('link', { name: 'Pendant le saut' }).waitFor();
  for (const [width, viewport] of Object.entries({ 360: phone, 1280: desk })) {
    await page.setViewportSize(viewport);
    await takePicture(page, `saut-${width}`);
    if (javaScriptEnabled) expect(await accessibilityProblems(page)).toEqual([]);
    expect(await isWiderThanWindow(page)).toBe(false);
  }
  finishEvent();
  await page.getByRole('button', { name: '+ 1 semaine' }).waitFor();
  await takePicture(page, 'arrivee-1280');
  expect(words((await page.locator('#horloge').textContent()) ?? '')).toContain('lundi 12 octobre 2026');
});
