import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { digest } from '../../functions/mail/templates/digest.ts';
import {
  accessibilityProblems,
  inDarkColours,
  isWiderThanWindow,
  openBrowser,
  phone,
} from '../pages/browser.ts';
import { everyMail } from './every-mail.ts';
import { clemence, ines, institution } from './sample-facts.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  page = await (await browser.newContext({ viewport: phone })).newPage();
});
afterAll(() => browser?.close());

const morning = digest({
  ...{ institution, recipient: { name: 'Karim Benali' }, sites: ['Poitiers'], isMore: false },
  counts: [{ kind: 'late', count: 8, fresh: 2 }],
  consoleUrl: 'https://sopa.example/console',
});

test.each(Object.entries({ ...everyMail('sopa1', [ines, clemence]), morning }))(
  '%s has nothing that axe finds on a phone, light or dark, and no scrolling sideways',
  async (_name, { html }) => {
    await page.setContent(html);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await inDarkColours(page, () => accessibilityProblems(page))).toEqual([]);
    expect(await isWiderThanWindow(page)).toBe(false);
  },
);
