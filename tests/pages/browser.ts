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
 * What axe finds wrong on the page as it is now: rule and element, none when all is well. Frames are left out: no script
 * runs within a mail's, and axe would wait there for ever.
 */
export const accessibilityProblems = async (page: Page): Promise<string[]> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { iframes: false });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
};

/** Whether a person has to push the page sideways to read it. */
export const isWiderThanWindow = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** Keeps a picture of the whole page when `SCREENSHOTS` names a folder. */
export const takePicture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};
