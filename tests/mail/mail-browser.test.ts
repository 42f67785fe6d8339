import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityProblems, isWiderThanWindow, openBrowser, phone } from '../pages/browser.ts';
import { everyMail } from './every-mail.ts';
import { clemence, ines } from './sample-facts.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: phone })).newPage();
});
afterAll(() => browser?.close());

test.each(Object.entries(everyMail('sopa1', [ines, clemence])))(
  '%s has nothing that axe finds on a phone, and no scrolling sideways',
  async (_name, { html }) => {
    await page.setContent(html);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await isWiderThanWindow(page)).toBe(false);
  },
);
