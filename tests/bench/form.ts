import { createServer } from 'node:http';
import type { Browser } from 'playwright-core';
import { portOf } from '../../infra/local/template/aws-endpoint.ts';
import { openBrowser, phone } from '../pages/browser.ts';
import { morin, startTutorHome } from '../pages/tutor-home.ts';
import { type Figure, median } from './figure.ts';

const rounds = 5;

/** DevTools' preset "Slow 4G", with the factors by which DevTools makes up for what it cannot slow down; bytes per second. */
const slow4g = {
  offline: false,
  latency: 150 * 3.75,
  downloadThroughput: ((1.6e6 / 8) * 9) / 10,
  uploadThroughput: ((750e3 / 8) * 9) / 10,
};

declare global {
  interface Window {
    firstFieldAt?: number;
  }
}

/** Looks at every frame that is drawn whether the first field takes the cursor. */
const watchFirstField = () => {
  const look = () => {
    const field = document.querySelector<HTMLElement>('main input:not([type=hidden]), main textarea');
    field?.focus();
    if (field && document.activeElement === field) window.firstFieldAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

/** One visit with an empty cache: when the first field could be filled in, and what went over the wire until all was loaded. */
const visit = async (browser: Browser, url: string) => {
  const context = await browser.newContext({ viewport: phone, locale: 'fr-FR' });
  try {
    const page = await context.newPage();
    await page.addInitScript(watchFirstField);
    const devTools = await context.newCDPSession(page);
    await devTools.send('Network.enable');
    await devTools.send('Network.emulateNetworkConditions', slow4g);
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const onTheWire: number[] = [];
    devTools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      if (encodedDataLength > 0) onTheWire.push(encodedDataLength);
    });
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForFunction(() => window.firstFieldAt);
    const firstFieldAt = await page.evaluate(() => window.firstFieldAt ?? Number.NaN);
    return {
      firstFieldAt,
      requests: onTheWire.length,
      bytes: onTheWire.reduce((total, bytes) => total + bytes, 0),
    };
  } finally {
    await context.close();
  }
};

/** The form as it was before issue 6: nothing compressed, and the stylesheet a file of its own. */
const asItWas = async (url: string) => {
  let stylesheet = '';
  const server = createServer(async (request, response) => {
    if (request.url === '/as-it-was.css') {
      response.setHeader('content-type', 'text/css').end(stylesheet);
      return;
    }
    const answer = await fetch(url + request.url, { headers: { 'accept-encoding': 'identity' } });
    const body = await answer.text();
    const styles = [...body.matchAll(/<style>(.*?)<\/style>/gs)];
    if (styles.length > 0) stylesheet = styles.map(([, text]) => text).join('');
    response.setHeader('content-type', answer.headers.get('content-type') ?? 'text/html');
    const [first = ''] = styles.map(([element]) => element);
    response.end(
      body
        .replace(first, '<link rel="stylesheet" href="/as-it-was.css">')
        .replaceAll(/<style>.*?<\/style>/gs, ''),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${portOf(server.address())}`, close: () => server.close() };
};

/** The tutor's form on a school's slow line and an old phone. */
export const formOnSlowLine = async (assembly: string): Promise<Figure[]> => {
  const home = await startTutorHome(assembly);
  const before = await asItWas(home.url);
  const browser = await openBrowser();
  try {
    const path = `${await home.linkOf(morin)}/${morin.studentNumber}`;
    const now: Awaited<ReturnType<typeof visit>>[] = [];
    const then: typeof now = [];
    for (let round = 0; round < rounds; round++) {
      now.push(await visit(browser, home.url + path));
      then.push(await visit(browser, before.url + path));
    }
    const summary = (visits: typeof now) => ({
      kilobytes: median(visits.map(({ bytes }) => bytes)) / 1024,
      requests: median(visits.map(({ requests }) => requests)),
      seconds: median(visits.map(({ firstFieldAt }) => firstFieldAt)) / 1000,
    });
    const [measured, before6] = [summary(now), summary(then)];
    const of = (name: string, unit: string, what: keyof typeof measured, atMost: number): Figure => ({
      ...{ name, unit, value: measured[what], goal: { atMost, of: 'value' } },
      baseline: { name: 'nothing compressed, styles a file', value: before6[what] },
    });
    return [
      of('form on the wire', 'KB', 'kilobytes', 12),
      of('form, requests', 'requests', 'requests', 2),
      of('form, Slow 4G and 4 × slower processor: first field usable', 's', 'seconds', 1),
    ];
  } finally {
    await browser.close();
    before.close();
    await home.close();
  }
};
