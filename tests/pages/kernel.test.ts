import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Context } from 'aws-lambda';
import { h } from 'preact';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { assetPath, reportFormScript, stylesheet } from '../../functions/pages/assets/assets.ts';
import { handler as assetsHandler } from '../../functions/pages/assets/handler.ts';
import { csrfToken, isCsrfToken } from '../../functions/pages/csrf.ts';
import { Page } from '../../functions/pages/page.tsx';
import { fieldValue, fieldValues, pageRequest } from '../../functions/pages/request.ts';
import { type BodyLimits, smallForm } from '../../functions/pages/request-body.ts';
import { asset, file, html, json, redirect } from '../../functions/pages/responses.ts';
import { webFunction } from '../../functions/pages/web-function.ts';

const answered = z.object({ headers: z.record(z.string(), z.unknown()), body: z.string() });

type EventOptions = { headers?: Record<string, string>; body?: string; isBase64Encoded?: boolean };

const httpEvent = (method: string, path: string, options: EventOptions = {}) => ({
  version: '2.0',
  routeKey: '$default',
  rawPath: path,
  rawQueryString: '',
  headers: {},
  isBase64Encoded: false,
  ...options,
  requestContext: {
    accountId: '000000000000',
    apiId: 'api',
    domainName: 'sopa.example',
    domainPrefix: 'sopa',
    requestId: 'request-1',
    routeKey: '$default',
    stage: '$default',
    time: '',
    timeEpoch: Date.parse('2026-10-09T14:00:00.000Z'),
    http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
  },
});

const context: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'pages',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-3:000000000000:function:pages',
  memoryLimitInMB: '256',
  awsRequestId: 'invocation-1',
  logGroupName: '',
  logStreamName: '',
  getRemainingTimeInMillis: () => 1000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};

const ask = async (routes: Parameters<typeof webFunction>[0], method: string, path: string) =>
  webFunction(routes)(httpEvent(method, path), context);

/** What a page reads of an event within a route's limits. */
const readRequest = async (event: unknown, limits: BodyLimits = smallForm) => {
  const asked = await pageRequest(event, limits);
  if (asked.kind !== 'request') throw new Error(asked.kind);
  return asked.request;
};
const upload: BodyLimits = { bytes: 4_400_000, fields: 10, files: true };

const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a request', () => {
  test('says when it arrived by the event, not by a clock', async () => {
    expect((await readRequest(httpEvent('GET', '/'))).now).toBe('2026-10-09T14:00:00.000Z');
  });

  test('comes from the address that the gateway saw, whatever its headers say', async () => {
    const headers = {
      'x-forwarded-for': '203.0.113.9',
      forwarded: 'for=203.0.113.9',
      'x-real-ip': '203.0.113.9',
    };
    const asked = await readRequest(httpEvent('GET', '/', { headers }));
    expect(asked.client).toBe('192.0.2.1');
    expect(JSON.stringify(asked)).not.toContain('203.0.113.9');
  });

  test('gives the fields of a form, encoded in base64 or not, and repeated fields as a list', async () => {
    const body = 'advice1=%C3%89couter+plus&activities=groups&activities=observations';
    for (const event of [
      httpEvent('POST', '/', { headers: urlencoded, body }),
      httpEvent('POST', '/', {
        headers: urlencoded,
        body: Buffer.from(body).toString('base64'),
        isBase64Encoded: true,
      }),
    ]) {
      const { form } = await readRequest(event);
      expect(fieldValue(form, 'advice1')).toBe('Écouter plus');
      expect(fieldValues(form, 'activities')).toEqual(['groups', 'observations']);
      expect(fieldValue(form, 'absent')).toBe('');
    }
  });

  test.each([
    ['broken percent signs', urlencoded, 'a=%E0%A4%A&b=%'],
    ['a multipart body without its boundary', { 'content-type': 'multipart/form-data' }, 'x'],
    ['a multipart body cut short', { 'content-type': 'multipart/form-data; boundary=b' }, '--b\r\nConte'],
    ['a body of another type', { 'content-type': 'application/json' }, '{"a":1}'],
  ])('survives %s', async (_, headers, body) => {
    expect((await readRequest(httpEvent('POST', '/', { headers, body }), upload)).files).toEqual({});
  });

  test('keeps every byte of an uploaded file', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const typed = new FormData();
    typed.set('fichier', new File([bytes], 'affectations été.xlsx'));
    typed.set('csrf', 'token');
    const sent = new Response(typed);
    const request = await readRequest(
      httpEvent('POST', '/', {
        headers: { 'content-type': sent.headers.get('content-type') ?? '' },
        body: Buffer.from(await sent.arrayBuffer()).toString('base64'),
        isBase64Encoded: true,
      }),
      upload,
    );
    expect(request.files.fichier?.bytes).toEqual(bytes);
    expect(request.files.fichier?.filename).toBe('affectations été.xlsx');
    expect(fieldValue(request.form, 'csrf')).toBe('token');
  });

  const post = (body: string, headers: Record<string, string> = urlencoded) =>
    httpEvent('POST', '/', {
      headers,
      body: Buffer.from(body).toString('base64'),
      isBase64Encoded: true,
    });
  const multipart = { 'content-type': 'multipart/form-data; boundary=b' };
  const part = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n';

  test.each([
    ['100 KB of `a&`', smallForm, post('a&'.repeat(50_000))],
    ['more fields than it has', smallForm, post(`${'a=1&'.repeat(smallForm.fields)}a=1`)],
    ['4 MB of distinct fields', upload, post(Array.from({ length: 300_000 }, (_, n) => `f${n}=1`).join('&'))],
    ['40,000 equal parts', upload, post(`${part.repeat(40_000)}--b--`, multipart)],
    ['a body longer than it takes', smallForm, post('a'.repeat(smallForm.bytes + 1))],
  ])('%s is refused before it is parsed', async (_, limits, event) => {
    expect(await pageRequest(event, limits)).toEqual({ kind: 'too-large' });
  });

  test('as many fields as it has are read, each once', async () => {
    const body = Array.from({ length: smallForm.fields }, (_, n) => `f${n}=1`).join('&');
    expect(Object.keys((await readRequest(post(body))).form)).toHaveLength(smallForm.fields);
    const parts = await readRequest(post(`${part.repeat(upload.fields)}--b--`, multipart), upload);
    expect(fieldValues(parts.form, 'a')).toHaveLength(upload.fields);
  });

  test('files are for the routes that take them', async () => {
    expect((await readRequest(post(`${part}--b--`, multipart))).form).toEqual({});
  });

  test('an address longer than any of ours leads nowhere', async () => {
    const event = { ...httpEvent('GET', '/'), pathParameters: { campaignId: 'x'.repeat(3_000) } };
    expect(await pageRequest(event, smallForm)).toEqual({ kind: 'nowhere' });
  });
});

describe('a page', () => {
  const page = (text: string) => html(h(Page, { title: 'Essai', children: text }));

  test('shows HTML as text and lets nothing but our own files load', () => {
    const { body, headers } = page('<script>alert(1)</script>');
    expect(body).toContain('&lt;script>alert(1)');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['cache-control']).toBe('no-store');
  });

  const pdf = (inline: boolean) =>
    file({ bytes: Buffer.from('%PDF'), contentType: 'application/pdf', filename: 'été.pdf', inline });

  test.each([
    ['a page', page('x')],
    ['a redirection', redirect('/')],
    ['data', json({})],
    ['a file to save', pdf(false)],
    ['a file to look at', pdf(true)],
    ['a script', asset('', 'text/javascript; charset=utf-8', '"x"')],
  ])('has every security header: %s', (_, { headers }) => {
    expect(headers).toMatchObject({
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'content-security-policy': expect.stringMatching(/base-uri 'none'.*frame-ancestors 'none'/),
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('has a policy that names plugins, base addresses and forms', () => {
    expect(page('x').headers['content-security-policy']?.split('; ')).toEqual(
      expect.arrayContaining([
        ...["default-src 'none'", "object-src 'none'", "base-uri 'none'", "script-src 'self'"],
        ...["form-action 'self'", "frame-ancestors 'none'"],
      ]),
    );
  });

  test('says what it is, and in which letters', () => {
    expect(page('x').headers['content-type']).toBe('text/html; charset=utf-8');
    expect(json({}).headers['content-type']).toBe('application/json; charset=utf-8');
    expect(reportFormScript.contentType).toBe('text/javascript; charset=utf-8');
  });

  test('tells a file’s name in the two ways of RFC 6266', () => {
    const { headers, body } = file({
      bytes: Buffer.from('%PDF'),
      contentType: 'application/pdf',
      filename: 'été.pdf',
    });
    expect(headers['content-disposition']).toBe(
      'attachment; filename="_t_.pdf"; filename*=UTF-8\'\'%C3%A9t%C3%A9.pdf',
    );
    expect(Buffer.from(body, 'base64').toString()).toBe('%PDF');
  });
});

describe('a CSRF token', () => {
  const key = Buffer.alloc(32, 7);
  test('opens only what it is bound to', () => {
    const token = csrfToken(key, 'link-1');
    expect(isCsrfToken(key, 'link-1', token)).toBe(true);
    expect(isCsrfToken(key, 'link-2', token)).toBe(false);
    expect(isCsrfToken(Buffer.alloc(32, 8), 'link-1', token)).toBe(false);
    expect(isCsrfToken(key, 'link-1', '')).toBe(false);
  });
});

describe('a function of pages', () => {
  const routes: Parameters<typeof webFunction>[0] = [
    { method: 'GET', path: '/r/{token}', page: ({ params }) => html(h('p', {}, params.token)) },
    { method: 'POST', path: '/r/{token}', page: () => redirect('/fin') },
    {
      method: 'GET',
      path: '/panne',
      page: () => {
        throw new Error('secret detail');
      },
    },
  ];

  test('answers the route, with its values', async () => {
    expect(await ask(routes, 'GET', '/r/abc')).toMatchObject({
      statusCode: 200,
      body: '<!doctype html><p>abc</p>',
    });
    expect(await ask(routes, 'POST', '/r/abc')).toMatchObject({
      statusCode: 303,
      headers: { location: '/fin' },
    });
  });

  test('answers HEAD like GET, without the text', async () => {
    expect(await ask(routes, 'HEAD', '/r/abc')).toMatchObject({ statusCode: 200, body: '' });
  });

  test('says in French that there is no such page, or no such method', async () => {
    expect(await ask(routes, 'GET', '/ailleurs')).toMatchObject({ statusCode: 404 });
    for (const method of ['DELETE', 'TRACE', 'PUT', 'OPTIONS'])
      expect(await ask(routes, method, '/r/abc')).toMatchObject({
        statusCode: 405,
        headers: { allow: 'GET, HEAD, POST' },
      });
  });

  test('turns a failure into a page with the request’s number and nothing else of it', async () => {
    const answer = await ask(routes, 'GET', '/panne');
    expect(answer).toMatchObject({ statusCode: 500, body: expect.stringContaining('request-1') });
    expect(JSON.stringify(answer)).not.toContain('secret detail');
  });
});

describe('assets', () => {
  test('are served for ever under a name that holds their hash', async () => {
    const answer = await assetsHandler(httpEvent('GET', assetPath(reportFormScript)), context);
    expect(answer).toMatchObject({
      statusCode: 200,
      body: expect.stringContaining('beforeunload'),
      headers: { 'cache-control': 'public, max-age=31536000, immutable' },
    });
    expect(await assetsHandler(httpEvent('GET', '/assets/sopa.css'), context)).toMatchObject({
      statusCode: 404,
    });
  });

  test('and pages are compressed for whoever takes that, and say the same', async () => {
    const ask = (accept: string) => {
      const event = httpEvent('GET', assetPath(reportFormScript));
      return assetsHandler({ ...event, headers: { ...event.headers, 'accept-encoding': accept } }, context);
    };
    const plain = answered.parse(await ask('identity'));
    for (const [accept, encoding, decompress] of [
      ['gzip, deflate, br;q=0.9', 'br', brotliDecompressSync],
      ['GZIP', 'gzip', gunzipSync],
    ] as const) {
      const answer = answered.parse(await ask(accept));
      expect(answer.headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' });
      expect(decompress(Buffer.from(answer.body, 'base64')).toString()).toBe(plain.body);
      expect(Buffer.from(answer.body, 'base64').length).toBeLessThan(plain.body.length / 2);
    }
  });

  test('styles are within the page, allowed by their hash and by nothing else', () => {
    const page = html(h(Page, { title: 'Essai', children: '…' }));
    expect(page.body).toContain(`<style>${stylesheet.text}</style>`);
    expect(page.headers['content-security-policy']).toContain(stylesheet.cspSource);
    expect(page.headers['content-security-policy']).not.toMatch(/unsafe|style-src[^;]*self/);
  });

  test('a form’s token is another text at every page, for the same right', () => {
    const key = Buffer.from('a key of a test');
    const [first, second] = [csrfToken(key, 'session-1'), csrfToken(key, 'session-1')];
    expect(first).not.toBe(second);
    for (const token of [first, second]) {
      expect(isCsrfToken(key, 'session-1', token)).toBe(true);
      expect(isCsrfToken(key, 'session-2', token)).toBe(false);
    }
    for (const forged of ['', 'x', first.slice(0, -2), Buffer.alloc(64).toString('base64url')])
      expect(isCsrfToken(key, 'session-1', forged)).toBe(false);
  });
});
