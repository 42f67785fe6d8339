import type { Institute } from '../../../schemas/programme.ts';
import { siteExamples } from '../../domain/wording/site-examples.ts';
import { Notice } from '../components/notice.tsx';
import { Page } from '../page.tsx';
import { html, type PageResponse } from '../responses.ts';

const signIn = '/auth/connexion';

/** Signing in did not come to an end: too slow, turned back, or a cookie that the browser did not keep. */
export const signInFailedPage = (): PageResponse =>
  html(
    <Page title="Connexion interrompue">
      <h1>La connexion n’a pas abouti</h1>
      <p>
        Elle a été interrompue ou a pris plus de dix minutes. Recommencez ; si cela se répète, vérifiez que
        votre navigateur accepte les cookies de ce site.
      </p>
      <p class="actions">
        <a class="button" href={signIn}>
          Se connecter
        </a>
      </p>
    </Page>,
    { status: 400 },
  );

/** Somebody follows another site's link: a session begins by their own click. */
export const signInOnPurposePage = (returnPath: string): PageResponse =>
  html(
    <Page title="Connexion">
      <h1>Espace des personnels</h1>
      <p>Vous arrivez d’un autre site ou d’un courriel. Connectez-vous pour ouvrir la page demandée.</p>
      <p class="actions">
        <a class="button" href={`${signIn}?retour=${encodeURIComponent(returnPath)}`}>
          Se connecter
        </a>
      </p>
    </Page>,
  );

export const providerUnreachablePage = (): PageResponse =>
  html(
    <Page title="Connexion indisponible">
      <h1>Le service de connexion ne répond pas</h1>
      <p>
        La page de connexion de votre établissement est momentanément injoignable. Réessayez dans quelques
        minutes : rien n’est perdu.
      </p>
      <p class="actions">
        <a class="button" href={signIn}>
          Réessayer
        </a>
      </p>
    </Page>,
    { status: 502 },
  );

/** The provider knows the person; nobody gave them a place in SOPA. */
export const noAccessPage = (
  reason: 'noRole' | 'noSite',
  institution: Pick<Institute, 'name' | 'sites' | 'programme'>,
): PageResponse =>
  html(
    <Page title="Accès non ouvert" institution={institution}>
      <h1>Votre compte n’a pas encore accès à cet espace</h1>
      <Notice tone="warning">
        <p>
          {reason === 'noRole'
            ? 'Votre compte est reconnu, mais aucun rôle (administration, gestionnaire de scolarité ou délégué de stage) ne lui est attribué.'
            : `Votre compte est reconnu, mais aucun site (${siteExamples(institution.sites, 2)}) ne lui est attribué.`}
        </p>
      </Notice>
      <p>
        Demandez à l’administration {institution.programme.words.institute.of} d’ouvrir votre accès, puis
        connectez-vous de nouveau.
      </p>
      <p>
        Vous êtes tuteur ou tutrice ? Aucun compte n’est nécessaire :{' '}
        <a href="/lien">recevez votre lien par courriel</a>.
      </p>
      <p class="actions">
        <a class="button secondary" href={signIn}>
          Se connecter avec un autre compte
        </a>
      </p>
    </Page>,
    { status: 403 },
  );

/** The provider let the person in, and not in the way that it was asked to. */
export const secondFactorPage = (): PageResponse =>
  html(
    <Page title="Connexion à renforcer">
      <h1>Cette connexion demande un second facteur</h1>
      <p>
        Votre établissement vous a reconnu·e sans vérification supplémentaire (code, application, clé).
        Activez-la sur votre compte, puis connectez-vous de nouveau.
      </p>
      <p class="actions">
        <a class="button" href={signIn}>
          Se connecter
        </a>
      </p>
    </Page>,
    { status: 403 },
  );

/** @param provider the way out of the provider's own session, which the browser then takes by itself */
export const signedOutPage = (cookies: string[], provider: string | undefined): PageResponse =>
  html(
    <Page title="Déconnexion">
      <h1>Vous êtes déconnecté·e</h1>
      {provider === undefined ? (
        <p>Sur un ordinateur partagé, fermez aussi le navigateur.</p>
      ) : (
        <p>
          La session de votre établissement se ferme aussi.{' '}
          <a href={provider}>Continuer si rien ne se passe</a>.
        </p>
      )}
      <p class="actions">
        <a class="button" href={signIn}>
          Se connecter de nouveau
        </a>
      </p>
    </Page>,
    {
      cookies,
      headers: {
        'clear-site-data': '"cache", "cookies", "storage"',
        // Not a redirect: the form that leads here may only lead to our own pages.
        ...(provider !== undefined && { refresh: `2; url=${provider}` }),
      },
    },
  );
