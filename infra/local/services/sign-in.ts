import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import Provider, { interactionPolicy } from 'oidc-provider';
import type { SampleAccount } from '../sample/sample-accounts.ts';
import { signInPath } from '../template/local-names.ts';
import { Html, html, page } from '../workbench/html.ts';
import { readBody, sendHtml } from './http-exchange.ts';
import { inMemoryAdapter } from './sign-in-memory.ts';

export interface SignInClient {
  clientId: string;
  redirectUris: string[];
  logoutUris: string[];
}

/** What the functions expect in the ID token: the names come from their environment. */
export interface ClaimNames {
  role: string;
  sites: string;
}

/**
 * The OpenID Connect provider of this machine, in the place of Cognito: same flow (code with PKCE, public client), same
 * claims (several sites in one text, separated by commas), and a page of sample accounts instead of passwords. It keeps
 * nothing: whoever is signed in to the console stays so by the console's own cookie.
 */
export function localSignIn(options: {
  issuer: string;
  client: SignInClient;
  claims: ClaimNames;
  accounts: SampleAccount[];
}) {
  const { issuer, client, claims, accounts } = options;
  const provider = new Provider(issuer, {
    adapter: inMemoryAdapter(),
    clients: [
      {
        client_id: client.clientId,
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: client.redirectUris,
        post_logout_redirect_uris: client.logoutUris,
      },
    ],
    claims: {
      openid: ['sub', 'name', 'email', 'email_verified', claims.role, claims.sites],
      profile: [],
      email: [],
    },
    // Cognito puts every claim into the ID token, which is where the functions look.
    conformIdTokenClaims: false,
    cookies: { keys: [randomBytes(32).toString('hex')] },
    jwks: { keys: [signingKey()] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(context, form) {
          context.body = page(
            'Se déconnecter',
            html`<section><p>La session de l’espace des personnels est fermée. Fermez aussi celle de cette machine.</p>
${new Html(form)}<button form="op.logoutForm" name="logout" value="yes">Se déconnecter</button></section>`,
          );
        },
        postLogoutSuccessSource(context) {
          context.body = page(
            'Déconnexion',
            html`<p>Vous êtes déconnecté·e. <a href="/console">Revenir à l’espace des personnels</a></p>`,
          );
        },
      },
    },
    pkce: { required: () => true },
    // As Cognito, whatever scope is asked for.
    issueRefreshToken: () => true,
    interactions: {
      policy: alwaysAsk(),
      url: (_, interaction) => `${signInPath}/sign-in/${interaction.uid}`,
    },
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 300,
      Grant: 3600,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: 9 * 3600,
      Session: 3600,
    },
    findAccount: (_, id) => {
      const account = accounts.find((candidate) => candidate.id === id);
      return (
        account && {
          accountId: id,
          claims: () => ({
            sub: id,
            name: account.name,
            email: account.email,
            email_verified: true,
            [claims.role]: account.role,
            [claims.sites]: account.siteIds.join(','),
          }),
        }
      );
    },
    async loadExistingGrant(context) {
      const { client: asking, session } = context.oidc;
      const grant = new provider.Grant({ clientId: asking?.clientId, accountId: session?.accountId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    renderError(context) {
      context.type = 'html';
      context.body = page(
        'Connexion impossible',
        html`<p>La connexion n’a pas abouti. Revenez à l’<a href="/console">espace des personnels</a> et recommencez.</p>`,
      );
    },
  });
  const answer = provider.callback();

  /** The provider would have the person it remembers sign out first; here whoever is chosen is signed in. */
  const forgetPrevious = async (request: IncomingMessage, response: ServerResponse) => {
    const interaction = await provider.interactionDetails(request, response);
    if (!interaction.session) return;
    await (await provider.Session.findByUid(interaction.session.uid))?.destroy();
    interaction.session = undefined;
    await interaction.persist();
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://local');
    if (pathname.startsWith(`${signInPath}/sign-in/`)) {
      if (request.method !== 'POST') return sendHtml(response, 200, signInPage(accounts));
      const form = new URLSearchParams((await readBody(request, 10_000))?.toString());
      const chosen = accounts.find(({ id }) => id === form.get('account'));
      if (!chosen) return sendHtml(response, 400, signInPage(accounts));
      try {
        await forgetPrevious(request, response);
        await provider.interactionFinished(request, response, { login: { accountId: chosen.id } });
      } catch {
        // The page stayed open too long, or the home was started again meanwhile.
        sendHtml(
          response,
          400,
          page(
            'Connexion expirée',
            html`<p>Recommencez depuis l’<a href="/console">espace des personnels</a>.</p>`,
          ),
        );
      }
      return;
    }
    // The provider finds out where it is mounted by comparing the two.
    const originalUrl = request.url ?? '/';
    Object.assign(request, { originalUrl, url: originalUrl.slice(signInPath.length) || '/' });
    await answer(request, response);
  };
}

/** Asks each time who signs in, so that a visitor can change roles by signing out and in again. */
function alwaysAsk() {
  const policy = interactionPolicy.base();
  // Its own client: nobody is asked whether the console may know them.
  policy.remove('consent');
  const { Check } = interactionPolicy;
  policy
    .get('login')
    ?.checks.add(
      new Check('choose_account', 'Someone has to be chosen', (context) =>
        context.oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
      ),
    );
  return policy;
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kty: 'RSA' as const, use: 'sig' as const, alg: 'RS256' };
}

const signInPage = (accounts: SampleAccount[]) =>
  page(
    'Se connecter',
    html`<section><p>Sur cette machine, il n’y a pas de mot de passe : choisissez un compte d’exemple.</p>
<form method="post"><ul class="plain">${accounts.map(
      ({ id, name, label }) =>
        html`<li><button name="account" value="${id}"><strong>${name}</strong> (${label})</button></li>`,
    )}</ul></form></section>`,
  );
