import * as client from 'openid-client';
import * as z from 'zod';
import { isLoopbackHttp } from './cookies.ts';
import type { AuthEnvironment } from './environment.ts';

/** What must come back unchanged from the provider's page; kept meanwhile in an encrypted cookie. */
export const signInAttempt = z.object({
  state: z.string().min(1),
  nonce: z.string().min(1),
  verifier: z.string().min(1),
  returnPath: z.string().min(1),
  /** Levels of authentication that were asked for: the answer must be one of them. */
  levels: z.array(z.string()),
});
export type SignInAttempt = z.infer<typeof signInAttempt>;

const discovered = new Map<string, Promise<client.Configuration>>();

/** The provider's endpoints, asked for once in the life of a function's instance; a failure is not remembered. */
const configurationOf = ({ OIDC_ISSUER, OIDC_CLIENT_ID }: AuthEnvironment): Promise<client.Configuration> => {
  const name = `${OIDC_ISSUER} ${OIDC_CLIENT_ID}`;
  const known = discovered.get(name);
  if (known) return known;
  const asked = client.discovery(
    new URL(OIDC_ISSUER),
    OIDC_CLIENT_ID,
    {},
    // A public client: PKCE, not a secret, shows that the code comes back to whoever asked for it.
    client.None(),
    {
      execute: [
        // Straight from the provider over TLS, a token might be believed unsigned; a proxy on the way should not be.
        client.enableNonRepudiationChecks,
        ...(isLoopbackHttp(OIDC_ISSUER) ? [client.allowInsecureRequests] : []),
      ],
    },
  );
  discovered.set(name, asked);
  asked.catch(() => discovered.delete(name));
  return asked;
};

const callbackOf = (publicUrl: string) => `${publicUrl}/auth/callback`;

type Claimed = { kind: 'claims'; claims: Record<string, unknown>; refreshToken: string | undefined };

/** A provider that gives a way to ask again only when it is asked for one says so; Cognito always does. */
const scopeOf = (configuration: client.Configuration): string => {
  const offered = configuration.serverMetadata().scopes_supported ?? [];
  return ['openid', 'profile', 'email', ...offered.filter((scope) => scope === 'offline_access')].join(' ');
};

/**
 * What the provider says by now of somebody who signed in before.
 * @returns `refused` when it does not know them any more. @throws when it does not answer
 */
export const claimsByNow = async (
  env: AuthEnvironment,
  refreshToken: string,
): Promise<Claimed | { kind: 'refused' }> => {
  try {
    const tokens = await client.refreshTokenGrant(await configurationOf(env), refreshToken);
    const claims = tokens.claims();
    // Without an ID token nothing is said: a provider that answers so can only be asked by signing in.
    return claims
      ? { kind: 'claims', claims: { ...claims }, refreshToken: tokens.refresh_token }
      : { kind: 'refused' };
  } catch (error) {
    if (error instanceof client.ResponseBodyError && error.status < 500) return { kind: 'refused' };
    throw error;
  }
};

/**
 * A second factor, where the deployment wants one. Also of a provider that does not say that it can ask for it: what it does not
 * confirm is taken for a password alone, and refused.
 */
const levelsToAsk = ({ OIDC_ACR_VALUES }: AuthEnvironment): string[] =>
  OIDC_ACR_VALUES.split(' ').filter((level) => level !== '');

/** @returns the provider's own way out, or undefined when it names none. Cognito knows the two last parameters alone. */
export const providerSignOut = async (env: AuthEnvironment): Promise<string | undefined> => {
  const configuration = await configurationOf(env);
  const { end_session_endpoint } = configuration.serverMetadata();
  if (!end_session_endpoint) return undefined;
  const location = new URL(end_session_endpoint);
  location.searchParams.set('post_logout_redirect_uri', `${env.PUBLIC_URL}/`);
  location.searchParams.set('client_id', env.OIDC_CLIENT_ID);
  location.searchParams.set('logout_uri', `${env.PUBLIC_URL}/`);
  return location.href;
};

/** @returns the provider's address to go to, and what to remember until the person comes back. */
export const beginSignIn = async (
  env: AuthEnvironment,
  returnPath: string,
): Promise<{ location: string; attempt: SignInAttempt }> => {
  const configuration = await configurationOf(env);
  const attempt = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
    returnPath,
    levels: levelsToAsk(env),
  };
  const location = client.buildAuthorizationUrl(configuration, {
    redirect_uri: callbackOf(env.PUBLIC_URL),
    scope: scopeOf(configuration),
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
    ...(attempt.levels.length > 0 && { acr_values: attempt.levels.join(' ') }),
  });
  return { location: location.href, attempt };
};

/**
 * Exchanges the code that the person came back with.
 *
 * @returns the provider's claims, or `refused` when the person turned back, or the answer is not the one to our question:
 * signing in again mends both. `tooWeak`: without the second factor that was asked for.
 */
export const finishSignIn = async (
  env: AuthEnvironment,
  query: URLSearchParams,
  attempt: SignInAttempt,
): Promise<Claimed | { kind: 'refused' } | { kind: 'tooWeak' }> => {
  const configuration = await configurationOf(env);
  try {
    const tokens = await client.authorizationCodeGrant(
      configuration,
      new URL(`${callbackOf(env.PUBLIC_URL)}?${query}`),
      { expectedState: attempt.state, expectedNonce: attempt.nonce, pkceCodeVerifier: attempt.verifier },
    );
    const claims: Record<string, unknown> = { ...tokens.claims() };
    const { levels } = attempt;
    if (levels.length > 0 && !levels.some((level) => level === claims.acr)) return { kind: 'tooWeak' };
    return { kind: 'claims', claims, refreshToken: tokens.refresh_token };
  } catch (error) {
    if (
      error instanceof client.AuthorizationResponseError ||
      error instanceof client.ResponseBodyError ||
      error instanceof client.ClientError
    )
      return { kind: 'refused' };
    throw error;
  }
};
