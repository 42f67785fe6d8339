import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Home, startHome } from '../../infra/local/home.ts';
import { openThrottle } from '../../infra/local/template/throttle.ts';

let home: Home;
beforeAll(async () => {
  home = await startHome({ port: 0, frozen: true, empty: true, assembly: inject('assembly') });
});
afterAll(() => home.close());

/** A request as no client would write it. */
const raw = (firstLine: string, host: string): Promise<string> =>
  new Promise((done, failed) => {
    const { hostname, port } = new URL(home.url);
    const socket = connect(Number(port), hostname, () =>
      socket.write(`${firstLine} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
    );
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('end', () => done(text)).on('error', failed);
  });
const own = () => new URL(home.url).host;
const securityHeaders = [
  'content-security-policy',
  'x-content-type-options',
  'x-frame-options',
  'referrer-policy',
];

describe('a request that is written strangely', () => {
  test.each([
    ['GET //', '127.0.0.1', 200],
    ['GET //evil.example/console', '127.0.0.1', 404],
    ['GET /', '[bad host', 200],
    ['GET /', 'evil.example', 200],
    ['GET http://evil.example/', '127.0.0.1', 200],
    ['GET http://evil.example/nulle-part', '127.0.0.1', 404],
    ['GET /%', '127.0.0.1', 404],
    [`GET /r/${'x'.repeat(3_000)}`, '127.0.0.1', 404],
    [`GET /r/${'x'.repeat(3_000)}/12345`, '127.0.0.1', 404],
  ])('%s with Host %s gets the page and the headers that others get', async (line, host, status) => {
    const answer = (await raw(line, host)).toLowerCase();
    expect(answer).toMatch(new RegExp(`^http/1.1 ${status} `));
    expect(answer).toContain('text/html');
    for (const header of securityHeaders) expect(answer).toContain(`\r\n${header}:`);
  });
});

describe('the pages of the machine itself', () => {
  test.each(['/_local', '/_local/mail', '/_local/executions'])(
    '%s opens to this machine’s names alone',
    async (path) => {
      expect(await raw(`GET ${path}`, own())).toMatch(/^HTTP\/1.1 200 /);
      for (const host of ['evil.example', 'evil.example:3000', '127.0.0.1.evil.example', '']) {
        const answer = await raw(`GET ${path}`, host);
        expect(answer).toMatch(/^HTTP\/1.1 (400|403) /);
        expect(answer.replace(/<style>.*<\/style>/s, '')).not.toContain('@');
      }
    },
  );
});

describe('posts that anybody may make', () => {
  test('are throttled on their own route, and slow nobody else down', async () => {
    const post = () =>
      fetch(`${home.url}/lien`, { method: 'POST', body: new URLSearchParams({ email: 'x' }) });
    const statuses = (await Promise.all(Array.from({ length: 60 }, post))).map(({ status }) => status);
    expect(statuses).toContain(429);
    expect(statuses.filter((status) => status !== 429).length).toBeGreaterThanOrEqual(20);
    expect((await fetch(`${home.url}/lien`)).status).toBe(200);
  });

  test('come again at the rate of the route', () => {
    let elapsed = 0;
    const settings = { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 2 };
    const letsThrough = openThrottle(
      { DefaultRouteSettings: {}, RouteSettings: { 'POST /lien': settings } },
      () => elapsed,
    );
    const asked = () => letsThrough('POST /lien');
    expect([asked(), asked(), asked()]).toEqual([true, true, false]);
    elapsed = 200;
    expect([asked(), asked()]).toEqual([true, false]);
    expect(letsThrough('GET /')).toBe(true);
  });
});
