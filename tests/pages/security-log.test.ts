import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type ConsoleHome, startConsoleHome } from './console-home.ts';

let folder: string;
let home: ConsoleHome;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sopa-log-'));
  home = await startConsoleHome(folder);
});
afterAll(async () => {
  await home.close();
  await rm(folder, { recursive: true, force: true });
});

const line = z.looseObject({
  level: z.string(),
  message: z.string(),
  timestamp: z.iso.datetime(),
  service: z.string(),
});

/** What the functions have written so far, line by line. Metrics have lines of their own. */
const written = async () => {
  const logs = join(folder, 'logs');
  const texts = await Promise.all((await readdir(logs)).map((name) => readFile(join(logs, name), 'utf8')));
  return texts
    .flatMap((text) => text.split('\n').filter((one) => one !== ''))
    .map((text): unknown => JSON.parse(text))
    .flatMap((one) => line.safeParse(one).data ?? []);
};

/** A log is written a moment after the answer. */
const eventually = async (message: string, wanted: object) => {
  for (let tries = 0; tries < 50; tries += 1) {
    const found = (await written()).filter((one) => one.message === message);
    if (found.some((one) => Object.entries(wanted).every(([name, value]) => one[name] === value)))
      return found;
    await setTimeout(100);
  }
  throw new Error(`nothing says "${message}" ${JSON.stringify(wanted)}: ${JSON.stringify(await written())}`);
};

test('a sign-in that nobody began here is written down as failed, with why', async () => {
  const response = await fetch(`${home.url}/auth/callback?code=x&state=y`);
  expect(response.status).toBe(400);
  const found = await eventually('a sign-in failed', { why: 'not begun here' });
  expect(found[0]).toMatchObject({ level: 'WARN', service: 'Auth', requestId: expect.any(String) });
});

test('what a signed-in person is refused is written down with their session, which the trail gives a name', async () => {
  const registrar = await home.signIn('Maëlle Desport');
  expect((await registrar.visit(`${home.url}/console/journal`)).status).toBe(403);
  expect((await registrar.visit(`${home.url}/console/campagnes/2026-sopa4`)).status).toBe(404);
  await registrar.submit('/console/campagnes/nouvelle', { csrf: 'forged' });
  expect(registrar.page.status).toBe(403);
  await eventually('refused', { status: 404 });
  const refused = await eventually('refused', { status: 403 });
  const { entries } = await home.audit.page({ from: '2026-09-01', to: '2026-09-30' });
  const { session } = entries.find(({ act }) => act === 'signedIn') ?? {};
  expect(refused).toHaveLength(3);
  expect(new Set(refused.map((one) => one.session))).toEqual(new Set([session]));
  const answered = await eventually('answered', { requestId: refused[0]?.requestId });
  expect(answered.find(({ requestId }) => requestId === refused[0]?.requestId)).toMatchObject({
    ...{ route: '/console/journal', method: 'GET', status: 403 },
  });
});

test('the sixty-first link that one client asks for in a day is not mailed, and written down', async () => {
  for (let asked = 0; asked < 61; ) {
    const body = new URLSearchParams({ email: `personne${asked}@nulle-part.example` });
    const { status } = await fetch(`${home.url}/lien`, { method: 'POST', body });
    if (status === 429) await setTimeout(200);
    else asked += 1;
  }
  const found = await eventually('a link was not mailed: too many were asked for', { what: 'link-client' });
  expect(found[0]).toMatchObject({ level: 'WARN', service: 'MailLink' });
});

test('no line names a person, an address or a link, and a line break that somebody sends makes no line', async () => {
  await fetch(`${home.url}/r/${encodeURIComponent('a\n{"level":"ERROR","message":"forged"}')}`);
  await fetch(`${home.url}/lien?x=%0a%7B%22message%22:%22forged%22%7D`);
  await setTimeout(500);
  const text = JSON.stringify(await written());
  expect(text).not.toMatch(/Desport|Fournier|nulle-part|@|forged/);
  // Moments are in UTC.
  for (const { timestamp } of await written()) expect(timestamp).toMatch(/Z$/);
});
