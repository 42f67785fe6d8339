import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { openStore } from '../../functions/store/store.ts';
import { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import { startHome } from '../../infra/local/home.ts';
import { awsEnvironment } from '../../infra/local/services/lambda-runner.ts';
import type { Placement } from '../../schemas/placement.ts';
import { hostileFiles } from '../domain/hostile-files.ts';
import { allRoutes } from '../pages/all-routes.ts';
import { studentLink } from '../pages/student-link.ts';

/**
 * Hostile requests over all routes, with valid and invalid sessions and links. Fails when something answers with a 5xx, takes
 * more than a second when it is asked again alone, lacks a security header, shows what is another's, or changes anything.
 * A short run here; `npm run fuzz` sends a hundred thousand.
 */
const wanted = Number(process.env.FUZZ_REQUESTS ?? 400);
const seed = Number(process.env.FUZZ_SEED ?? 1);

/** A small generator of its own, so that a seed plays the same requests again (mulberry32). */
let state = seed >>> 0;
const chance = (): number => {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};
const pick = <T>(choices: readonly [T, ...T[]]): T =>
  choices[Math.floor(chance() * choices.length)] ?? choices[0];

const home = await startHome({
  port: 0,
  at: '2026-09-14T07:00:00Z',
  frozen: true,
  // Else most of what is sent would not get past the throttle.
  unthrottled: true,
  assembly: inject('assembly'),
});
Object.assign(process.env, awsEnvironment(home.awsEndpoint));
const routes = await allRoutes();
afterAll(() => home.close());
const [table = ''] = home.tables;
const store = openStore(table);

const signedIn = async (account: string): Promise<PageVisitor> => {
  const visitor = new PageVisitor();
  await visitor.visit(`${home.url}/console`);
  await visitor.press(account);
  return visitor;
};
const administrator = await signedIn('Camille Fournier');
const [campaign] = await store.campaigns.all();
if (!campaign) throw new Error('the sample has no campaign');
const { campaignId } = campaign;
await administrator.visit(`${home.url}/console/campagnes/${campaignId}/lancement`);
await administrator.press('Lancer');
await home.clock.advanceTo('2026-10-09T15:00:00Z');
const placements = await store.placements.ofCampaign(campaignId);

const linkOf = async ({ tutor }: Placement): Promise<string> => {
  const mails = z
    .array(z.object({ to: z.array(z.string()), text: z.string() }))
    .parse(await (await fetch(`${home.url}/_local/mail`)).json());
  const mail = mails.findLast(({ to, text }) => to.includes(tutor.email) && text.includes('/r/'));
  const token = /\/r\/([\w-]+)/.exec(mail?.text ?? '')?.[1];
  if (!token) throw new Error('a tutor has no link');
  return token;
};
const first = placements[0];
const stranger = placements.find(({ tutor }) => tutor.email !== first?.tutor.email);
if (!first || !stranger) throw new Error('the sample is too small');
const token = await linkOf(first);
const { year } = campaign;
const studentToken = (
  await studentLink(home, inject('assembly'), {
    ...{ year, studentNumber: first.studentNumber, studentEmail: first.student.email },
  })
).replace('/e/', '');

/** Who asks, and whose data they must never see. */
type Asker = { cookie: string; isOfOthers: (placement: Placement) => boolean };
const staff = async (account: string, isOfOthers: Asker['isOfOthers']): Promise<Asker> => {
  const visitor = await signedIn(account);
  return { cookie: visitor.cookieHeader(), isOfOthers };
};
const everybodys = () => true;
const valid = await staff('Camille Fournier', () => false);
const askers: [Asker, ...Asker[]] = [
  { cookie: '', isOfOthers: everybodys },
  { cookie: 'sopa_session=forged.a.b.c.d; sopa_connexion=x', isOfOthers: everybodys },
  { cookie: valid.cookie.slice(0, -3), isOfOthers: everybodys },
  { cookie: `sopa_session=${'x'.repeat(5_000)}`, isOfOthers: everybodys },
  valid,
  await staff('Maëlle Desport', ({ siteId }) => siteId !== 'angouleme'),
  await staff('Hervé Quintard', ({ siteId }) => siteId !== 'poitiers'),
];

const strange: [string, ...string[]] = [
  '',
  ...['x', '%00', '%', '%E0%A4%A', '..', '../..', '__proto__', 'constructor', '%F0%9F%98%80', '-1', '1e9'],
  ...['x'.repeat(300), 'x'.repeat(3_000), "'%20OR%201=1", '%3Cscript%3E', '%0d%0aSet-Cookie:%20a=b', 'é'],
];
const numbers: [string, ...string[]] = [first.studentNumber, stranger.studentNumber, '99999999', ...strange];
const paramOf: Record<string, () => string> = {
  campaignId: () => pick([campaignId, campaignId, '2026-sopa4', ...strange]),
  studentNumber: () => pick(numbers),
  importId: () => pick(['00000000-0000-4000-8000-000000000000', ...strange]),
  token: () => pick([token, studentToken, token, studentToken, 'y'.repeat(43), ...strange]),
  name: () => pick(['pages.css', ...strange]),
};
const pathOf = (path: string): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => paramOf[name]?.() ?? 'x');

const urlencoded = 'application/x-www-form-urlencoded';
const slowBodies: [() => string, ...(() => string)[]] = [
  () => 'a&'.repeat(25_000),
  () => 'a&'.repeat(50_000),
  () => Array.from({ length: 100_000 }, (_, n) => `f${n}=1`).join('&'),
  () => '%'.repeat(200_000),
  () => `email=${'a'.repeat(100_000)}@x.example`,
];
const manyParts = () =>
  `${'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'.repeat(40_000)}--b--`;
const files = Object.keys(hostileFiles);
type Body = { type: string; body: string | Uint8Array<ArrayBuffer> };
const bodyFor = (path: string): Body => {
  const draw = chance();
  if (draw < 0.9)
    return {
      type: pick([urlencoded, urlencoded, 'application/json', 'text/plain', '', 'multipart/form-data']),
      body: pick([
        '',
        'csrf=x',
        'email=personne%40nulle-part.example',
        '__proto__=1&constructor=2',
        'csrf=&version=abc&C1=perfect&activities=a&activities=b',
        'stage=sopa9&from1=31/02/2026&year=1e9',
        '\u0000\uFFFF',
        '{"a":1}',
      ]),
    };
  // The heavy ones, rarely: a few hundred of them in all.
  if (draw < 0.994) return { type: urlencoded, body: `a=${'b'.repeat(Math.floor(chance() * 3_000))}` };
  if (path.endsWith('/import') && draw < 0.999) {
    const name = pick([files[0] ?? '', ...files]);
    const content = Buffer.from(hostileFiles[name]?.() ?? []).toString('latin1');
    const body = `--b\r\nContent-Disposition: form-data; name="fichier"; filename="${content.startsWith('PK') ? 'a.xlsx' : 'a.csv'}"\r\n\r\n${content}\r\n--b--`;
    return { type: 'multipart/form-data; boundary=b', body: new Uint8Array(Buffer.from(body, 'latin1')) };
  }
  return chance() < 0.2
    ? { type: 'multipart/form-data; boundary=b', body: manyParts() }
    : { type: urlencoded, body: pick(slowBodies)() };
};

type Asked = {
  method: string;
  path: string;
  asker: Asker;
  body: Body | undefined;
  headers: Record<string, string>;
};
const invent = (): Asked => {
  const route = routes[Math.floor(chance() * routes.length)];
  const method =
    chance() < 0.8
      ? (route?.method ?? 'GET')
      : pick(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'POST']);
  const query =
    chance() < 0.3
      ? `?${pick(['page=-1', 'page=1e99', 'recherche=%F0%9F%98%80', 'etape=__proto__', 'retour=//x.example', 'code=x&state=y', 'a'.repeat(2_000)])}`
      : '';
  const path = pathOf(route?.path ?? '/') + (chance() < 0.05 ? pick(['/', '//', '/x', '%2f']) : '');
  const headers: Record<string, string> =
    chance() < 0.1 ? { accept: pick(['application/json', '*/*', 'x'.repeat(1_000)]) } : {};
  const hasBody = !['GET', 'HEAD'].includes(method);
  return {
    method,
    path: path + query,
    asker: pick(askers),
    body: hasBody ? bodyFor(path) : undefined,
    headers,
  };
};

const send = async ({ method, path, asker, body, headers }: Asked) => {
  const begun = performance.now();
  const response = await fetch(home.url + path, {
    method,
    redirect: 'manual',
    headers: { ...headers, cookie: asker.cookie, ...(body?.type && { 'content-type': body.type }) },
    ...(body && { body: body.body }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    milliseconds: performance.now() - begun,
  };
};

const securityHeaders = [
  'content-security-policy',
  'x-content-type-options',
  'referrer-policy',
  'x-frame-options',
];
const faults: string[] = [];
const fault = ({ method, path, body }: Asked, what: string): void => {
  // Only the route's shape: a path may hold a link.
  const shape = path.replace(token, '<link>').replace(studentToken, '<link>').slice(0, 80);
  faults.push(`${what}: ${method} ${shape} (${body?.type ?? 'no body'}, ${body?.body.length ?? 0} bytes)`);
};

const statuses = new Map<number, number>();
const slow: Asked[] = [];
const judge = (
  asked: Asked,
  { status, headers, text, milliseconds }: Awaited<ReturnType<typeof send>>,
): void => {
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  if (status >= 500) fault(asked, `answered ${status}`);
  if (milliseconds > 1_000) slow.push(asked);
  for (const header of securityHeaders) if (!headers.get(header)) fault(asked, `has no ${header}`);
  const isBehindDoor = asked.path.startsWith(`/r/${token}`);
  const isOfStudent = asked.path.startsWith(`/e/${studentToken}`);
  const mayNotBeSeen = isBehindDoor
    ? ({ tutor }: Placement) => tutor.email !== first.tutor.email
    : isOfStudent
      ? ({ studentNumber }: Placement) => studentNumber !== first.studentNumber
      : asked.path.startsWith('/console')
        ? asked.asker.isOfOthers
        : everybodys;
  const leaked = placements
    .filter(mayNotBeSeen)
    .find((one) => text.includes(one.student.email) || text.includes(`>${one.studentNumber}<`));
  if (leaked) fault(asked, 'shows what is another’s');
};

const tables = DynamoDBDocumentClient.from(new DynamoDBClient({}));
/** Everything that is kept, but what only counts or remembers who asked. */
const dump = async (): Promise<string> => {
  const items: Record<string, unknown>[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const answer = await tables.send(new ScanCommand({ TableName: table, ExclusiveStartKey }));
    items.push(...(answer.Items ?? []));
    ExclusiveStartKey = answer.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items
    .filter(({ pk, sk }) => !/^(QUOTA#|SESSION#|PEOPLE)/.test(String(pk)) && sk !== 'PROGRESS')
    .map((item) => JSON.stringify(Object.entries(item).sort()))
    .sort()
    .join('\n');
};

test(`${wanted} hostile requests break, slow down, show and change nothing`, {
  timeout: 3_600_000,
}, async () => {
  const before = await dump();
  let sent = 0;
  const worker = async (): Promise<void> => {
    while (sent < wanted) {
      sent += 1;
      if (sent % 10_000 === 0) console.log(`${sent} requests, ${faults.length} faults`);
      const asked = invent();
      judge(asked, await send(asked));
    }
  };
  await Promise.all(Array.from({ length: 6 }, worker));
  for (const asked of slow) {
    const { milliseconds } = await send(asked);
    if (milliseconds > 1_000) fault(asked, `took ${Math.round(milliseconds)} ms alone`);
  }
  if ((await dump()) !== before) faults.push('the data has changed');
  const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  console.log(
    `${sent} requests over ${routes.length} routes: ${counts.join(', ')}; ${faults.length} faults.`,
  );
  expect(faults.slice(0, 20)).toEqual([]);
});
