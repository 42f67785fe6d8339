import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { accessibilityProblems, desk, isWiderThanWindow, phone } from '../pages/browser.ts';

/** Somebody at a window of their own, and what went wrong in it without their seeing it. */
export type Person = { page: Page; size: typeof phone; complaints: string[] };

/** The browser names every page that is not a success an error: those are looked at one by one. */
const isAnswer = (text: string): boolean => /^Failed to load resource: .*status of (4\d\d|50[02])/.test(text);

export const sitDown = async (browser: Browser, homeUrl: string, size: typeof phone): Promise<Person> => {
  const context = await browser.newContext({ viewport: size, locale: 'fr-FR', acceptDownloads: true });
  context.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  context.on('request', (request) => {
    const url = request.url();
    if (/^(https?|wss?):/.test(url) && !url.startsWith(`${homeUrl}/`)) complaints.push(`asked ${url}`);
  });
  context.on('console', (message) => {
    const isOfPage = isAnswer(message.text()) && message.location().url === message.page()?.url();
    if (message.type() === 'error' && !isOfPage) complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  return { page: await context.newPage(), size, complaints };
};

/** A new folder of numbered pictures, thrown away with the next run. */
export const openAlbum = (name: string): ((person: Person, title: string) => Promise<void>) => {
  const folder = fileURLToPath(new URL(`../../.screenshots/${name}`, import.meta.url));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let pictures = 0;
  return async ({ page }, title) => {
    pictures += 1;
    const path = `${folder}/${String(pictures).padStart(2, '0')}-${title}.png`;
    await page.screenshot({ path, fullPage: true });
  };
};

/** The page as it is now is good on a phone and on a desk; ends at the person's own size. */
export const expectFitForAll = async ({ page, size, complaints }: Person, name: string): Promise<void> => {
  for (const window of size === phone ? [desk, phone] : [phone, desk]) {
    await page.setViewportSize(window);
    expect(await accessibilityProblems(page), `${name}, ${window.width} px`).toEqual([]);
    expect(await isWiderThanWindow(page), `${name} is wider than ${window.width} px`).toBe(false);
  }
  // A page that loads itself again has none for a moment.
  await page.locator('h1').first().waitFor();
  expect(await page.locator('h1').count(), `main titles of ${name}`).toBe(1);
  expect(complaints, name).toEqual([]);
};
