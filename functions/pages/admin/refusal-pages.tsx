import type { ComponentChildren } from 'preact';
import { CsrfInput } from '../components/csrf-input.tsx';
import { csrfField } from '../csrf.ts';
import { Page } from '../page.tsx';
import { fieldValues, type PageRequest } from '../request.ts';
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

/** What was typed, to be sent again as it is; a file has to be chosen anew. */
const TypedFields = ({ form }: Pick<PageRequest, 'form'>) => (
  <>
    {Object.keys(form)
      .filter((name) => name !== csrfField)
      .flatMap((name) =>
        fieldValues(form, name).map((value) => (
          <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
        )),
      )}
  </>
);

/**
 * What a page refuses is offered again only when one of our own pages sent it: else another site's form would become ours,
 * with a token, by a click or two of whom it was played on.
 */
type Refused = Pick<PageRequest, 'path' | 'form' | 'isFromHere'>;

const notFromHerePage = (status: number): PageResponse =>
  refusal(
    status,
    'Cet envoi n’a pas été pris en compte',
    <>
      <p>Il ne vient pas d’une page ouverte dans votre session. Rien n’a été enregistré.</p>
      <p class="actions">
        <a class="button" href="/console/campagnes">
          Toutes les campagnes
        </a>
      </p>
    </>,
  );

export const signInAgainPage = (request: Refused): PageResponse =>
  request.isFromHere ? signInAndSendAgain(request) : notFromHerePage(401);

const signInAndSendAgain = (request: Refused): PageResponse =>
  refusal(
    401,
    'Votre session est terminée',
    <>
      <p>
        Pour protéger les données des étudiant·es, une session se ferme après une heure sans activité, ou huit
        heures. Ce que vous venez d’envoyer n’est pas encore enregistré, et reste sur cette page.
      </p>
      <ol>
        <li>
          <a href={`/auth/connexion?retour=${encodeURIComponent('/console')}`} target="_blank" rel="noopener">
            Connectez-vous dans un nouvel onglet
          </a>
        </li>
        <li>Revenez à celui-ci, et envoyez de nouveau.</li>
      </ol>
      <form method="post" action={request.path} class="actions">
        <TypedFields form={request.form} />
        <button type="submit">Envoyer de nouveau</button>
        <a href={request.path}>Abandonner ce qui était saisi</a>
      </form>
    </>,
  );

/** @param csrf the token that the form would need by now */
export const expiredFormPage = (request: Refused, csrf: string): PageResponse =>
  request.isFromHere ? confirmSending(request, csrf) : notFromHerePage(403);

const confirmSending = (request: Refused, csrf: string): PageResponse =>
  refusal(
    403,
    'Confirmez votre envoi',
    <>
      <p>
        Ce formulaire a été ouvert avant votre dernière connexion. Rien n’est encore enregistré ; ce que vous
        aviez saisi est gardé.
      </p>
      <form method="post" action={request.path} class="actions">
        <CsrfInput token={csrf} />
        <TypedFields form={request.form} />
        <button type="submit">Envoyer ce qui était saisi</button>
        <a class="button secondary" href={request.path}>
          Recharger la page
        </a>
        <a href="/console/campagnes">Toutes les campagnes</a>
      </form>
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
        <a class="button" href="/console/campagnes">
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
