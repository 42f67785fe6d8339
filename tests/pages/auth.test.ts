import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeReturnPath } from '../../functions/pages/auth/return-path.ts';
import { endedSessionCookie, readSession, sessionCookie } from '../../functions/pages/auth/session.ts';
import { staffFromClaims } from '../../functions/pages/auth/staff-claims.ts';
import type { Staff } from '../../schemas/staff.ts';

const names = { OIDC_ROLE_CLAIM: 'custom:role', OIDC_SITES_CLAIM: 'custom:sites' };
const registrar: Staff = { subject: 'r1', name: 'Nadège Brossard', role: 'registrar', sites: ['poitiers'] };
const morning = '2026-09-14T07:00:00.000Z';
const https = 'https://sopa.example';

const cookieValue = (setCookie: string): string => setCookie.split(';')[0]?.split('=')[1] ?? '';
const read = (value: string, now: string, key: Uint8Array) =>
  readSession({ cookies: { sopa_session: value }, now }, key);

test('a session says who is signed in for eight hours, and nothing afterwards', async () => {
  const key = randomBytes(32);
  const value = cookieValue(await sessionCookie(registrar, key, morning, https));
  expect((await read(value, '2026-09-14T14:59:59.000Z', key))?.staff).toEqual(registrar);
  expect(await read(value, '2026-09-14T15:00:01.000Z', key)).toBeUndefined();
});

test('a session cookie tells its holder nothing, and none but ours is believed', async () => {
  const key = randomBytes(32);
  const value = cookieValue(await sessionCookie(registrar, key, morning, https));
  expect(Buffer.from(value, 'base64url').toString()).not.toContain('Brossard');
  expect(await read(value, morning, randomBytes(32))).toBeUndefined();
  for (const forged of ['', 'x', 'a.b.c.d.e', `${value}A`, value.slice(0, -4), value.replaceAll('.', '')])
    expect(await read(forged, morning, key)).toBeUndefined();
});

test('every sign-in has an id of its own, so that a form of an earlier one is worth nothing', async () => {
  const key = randomBytes(32);
  const [first, second] = await Promise.all(
    [1, 2].map(async () =>
      read(cookieValue(await sessionCookie(registrar, key, morning, https)), morning, key),
    ),
  );
  expect(first?.id).not.toBe(second?.id);
});

test('a cookie is for browsers alone, and for https alone but on this machine', async () => {
  const made = await sessionCookie(registrar, randomBytes(32), morning, https);
  for (const attribute of ['HttpOnly', 'SameSite=Lax', 'Secure', 'Max-Age=28800'])
    expect(made).toContain(attribute);
  expect(endedSessionCookie('http://127.0.0.1:3000')).not.toContain('Secure');
  expect(endedSessionCookie('http://sopa.example')).toContain('Secure');
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
