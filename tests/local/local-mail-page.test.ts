import { rm } from 'node:fs/promises';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Home, startHome } from '../../infra/local/home.ts';
import {
  accessibilityProblems,
  isWiderThanWindow,
  openBrowser,
  phone,
  takePicture,
} from '../pages/browser.ts';
import { writeSmallAssembly } from './small-assembly.ts';

let assembly: string;
let home: Home;
let browser: Browser;
let mailUrl: string;

/** Longer than any window, and with what a reader must not let happen. */
const html = `<p>Début &amp; suite</p><div style="height: 3000px"></div><p>Fin du courriel</p><script>document.title = 'Couru'</script>`;

beforeAll(async () => {
  assembly = await writeSmallAssembly();
  home = await startHome({ port: 0, assembly, frozen: true, at: '2026-10-05T06:00:00Z' });
  browser = await openBrowser();
  const raw = await new MailComposer({
    from: { name: 'INSPÉ de Poitiers', address: 'sopa@inspe.example' },
    to: 'ines@ac.example',
    replyTo: 'contact@inspe.example',
    subject: 'Compte-rendu à compléter',
    text: 'Bonjour,\nle texte du courriel.',
    html,
    headers: { 'X-Essai': '<b>été</b>' },
    attachments: [{ filename: 'note.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-1.7') }],
  })
    .compile()
    .build();
  const headers = { 'content-type': 'message/rfc822' };
  const body = new Uint8Array(raw);
  const sent = await fetch(`${home.url}/page/mail`, { method: 'POST', body, headers });
  mailUrl = `${home.url}/_local/mail/${(await sent.json()).id}`;
});
afterAll(async () => {
  await browser?.close();
  await home?.close();
  await rm(assembly, { recursive: true });
});

test('a mail opens whole on a page of its own: both texts, attachments, recipients and every line of its head', async () => {
  const page = await (await browser.newContext({ viewport: phone, locale: 'fr-FR' })).newPage();
  await page.goto(mailUrl);
  const said = (await page.locator('main').textContent()) ?? '';
  for (const words of [
    'le texte du courriel.',
    'note.pdf',
    'Remis à',
    'X-Essai',
    '<b>été</b>',
    'Reply-To',
    'contact@inspe.example',
    'INSPÉ de Poitiers',
    'Content-Type',
  ])
    expect(said).toContain(words);
  await takePicture(page, 'courriel-360');
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await isWiderThanWindow(page)).toBe(false);
});

test('its formatted text stands in its whole height, and nothing in it runs', async () => {
  const page = await (await browser.newContext({ viewport: phone, locale: 'fr-FR' })).newPage();
  await page.goto(mailUrl);
  const hidden = () =>
    page.evaluate(() => {
      const frame = document.querySelector('iframe');
      const height = frame?.contentDocument?.documentElement.scrollHeight;
      return frame && height ? Math.max(0, height - frame.clientHeight) : 'not to be measured';
    });
  await expect.poll(hidden).toBe(0);
  await page.frameLocator('iframe').getByText('Fin du courriel').waitFor();
  expect(await page.title()).toBe('Compte-rendu à compléter');
});

test('without JavaScript its formatted text opens alone, in the whole window', async () => {
  const context = await browser.newContext({ viewport: phone, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(mailUrl);
  await page.getByRole('link', { name: 'L’ouvrir seule' }).click();
  await page.getByText('Fin du courriel').waitFor();
  expect(page.url()).toBe(`${mailUrl}/html`);
});
