import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { AuthEnvironment } from '../../functions/pages/auth/environment.ts';
import { beginSignIn, claimsByNow, finishSignIn } from '../../functions/pages/auth/provider.ts';
import { seal, unseal } from '../../functions/pages/auth/sealed.ts';
import { newSessionId } from '../../functions/pages/auth/session.ts';
import { type ConsoleHome, startConsoleHome } from './console-home.ts';

/** A provider whose answers a test writes. */
const keys = await generateKeyPair('RS256');
const strangers = await generateKeyPair('RS256');
let server: Server;
let issuer = '';
let said: { issuer?: string; token: () => Promise<string> | string };
let jwksAsked = 0;
let movedTo: string | undefined;

beforeAll(async () => {
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'ours', alg: 'RS256', use: 'sig' };
  server = createServer(async (request, response) => {
    const answer = (body: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/elsewhere') return answer({ access_token: 'x', token_type: 'Bearer' });
    if (request.url === '/jwks') {
      jwksAsked += 1;
      return answer({ keys: [jwk] });
    }
    if (request.url === '/token') {
      if (movedTo) return response.writeHead(307, { location: movedTo }).end();
      return answer({
        ...{ access_token: 'a', refresh_token: 'r', token_type: 'Bearer', expires_in: 300 },
        id_token: await said.token(),
      });
    }
    return answer({
      issuer: said.issuer ?? issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code'],
      scopes_supported: ['openid', 'offline_access'],
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));

let clients = 0;
const envWith = (levels = ''): AuthEnvironment => {
  // Each test is another client: what was discovered is kept by its name.
  clients += 1;
  return {
    ...{ TABLE_NAME: 't', AUDIT_TABLE_NAME: 'a', SECRET_ARN: 's', PUBLIC_URL: 'https://sopa.example' },
    ...{ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: `sopa-${clients}`, OIDC_ROLE_CLAIM: 'role' },
    ...{ OIDC_SITES_CLAIM: 'sites', OIDC_ACR_VALUES: levels },
  };
};

type Change = { claims?: Record<string, unknown>; key?: CryptoKey; unsigned?: boolean };

/** A whole sign-in, whose ID token is changed on the way. */
const signIn = async (env: AuthEnvironment, { claims, key = keys.privateKey, unsigned }: Change = {}) => {
  said = { token: () => 'unused' };
  const { attempt, location } = await beginSignIn(env, '/console');
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    ...{ iss: issuer, aud: env.OIDC_CLIENT_ID, sub: 'r1', iat: now, exp: now + 300 },
    nonce: attempt.nonce,
    ...claims,
  };
  said.token = () =>
    unsigned
      ? new UnsecuredJWT(payload).encode()
      : new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'ours' }).sign(key);
  const query = new URLSearchParams({ code: 'c', state: attempt.state, iss: issuer });
  const outcome = await finishSignIn(env, query, attempt).catch((error: unknown) => ({
    kind: 'thrown',
    name: error instanceof Error ? error.name : '',
  }));
  return { outcome, location };
};

describe('what the provider says of a person', () => {
  test('is believed with its signature, checked by the provider’s own keys', async () => {
    jwksAsked = 0;
    const { outcome } = await signIn(envWith());
    expect(outcome).toMatchObject({ kind: 'claims', claims: { sub: 'r1' } });
    expect(jwksAsked).toBeGreaterThan(0);
  });

  const hour = 3600;
  test.each<[string, Change]>([
    ['is unsigned', { unsigned: true }],
    ['is signed by another key', { key: strangers.privateKey }],
    ['is for another client', { claims: { aud: 'another' } }],
    ['is of another issuer', { claims: { iss: 'https://id.example' } }],
    ['answers another question', { claims: { nonce: 'another' } }],
    ['is out of date', { claims: { iat: 1_700_000_000, exp: 1_700_000_000 + hour } }],
  ])('is not believed when it %s', async (_, change) => {
    const { outcome } = await signIn(envWith(), change);
    expect(outcome.kind).toMatch(/^(refused|thrown)$/);
  });

  test('is checked anew when it is asked again', async () => {
    const env = envWith();
    await signIn(env);
    expect(await claimsByNow(env, 'r')).toMatchObject({ kind: 'claims' });
    said.token = () =>
      new SignJWT({ iss: issuer, aud: env.OIDC_CLIENT_ID, sub: 'r1', iat: 1, exp: 9_999_999_999 })
        .setProtectedHeader({ alg: 'RS256', kid: 'ours' })
        .sign(strangers.privateKey);
    await expect(claimsByNow(env, 'r')).rejects.toThrow();
  });

  test('is asked of the configured issuer alone, not of one that its own page names', async () => {
    said = { issuer: 'https://id.example', token: () => '' };
    await expect(beginSignIn(envWith(), '/console')).rejects.toThrow();
  });

  test('is not sought where a redirection leads', async () => {
    movedTo = `${issuer}/elsewhere`;
    const { outcome } = await signIn(envWith());
    movedTo = undefined;
    expect(outcome.kind).toMatch(/^(refused|thrown)$/);
  });
});

describe('a second factor that the deployment wants', () => {
  const twice = 'https://refeds.org/profile/mfa';

  test('is asked for, and a sign-in that does not show it is too weak, whatever the provider says it knows', async () => {
    const { outcome, location } = await signIn(envWith(twice));
    expect(new URL(location).searchParams.get('acr_values')).toBe(twice);
    expect(outcome).toEqual({ kind: 'tooWeak' });
  });

  test('lets in who shows it', async () => {
    expect((await signIn(envWith(twice), { claims: { acr: twice } })).outcome).toMatchObject({
      kind: 'claims',
    });
  });
});

test('every question has a state, a nonce and a verifier of its own, by the code flow and S256', async () => {
  said = { token: () => '' };
  const env = envWith();
  const [first, second] = [await beginSignIn(env, '/console'), await beginSignIn(env, '/console')];
  for (const name of ['state', 'nonce', 'verifier'] as const) {
    expect(first.attempt[name]).not.toBe(second.attempt[name]);
    expect(Buffer.from(first.attempt[name], 'base64url').length).toBeGreaterThanOrEqual(32);
  }
  expect(Object.fromEntries(new URL(first.location).searchParams)).toMatchObject({
    ...{ response_type: 'code', code_challenge_method: 'S256', state: first.attempt.state },
    redirect_uri: 'https://sopa.example/auth/callback',
  });
});

test('what is sealed for one purpose opens nothing for another', async () => {
  const key = Buffer.alloc(32, 7);
  const now = '2026-09-14T07:00:00.000Z';
  const shape = z.object({ id: z.string() });
  const value = await seal({ id: 'x' }, { key, purpose: 'refresh', seconds: 60 }, now);
  expect(await unseal(value, shape, { key, purpose: 'refresh', seconds: 60 }, now)).toEqual({ id: 'x' });
  expect(await unseal(value, shape, { key, purpose: 'session', seconds: 60 }, now)).toBeUndefined();
});

test('a session’s id has at least 128 random bits', () => {
  const ids = Array.from({ length: 50 }, newSessionId);
  expect(new Set(ids).size).toBe(50);
  for (const id of ids) expect(Buffer.from(id, 'base64url').length * 8).toBeGreaterThanOrEqual(128);
});

describe('in the console', () => {
  let home: ConsoleHome;
  beforeAll(async () => {
    home = await startConsoleHome();
  });
  afterAll(() => home.close());

  test('signing in again ends the session before', async () => {
    const visitor = await home.signIn('Camille Fournier');
    const kept = visitor.cookieHeader();
    const open = (cookie: string) =>
      fetch(`${home.url}/console`, { headers: { cookie }, redirect: 'manual' }).then(({ status }) => status);
    expect(await open(kept)).toBe(200);
    await visitor.visit(`${home.url}/auth/connexion`);
    await visitor.press('Camille Fournier');
    expect(await open(visitor.cookieHeader())).toBe(200);
    expect(await open(kept)).toBe(303);
  });

  test.each([
    ['cross-site', 200],
    ['same-site', 200],
    ['same-origin', 303],
    ['none', 303],
    [undefined, 303],
  ])(
    'a sign-in that comes %s begins by itself only from our own page or the address bar',
    async (site, status) => {
      const response = await fetch(`${home.url}/auth/connexion?retour=/console/journal`, {
        redirect: 'manual',
        headers: site ? { 'sec-fetch-site': site } : {},
      });
      expect(response.status).toBe(status);
      expect(response.headers.has('set-cookie')).toBe(status === 303);
      if (status === 200)
        expect(await response.text()).toContain('href="/auth/connexion?retour=%2Fconsole%2Fjournal"');
    },
  );
});
