import { rm } from 'node:fs/promises';
import makeFetchCookie from 'fetch-cookie';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Home, startHome } from '../../infra/local/home.ts';
import { writeSmallAssembly } from './small-assembly.ts';

let assembly: string;
let home: Home;
beforeAll(async () => {
  assembly = await writeSmallAssembly();
  home = await startHome({ port: 0, assembly, frozen: true });
});
afterAll(async () => {
  await home.close();
  await rm(assembly, { recursive: true });
});

/** The browser's part, up to the answer that leads back to the application. */
async function choose(browser: typeof fetch, start: URL, account: string): Promise<URL> {
  const page = await browser(start);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('choisissez un compte d’exemple');
  let response = await browser(page.url, {
    method: 'POST',
    body: new URLSearchParams({ account }),
    redirect: 'manual',
  });
  for (let hops = 0; hops < 5; hops += 1) {
    const location = new URL(response.headers.get('location') ?? '', page.url);
    if (location.pathname === '/auth/callback') return location;
    response = await browser(location, { redirect: 'manual' });
  }
  throw new Error(`Never came back from ${response.url}`);
}

async function signIn(account: string, browser: typeof fetch = makeFetchCookie(fetch)) {
  const config = await oidc.discovery(new URL(`${home.url}/_local/oidc`), 'Client', undefined, oidc.None(), {
    execute: [oidc.allowInsecureRequests],
  });
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const start = oidc.buildAuthorizationUrl(config, {
    redirect_uri: `${home.url}/auth/callback`,
    scope: 'openid email profile',
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: 'state',
    nonce: 'nonce',
  });
  const tokens = await oidc.authorizationCodeGrant(config, await choose(browser, start, account), {
    ...{ pkceCodeVerifier, expectedState: 'state', expectedNonce: 'nonce', idTokenExpected: true },
  });
  const again = () => choose(browser, start, account);
  return { claims: tokens.claims(), again };
}

test('a sample account signs in with one click, and its role and sites are in the ID token', async () => {
  const { claims } = await signIn('scolarite-angouleme');
  expect(claims).toMatchObject({
    sub: 'scolarite-angouleme',
    name: 'Maëlle Desport',
    'custom:role': 'registrar',
    'custom:sites': 'angouleme',
  });
});

test('another account can be chosen in the same browser', async () => {
  const browser = makeFetchCookie(fetch);
  expect((await signIn('delegue-poitiers', browser)).claims).toMatchObject({ sub: 'delegue-poitiers' });
  expect((await signIn('administration', browser)).claims).toMatchObject({ sub: 'administration' });
  expect((await signIn('administration', browser)).claims).toMatchObject({ sub: 'administration' });
});

test('an administrator has no site of their own', async () => {
  expect((await signIn('administration')).claims).toMatchObject({
    'custom:role': 'administrator',
    'custom:sites': '',
  });
});

test('the page of accounts comes each time, so that a visitor can change roles', async () => {
  const { again } = await signIn('administration');
  expect((await again()).searchParams.get('code')).toBeTruthy();
});

test('there is an administrator, and a registrar and a delegate for each site', () => {
  expect(home.accounts.map(({ role }) => role)).toEqual([
    'administrator',
    ...['registrar', 'registrar', 'registrar', 'registrar'],
    ...['delegate', 'delegate', 'delegate', 'delegate'],
  ]);
});

test('an account that does not exist, and a sign-in that is not underway, lead to a page in French', async () => {
  const response = await fetch(`${home.url}/_local/oidc/sign-in/nothing`, {
    method: 'POST',
    body: new URLSearchParams({ account: 'administration' }),
  });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('expirée');
});
