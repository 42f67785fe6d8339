import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import bundledChromium from '@sparticuz/chromium';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** A real browser, without a window; in several processes, since a single one ends with the first window closed. */
export const openBrowser = async (): Promise<Browser> =>
  chromium.launch({
    executablePath: await bundledChromium.executablePath(),
    args: bundledChromium.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote'),
  });

export const phone = { width: 360, height: 740 };
export const desk = { width: 1280, height: 900 };

/**
 * What axe finds wrong on the page as it is now: rule and element, none when all is well. At a desk the page is looked at in its
 * dark colours, on a phone in its light ones: each is seen in both without being looked at twice. Frames are left out: no
 * script runs within a mail's, and axe would wait there for ever.
 */
export const accessibilityProblems = async (page: Page): Promise<string[]> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.viewportSize()?.width === desk.width
    ? inDarkColours(page, () => problemsNow(page))
    : problemsNow(page);
};

const problemsNow = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { iframes: false });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });

/** Without motion from here on, so that no colour is on its way from one to the other, there or back. */
export const inDarkColours = async <T>(page: Page, look: () => Promise<T>): Promise<T> => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const seen = await look();
  await page.emulateMedia({ colorScheme: null });
  return seen;
};

/** Whether a person has to push the page sideways to read it. */
export const isWiderThanWindow = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** Keeps pictures of the whole page, light and dark, when `SCREENSHOTS` names a folder. */
export const takePicture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  await inDarkColours(page, () =>
    page.screenshot({ path: join(folder, `${name}-dark.png`), fullPage: true }),
  );
};
