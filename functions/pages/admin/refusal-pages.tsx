import type { ComponentChildren } from 'preact';
import { Page } from '../page.tsx';
import { html, type PageResponse } from '../responses.ts';

/** The pages that say no, and what to do instead. */

const refusal = (status: number, title: string, children: ComponentChildren): PageResponse =>
  html(
    <Page title={title}>
      <h1>{title}</h1>
      {children}
    </Page>,
    { status },
  );

export const signInAgainPage = (path: string): PageResponse =>
  refusal(
    401,
    'Votre session est terminée',
    <>
      <p>
        Pour protéger les données des étudiant·es, une session dure huit heures. Rien n’a été enregistré de ce
        que vous venez d’envoyer : connectez-vous, puis recommencez.
      </p>
      <p class="actions">
        <a class="button" href={`/auth/connexion?retour=${encodeURIComponent(path)}`}>
          Se connecter
        </a>
      </p>
    </>,
  );

export const expiredFormPage = (path: string): PageResponse =>
  refusal(
    403,
    'Ce formulaire n’est plus valable',
    <>
      <p>
        Il a été ouvert avant votre dernière connexion, ou envoyé depuis une autre page. Rien n’a été
        enregistré.
      </p>
      <p class="actions">
        <a class="button" href={path}>
          Recharger la page
        </a>
        <a href="/console">Toutes les campagnes</a>
      </p>
    </>,
  );

/** Also what a person sees of another site's campaign or placement: it does not exist for them. */
export const nothingHerePage = (what = 'Cette page'): PageResponse =>
  refusal(
    404,
    `${what} est introuvable`,
    <>
      <p>L’adresse est inexacte, ou bien cette page concerne un site auquel vous n’avez pas accès.</p>
      <p class="actions">
        <a class="button" href="/console">
          Toutes les campagnes
        </a>
      </p>
    </>,
  );

export const notAllowedPage = (sentence: string, back = '/console'): PageResponse =>
  refusal(
    403,
    'Cette action ne vous est pas ouverte',
    <>
      <p>{sentence}</p>
      <p class="actions">
        <a class="button" href={back}>
          Revenir
        </a>
      </p>
    </>,
  );
