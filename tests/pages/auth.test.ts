import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recheckedSession, sealedRefreshToken } from '../../functions/pages/auth/recheck.ts';
import { safeReturnPath } from '../../functions/pages/auth/return-path.ts';
import { beginSession, endedSessionCookie, readSession } from '../../functions/pages/auth/session.ts';
import { staffFromClaims } from '../../functions/pages/auth/staff-claims.ts';
import type { Staff } from '../../schemas/staff.ts';
import { type ConsoleHome, startConsoleHome } from './console-home.ts';

const names = { OIDC_ROLE_CLAIM: 'custom:role', OIDC_SITES_CLAIM: 'custom:sites' };
const registrar: Staff = { subject: 'r1', name: 'Nadège Brossard', role: 'registrar', sites: ['poitiers'] };
const morning = '2026-09-14T07:00:00.000Z';
const https = 'https://sopa.example';

let home: ConsoleHome;
beforeAll(async () => {
  home = await startConsoleHome();
});
afterAll(() => home.close());

const key = randomBytes(32);
const keeping = (with_: Uint8Array = key) => ({
  sessions: home.store.sessions,
  key: with_,
  publicUrl: https,
});
const begin = async (now = morning, staff = registrar): Promise<string> =>
  (await beginSession(staff, now, keeping())).split(';')[0]?.split('=')[1] ?? '';
const read = (value: string, now: string, with_ = key) =>
  readSession({ cookies: { '__Host-sopa_session': value }, now }, keeping(with_));
const later = (minutes: number) => new Date(Date.parse(morning) + minutes * 60_000).toISOString();

test('a session says who is signed in for eight hours of use, and nothing afterwards', async () => {
  const value = await begin();
  for (let minutes = 30; minutes < 480; minutes += 30)
    expect((await read(value, later(minutes)))?.staff, `${minutes} minutes`).toEqual(registrar);
  expect(await read(value, later(481))).toBeUndefined();
});

test('a session that nobody used for an hour is over', async () => {
  const value = await begin();
  expect(await read(value, later(59))).toBeDefined();
  expect(await read(value, later(59 + 61))).toBeUndefined();
});

test('a session that was ended opens nothing, whoever kept the cookie', async () => {
  const value = await begin();
  const session = await read(value, morning);
  await home.store.sessions.end(session?.id ?? '');
  expect(await read(value, morning)).toBeUndefined();
});

test('an administrator ends every session of a person, and nobody else’s', async () => {
  const other: Staff = { ...registrar, subject: 'r2' };
  const [first, second, theirs] = [await begin(), await begin(later(1)), await begin(morning, other)];
  await home.store.sessions.endAllOf('r1', later(2));
  expect([await read(first, later(2)), await read(second, later(2))]).toEqual([undefined, undefined]);
  expect(await read(theirs, later(2))).toBeDefined();
  expect(await read(await begin(later(3)), later(3))).toBeDefined();
});

test('a session cookie tells its holder nothing, and none but ours is believed', async () => {
  const now = later(10);
  const value = await begin(now);
  expect(await read(value, now)).toBeDefined();
  expect(Buffer.from(value, 'base64url').toString()).not.toContain('Brossard');
  expect(await read(value, now, randomBytes(32))).toBeUndefined();
  for (const forged of ['', 'x', 'a.b.c.d.e', `${value}A`, value.slice(0, -4), value.replaceAll('.', '')])
    expect(await read(forged, now)).toBeUndefined();
});

test('every sign-in has an id of its own, so that a form of an earlier one is worth nothing', async () => {
  const now = later(10);
  const [first, second] = [await read(await begin(now), now), await read(await begin(now), now)];
  expect(first).toBeDefined();
  expect(first?.id).not.toBe(second?.id);
});

test('a cookie is for browsers alone, for this very host, and for https alone but on this machine', async () => {
  const made = await beginSession(registrar, morning, keeping());
  for (const attribute of [
    '__Host-sopa_session=',
    'HttpOnly',
    'SameSite=Lax',
    'Secure',
    'Max-Age=28800',
    'Path=/',
  ])
    expect(made).toContain(attribute);
  expect(made).not.toContain('Domain');
  expect(endedSessionCookie('http://127.0.0.1:3000')).not.toMatch(/Secure|__Host-/);
  expect(endedSessionCookie('http://sopa.example')).toContain('Secure');
});

test('signing out ends the session here, in the browser and at the provider', async () => {
  const visitor = await home.signIn('Camille Fournier');
  await visitor.visit('/console');
  const kept = visitor.cookieHeader();
  const open = () => fetch(`${home.url}/console`, { headers: { cookie: kept }, redirect: 'manual' });
  expect((await open()).status).toBe(200);
  await visitor.press('Se déconnecter');
  expect(visitor.page.headers.get('clear-site-data')).toContain('"cookies"');
  expect(visitor.page.headers.get('refresh')).toMatch(/session\/end\?.*logout_uri=/);
  expect((await open()).status).toBe(303);
});

test('an administrator closes somebody’s sessions from the console; a registrar does not see the page', async () => {
  const administrator = await home.signIn('Camille Fournier');
  const registrarAtWork = await home.signIn('Maëlle Desport');
  expect((await registrarAtWork.visit('/console/personnes')).status).toBe(403);
  await administrator.visit('/console/personnes');
  const row = administrator.page.root
    .querySelectorAll('tbody tr')
    .find((one) => one.textContent.includes('Maëlle Desport'));
  const subject = row?.querySelector('input[name=personne]')?.getAttribute('value') ?? '';
  await administrator.press('Fermer les sessions', { personne: subject });
  expect(administrator.page.root.textContent).toContain('Les sessions sont fermées');
  await registrarAtWork.visit('/console');
  expect(new URL(registrarAtWork.page.url).pathname).not.toBe('/console');
});

test('a role or a site that the provider changes counts here within minutes, and one that it takes away ends the session', async () => {
  const visitor = await home.signIn('Thibault Guérineau');
  const account = home.accounts.find(({ name }) => name === 'Thibault Guérineau');
  if (!account) throw new Error('nobody of that name');
  const before = { role: account.role, siteIds: account.siteIds };
  const status = async (minutes: number) => {
    await home.moveTo(later(minutes));
    return (await visitor.visit('/console/personnes')).status;
  };
  expect(await status(0)).toBe(403);
  account.role = 'administrator';
  expect(await status(1)).toBe(403);
  expect(await status(6)).toBe(200);
  account.role = before.role;
  account.siteIds = [];
  expect(await status(12)).toBe(200);
  expect(visitor.page.root.textContent).toContain('Se connecter');
  account.siteIds = before.siteIds;
});

test('while the provider does not answer, it is believed for an hour what it said last', async () => {
  Object.assign(process.env, {
    ...{ OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'sopa', PUBLIC_URL: https, SECRET_ARN: 'unread' },
    ...{
      TABLE_NAME: 'unread',
      AUDIT_TABLE_NAME: 'unread',
      OIDC_ROLE_CLAIM: 'custom:role',
      OIDC_SITES_CLAIM: 'custom:sites',
    },
  });
  const asked: Staff = { ...registrar, subject: 'r3' };
  const refreshToken = await sealedRefreshToken('a token', key, morning);
  const value =
    (await beginSession(asked, morning, keeping(), { refreshToken })).split(';')[0]?.split('=')[1] ?? '';
  const checked = async (minutes: number) => {
    const session = await read(value, later(minutes));
    return session && (await recheckedSession(session, later(minutes), keeping()));
  };
  expect(await checked(30)).toMatchObject({ staff: asked });
  expect(await checked(59)).toMatchObject({ staff: asked });
  expect(await checked(61)).toMatchObject({ staff: asked });
  expect(await checked(65)).toBeUndefined();
});

test('what was typed when a session had ended is kept, and can be sent again after signing in', async () => {
  const typed = { stage: 'sopa2', from1: '2026-11-16', to1: '2026-11-20' };
  const ended = await fetch(`${home.url}/console/campagnes/nouvelle`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams(typed),
  });
  expect(ended.status).toBe(401);
  const text = await ended.text();
  for (const value of Object.values(typed)) expect(text).toContain(`value="${value}"`);
  const administrator = await home.signIn('Camille Fournier');
  await administrator.submit('/console/campagnes/nouvelle', { ...typed, csrf: 'stale' });
  expect(administrator.page.status).toBe(403);
  await administrator.press('Envoyer ce qui était saisi');
  expect(administrator.page.root.querySelector('[name=from1]')?.getAttribute('value')).toBe('2026-11-16');
});

test('what another site sends is not offered to be sent again, so that no click makes it ours', async () => {
  const administrator = await home.signIn('Camille Fournier');
  const forged = (site: string | undefined, cookie: string) =>
    fetch(`${home.url}/console/campagnes/nouvelle`, {
      method: 'POST',
      headers: { cookie, ...(site && { 'sec-fetch-site': site }) },
      body: new URLSearchParams({ stage: 'sopa2', from1: '2026-11-16' }),
    });
  for (const site of [undefined, 'cross-site', 'same-site'])
    for (const [cookie, status] of [
      ['', 401],
      [administrator.cookieHeader(), 403],
    ] as const) {
      const refused = await forged(site, cookie);
      expect(refused.status).toBe(status);
      const text = await refused.text();
      expect(text).not.toContain('2026-11-16');
      expect(text).not.toContain('<form');
    }
});

test('role and sites come from the claims of the provider, as a list or as one string', () => {
  const claims = { sub: 'r1', name: 'Nadège Brossard', 'custom:role': 'registrar' };
  expect(staffFromClaims({ ...claims, 'custom:sites': 'poitiers, niort' }, names)).toEqual({
    kind: 'staff',
    staff: { ...registrar, sites: ['poitiers', 'niort'] },
  });
  expect(staffFromClaims({ ...claims, 'custom:sites': ['poitiers'] }, names)).toEqual({
    kind: 'staff',
    staff: registrar,
  });
});

test('a person’s own address is known where the provider has it, and has not found it unconfirmed', () => {
  const claims = { sub: 'r1', name: 'Nadège Brossard', 'custom:role': 'administrator' };
  const emailOf = (more: object) => {
    const known = staffFromClaims({ ...claims, ...more }, names);
    return known.kind === 'staff' ? known.staff.email : known.kind;
  };
  expect(emailOf({ email: 'Nadege@Inspe.example', email_verified: true })).toBe('nadege@inspe.example');
  expect(emailOf({ email: 'nadege@inspe.example' })).toBe('nadege@inspe.example');
  expect(emailOf({ email: 'nadege@inspe.example', email_verified: false })).toBeUndefined();
  expect(emailOf({ email: 'no address' })).toBeUndefined();
});

test('a person without a role, with an unknown one, or a registrar without a site gets no session', () => {
  expect(staffFromClaims({ sub: 'x' }, names)).toEqual({ kind: 'noRole' });
  expect(staffFromClaims({ sub: 'x', 'custom:role': 'president' }, names)).toEqual({ kind: 'noRole' });
  expect(staffFromClaims({ sub: 'x', 'custom:role': ['administrator'] }, names)).toEqual({ kind: 'noRole' });
  expect(staffFromClaims({ sub: 'x', 'custom:role': 'registrar', 'custom:sites': '' }, names)).toEqual({
    kind: 'noSite',
  });
  expect(staffFromClaims({ sub: 'x', 'custom:role': 'administrator' }, names)).toMatchObject({
    kind: 'staff',
  });
});

test('after signing in a person lands in the console, wherever a link wanted to lead them', () => {
  expect(safeReturnPath('/console/campagnes/2026-sopa1?etape=trouble&page=2')).toBe(
    '/console/campagnes/2026-sopa1?etape=trouble&page=2',
  );
  for (const elsewhere of [
    undefined,
    '',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'https://elsewhere.example/console',
    '/console@elsewhere.example',
    '/consolelsewhere',
    '/console/../lien',
    '/auth/deconnexion',
    `/console?${'a'.repeat(600)}`,
  ])
    expect(safeReturnPath(elsewhere)).toBe('/console');
});

test('no return address leaves our own site', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((tail) => `/console${tail}`),
      ),
      (wanted) => {
        const target = new URL(safeReturnPath(wanted), https);
        expect(target.origin).toBe(https);
        expect(target.pathname).toMatch(/^\/console(\/|$)/);
      },
    ),
  );
});
