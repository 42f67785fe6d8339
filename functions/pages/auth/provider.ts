import * as client from 'openid-client';
import { z } from 'zod';
import { isLoopbackHttp } from './cookies.ts';
import type { AuthEnvironment } from './environment.ts';

/** What must come back unchanged from the provider's page; kept meanwhile in an encrypted cookie. */
export const signInAttempt = z.object({
  state: z.string().min(1),
  nonce: z.string().min(1),
  verifier: z.string().min(1),
  returnPath: z.string().min(1),
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
    { execute: isLoopbackHttp(OIDC_ISSUER) ? [client.allowInsecureRequests] : [] },
  );
  discovered.set(name, asked);
  asked.catch(() => discovered.delete(name));
  return asked;
};

const callbackOf = (publicUrl: string) => `${publicUrl}/auth/callback`;

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
  };
  const location = client.buildAuthorizationUrl(configuration, {
    redirect_uri: callbackOf(env.PUBLIC_URL),
    scope: 'openid profile email',
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
  });
  return { location: location.href, attempt };
};

/**
 * Exchanges the code that the person came back with.
 *
 * @returns the provider's claims, or `refused` when the person turned back, or the answer is not the one to our question:
 * signing in again mends both.
 */
export const finishSignIn = async (
  env: AuthEnvironment,
  query: URLSearchParams,
  attempt: SignInAttempt,
): Promise<{ kind: 'claims'; claims: Record<string, unknown> } | { kind: 'refused' }> => {
  const configuration = await configurationOf(env);
  try {
    const tokens = await client.authorizationCodeGrant(
      configuration,
      new URL(`${callbackOf(env.PUBLIC_URL)}?${query}`),
      { expectedState: attempt.state, expectedNonce: attempt.nonce, pkceCodeVerifier: attempt.verifier },
    );
    return { kind: 'claims', claims: { ...tokens.claims() } };
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
