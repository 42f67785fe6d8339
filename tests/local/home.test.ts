import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Home, type HomeOptions, startHome } from '../../infra/local/home.ts';
import { writeSmallAssembly } from './small-assembly.ts';

let assembly: string;
let data: string;
const homes: Home[] = [];

beforeAll(async () => {
  assembly = await writeSmallAssembly();
  data = await mkdtemp(join(tmpdir(), 'sopa-home-'));
});
afterEach(async () => {
  for (const home of homes.splice(0)) await home.close();
});
afterAll(async () => {
  await rm(assembly, { recursive: true });
  await rm(data, { recursive: true });
});

async function home(options: Partial<HomeOptions> = {}): Promise<Home> {
  const started = await startHome({
    port: 0,
    assembly,
    frozen: true,
    at: '2026-10-05T06:00:00Z',
    ...options,
  });
  homes.push(started);
  return started;
}
const json = async (response: Response | Promise<Response>) => (await response).json();
const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const mail = (subject: string) =>
  `From: "INSPÉ" <sopa@inspe.example>\r\nTo: ines@ac.example\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nBonjour\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=note.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nAP8B\r\n--b--\r\n`;
const sendMail = (url: string, subject = 'Essai') =>
  json(
    fetch(`${url}/page/mail`, {
      method: 'POST',
      body: mail(subject),
      headers: { 'content-type': 'message/rfc822' },
    }),
  );
const table = ({ awsEndpoint }: Home) =>
  new DynamoDBClient({
    endpoint: awsEndpoint,
    region: 'eu-west-3',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

describe('the HTTP API of the home', () => {
  let url: string;
  let shared: Home;
  beforeAll(async () => {
    shared = await startHome({ port: 0, assembly, frozen: true, at: '2026-10-05T06:00:00Z' });
    url = shared.url;
  });
  afterAll(() => shared.close());

  test('hands a request over as payload format 2.0, on the clock of the home', async () => {
    const { event, name, remaining } = await json(
      fetch(`${url}/page/a%20b?x=1&x=2`, { headers: { cookie: 'a=1; b=2', 'X-Test': 'yes' } }),
    );
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /page/{proxy+}',
      rawPath: '/page/a%20b',
      rawQueryString: 'x=1&x=2',
      queryStringParameters: { x: '1,2' },
      pathParameters: { proxy: 'a b' },
      cookies: ['a=1', 'b=2'],
      headers: { 'x-test': 'yes' },
      requestContext: {
        timeEpoch: Date.parse('2026-10-05T06:00:00Z'),
        http: { method: 'GET' },
        stage: '$default',
      },
      isBase64Encoded: false,
    });
    expect(event.headers).not.toHaveProperty('cookie');
    expect(name).toBe('Page');
    expect(remaining).toBeGreaterThan(1000);
  });

  test('encodes a body that is not text in Base64, forms included', async () => {
    const send = async (body: string, type: string) =>
      (await json(fetch(`${url}/page/x`, { method: 'POST', body, headers: { 'content-type': type } }))).event;
    expect(await send('{"é":1}', 'application/json')).toMatchObject({
      body: '{"é":1}',
      isBase64Encoded: false,
    });
    const form = await send('a=1', 'application/x-www-form-urlencoded');
    expect(form).toMatchObject({ body: btoa('a=1'), isBase64Encoded: true });
  });

  test('sends cookies, redirects and bytes as the function gave them, and infers the rest', async () => {
    const redirected = await fetch(`${url}/page/cookies`, { redirect: 'manual' });
    expect(redirected.status).toBe(302);
    expect(redirected.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2']);
    const bytes = await fetch(`${url}/page/bytes`);
    expect(bytes.headers.get('content-type')).toBe('application/pdf');
    expect(new Uint8Array(await bytes.arrayBuffer())).toEqual(new Uint8Array([0, 255, 1]));
    const bare = await fetch(`${url}/page/text`);
    expect(bare.headers.get('content-type')).toBe('application/json');
    expect(await bare.text()).toBe('bare');
  });

  test('answers 404 where there is no route, a HEAD of a GET route included', async () => {
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
    expect((await fetch(`${url}/page/`)).status).toBe(404);
    expect((await fetch(`${url}/read`, { method: 'HEAD' })).status).toBe(404);
    expect((await fetch(`${url}/page/x`, { method: 'HEAD' })).status).toBe(200);
  });

  test('says no more than AWS would when a function throws or takes too long', async () => {
    for (const path of ['throw', 'slow']) {
      const response = await fetch(`${url}/page/${path}`);
      expect(response.status).toBe(500);
      expect(await response.json()).toEqual({ message: 'Internal Server Error' });
    }
    expect((await fetch(`${url}/`)).status).toBe(200);
  });

  test('refuses a body over the limits with a sentence in French', async () => {
    for (const size of [5_000_000, 11_000_000]) {
      const response = await fetch(`${url}/page/x`, {
        method: 'POST',
        body: new Uint8Array(size),
        headers: { 'content-type': 'application/octet-stream' },
      });
      expect(response.status).toBe(413);
      expect(await response.text()).toContain('trop volumineux');
    }
  });

  test('leads from localhost to the one address that cookies belong to', async () => {
    // fetch does not let a test choose the Host header.
    const asked = get(`${url}/read?x=1`, { headers: { host: `localhost:${new URL(url).port}` } });
    const [response] = await once(asked, 'response');
    expect(response.statusCode).toBe(302);
    expect(response.headers.location).toBe(`${url}/read?x=1`);
    response.resume();
  });
});

describe('what the functions find around them', () => {
  test('only their own environment, with references resolved to this machine', async () => {
    const { url } = await home();
    const environment = await json(fetch(`${url}/page/environment`));
    expect(environment).toMatchObject({
      PUBLIC_URL: url,
      OIDC_ISSUER: `${url}/_local/oidc`,
      OIDC_CLIENT_ID: 'Client',
      AWS_REGION: 'eu-west-3',
      AWS_LAMBDA_FUNCTION_NAME: 'Page',
    });
    expect(environment).not.toHaveProperty('HOME');
    expect(environment).not.toHaveProperty('TABLE_NAME');
  });

  test('a secret of the length asked for, the same after a restart', async () => {
    const folder = join(data, 'secret');
    const first = await home({ data: folder });
    const secret = await (await fetch(`${first.url}/page/secret`)).text();
    expect(secret).toMatch(/^[A-Za-z0-9]{64}$/);
    await first.close();
    const again = await home({ data: folder });
    expect(await (await fetch(`${again.url}/page/secret`)).text()).toBe(secret);
  });
});

describe('the mailbox', () => {
  test('keeps a mail as a file, lists it with its parts, and tells its listeners that it was sent', async () => {
    const folder = join(data, 'mail');
    const here = await home({ data: folder });
    const { id } = await sendMail(here.url);
    await here.clock.activity.quiet();
    const [listed] = await json(fetch(`${here.url}/_local/mail`));
    expect(listed).toMatchObject({
      id,
      at: '2026-10-05T06:00:00.000Z',
      from: 'sopa@inspe.example',
      to: ['ines@ac.example'],
      cc: [],
      subject: 'Essai',
      text: expect.stringContaining('Bonjour'),
      attachments: [{ filename: 'note.pdf', contentType: 'application/pdf', size: 3 }],
    });
    const attachment = await fetch(here.url + listed.attachments[0].href);
    expect(new Uint8Array(await attachment.arrayBuffer())).toEqual(new Uint8Array([0, 255, 1]));
    expect(await readdir(join(folder, 'mail'))).toEqual([`${id}.eml`]);
    expect(await readFile(join(folder, 'mail', `${id}.eml`), 'utf8')).toBe(mail('Essai'));
    expect(await json(fetch(`${here.url}/_local/mail?after=${id}`))).toEqual([]);

    const { Item } = await table(here).send(
      new GetItemCommand({ TableName: 'Table', Key: { pk: { S: 'mail' }, sk: { S: id } } }),
    );
    expect(Item?.eventType).toEqual({ S: 'Send' });
    expect(Item?.tags).toEqual({ M: { occasion: { L: [{ S: 'request' }] } } });
  });

  test('refuses, throttles, falls silent and breaks down to order', async () => {
    const { url } = await home();
    const order = (kind: string, occasion = 'request') =>
      post(`${url}/_local/mail/faults`, { next: 1, kind, occasion });
    await order('refuse');
    expect(await sendMail(url)).toEqual({ error: 'MessageRejected', status: 400 });
    await order('throttle');
    expect(await sendMail(url)).toEqual({ error: 'Throttling', status: 400 });
    await order('unavailable');
    expect(await sendMail(url)).toMatchObject({ status: 503 });
    await order('timeout');
    expect(await sendMail(url)).toMatchObject({ error: 'TimeoutError' });
    expect(await json(fetch(`${url}/_local/mail`))).toEqual([]);
    await order('timeout-delivered');
    expect(await sendMail(url)).toMatchObject({ error: 'TimeoutError' });
    expect(await json(fetch(`${url}/_local/mail`))).toHaveLength(1);
    await order('refuse', 'briefing');
    expect(await sendMail(url)).toHaveProperty('id');
    expect((await order('explode')).status).toBe(400);
  });

  test('has the next mail to an address come back, as the page asks for it', async () => {
    const { url } = await home();
    const ask = (fields: Record<string, string>) =>
      fetch(`${url}/_local/mail/faults`, { method: 'POST', body: new URLSearchParams(fields) });
    expect((await ask({ kind: 'bounce', to: 'Personne@ac.example' })).url).toBe(`${url}/_local`);
    expect((await ask({ kind: 'bounce', to: 'personne' })).status).toBe(400);
    const pending = () => json(fetch(`${url}/_local/mail/faults`));
    await sendMail(url);
    expect(await pending()).toEqual([{ next: 1, kind: 'bounce', to: 'personne@ac.example' }]);
    expect(await (await fetch(`${url}/_local`)).text()).toContain('le prochain à personne@ac.example');
    await ask({ kind: 'delay', to: '' });
    await sendMail(url);
    expect(await pending()).toEqual([{ next: 1, kind: 'bounce', to: 'personne@ac.example' }]);
  });
});

describe('the clock and the executions', () => {
  test('run what falls due when the clock is moved, and answer when all is quiet', async () => {
    const { url } = await home();
    await json(fetch(`${url}/page/start/stage-1-r1`));
    expect(await json(fetch(`${url}/_local/executions`))).toMatchObject([
      { name: 'stage-1-r1', machine: 'Machine', status: 'RUNNING', state: 'WaitADay' },
    ]);
    const moved = await json(post(`${url}/_local/clock`, { by: 'P1D' }));
    expect(moved).toEqual({ now: '2026-10-06T06:00:00.000Z', ran: 1 });
    expect(await json(fetch(`${url}/_local/executions`))).toMatchObject([
      { status: 'SUCCEEDED', state: 'Done' },
    ]);
    expect(await json(post(`${url}/_local/clock`, { to: '2026-10-09' }))).toMatchObject({
      now: '2026-10-08T22:00:00.000Z',
    });
    expect(await json(fetch(`${url}/_local/clock`))).toEqual({ now: '2026-10-08T22:00:00.000Z' });
  });

  test('refuse to go back, and what they cannot read, with a sentence', async () => {
    const { url } = await home();
    for (const order of [{ to: '2026-10-01' }, { by: 'demain' }, { to: 'x' }, {}, 3]) {
      const response = await post(`${url}/_local/clock`, order);
      expect(response.status).toBe(400);
      expect(await response.json()).toHaveProperty('error');
    }
  });

  test('a form of another site does not move the clock', async () => {
    const { url } = await home();
    const response = await fetch(`${url}/_local/clock`, {
      method: 'POST',
      body: 'by=P1D',
      headers: { origin: 'https://evil.example' },
    });
    expect(response.status).toBe(403);
  });
});

describe('a folder', () => {
  test('is taken up again where it was left: records, executions, mails, clock, meter', async () => {
    const folder = join(data, 'again');
    const first = await home({ data: folder });
    await sendMail(first.url);
    await json(fetch(`${first.url}/page/start/stage-1-r1`));
    await first.clock.activity.quiet();
    const metered = await json(fetch(`${first.url}/_local/meter`));
    await first.close();
    const again = await home({ data: folder, at: undefined });
    expect(await json(fetch(`${again.url}/_local/mail`))).toHaveLength(1);
    expect((await json(fetch(`${again.url}/_local/meter`))).counts.mails).toBe(metered.counts.mails);
    const { Count } = await table(again).send(
      new QueryCommand({
        TableName: 'Table',
        IndexName: 'byLookup',
        KeyConditionExpression: 'lookupPk = :all',
        ExpressionAttributeValues: { ':all': { S: 'all' } },
      }),
    );
    expect(Count).toBe(1);
    expect(await json(post(`${again.url}/_local/clock`, { by: 'P2D' }))).toMatchObject({ ran: 1 });
  });

  test('serves one home at a time, and says so', async () => {
    const folder = join(data, 'twice');
    await home({ data: folder });
    await expect(home({ data: folder })).rejects.toThrow('déjà utilisé par un autre');
  });

  test('a port that is taken is named', async () => {
    const { url } = await home();
    await expect(home({ port: Number(new URL(url).port) })).rejects.toThrow('est déjà utilisé');
  });
});

test('the meter counts what was used, and prices it', async () => {
  const here = await home();
  const start = (await json(fetch(`${here.url}/_local/meter`))).counts;
  await sendMail(here.url);
  await json(fetch(`${here.url}/page/start/stage-1-r1`));
  await json(post(`${here.url}/_local/clock`, { by: 'P1D' }));
  const { counts, placements, amount } = await json(fetch(`${here.url}/_local/meter`));
  expect(counts.mails - start.mails).toBe(1);
  expect(counts.stateTransitions - start.stateTransitions).toBe(3);
  expect(counts.lambdaInvocations - start.lambdaInvocations).toBe(4);
  expect(counts.httpRequests - start.httpRequests).toBe(2);
  expect(counts.writeUnits).toBeGreaterThan(start.writeUnits);
  expect(counts.attachmentBytes).toBeGreaterThan(0);
  expect(placements).toBe(1);
  expect(amount.perPlacement).toBeGreaterThan(0);
});

test('the pages of the home show clock, mails and executions, and escape what they show', async () => {
  const { url } = await home();
  const { id } = await sendMail(url, '<b>gras</b>');
  await json(fetch(`${url}/page/start/stage-1-r1`));
  const overview = await (await fetch(`${url}/_local`)).text();
  expect(overview).toContain('lundi 5 octobre 2026');
  expect(overview).toContain('&lt;b&gt;gras&lt;/b&gt;');
  expect(overview).toContain('WaitADay');
  const one = await (await fetch(`${url}/_local/mail/${id}`)).text();
  expect(one).toContain('note.pdf');
  const moved = await fetch(`${url}/_local/clock`, {
    method: 'POST',
    body: new URLSearchParams({ next: '1' }),
    redirect: 'manual',
  });
  expect(moved.status).toBe(303);
  await expect
    .poll(async () => (await json(fetch(`${url}/_local/clock`))).now)
    .toBe('2026-10-06T06:00:00.000Z');
});
