import { Page } from './page.tsx';
import { html, type PageResponse } from './responses.ts';

/** The pages that say that there is no page. */

export const notFoundPage = (): PageResponse =>
  html(
    <Page title="Page introuvable">
      <h1>Cette page n’existe pas</h1>
      <p>
        L’adresse est peut-être incomplète&nbsp;: un logiciel de messagerie coupe parfois les longs liens.
      </p>
      <p>
        Tuteurs et tutrices&nbsp;: <a href="/lien">recevoir un nouveau lien par courriel</a>.
      </p>
    </Page>,
    { status: 404 },
  );

export const methodNotAllowedPage = (allowed: string[]): PageResponse =>
  html(
    <Page title="Demande impossible">
      <h1>Cette demande n’est pas possible ici</h1>
      <p>
        Revenez à la page précédente, ou à <a href="/">l’accueil</a>.
      </p>
    </Page>,
    { status: 405, headers: { allow: allowed.join(', ') } },
  );

export const tooLargePage = (): PageResponse =>
  html(
    <Page title="Envoi trop volumineux">
      <h1>Cet envoi est trop volumineux</h1>
      <p>
        Rien n’a été enregistré. Revenez à la page précédente&nbsp;: un texte très long est à raccourcir, un
        fichier ne peut pas dépasser 4 Mo.
      </p>
    </Page>,
    { status: 413 },
  );

export const troublePage = (requestId: string): PageResponse =>
  html(
    <Page title="Une erreur est survenue">
      <h1>Une erreur est survenue de notre côté</h1>
      <p>
        Ce que vous aviez enregistré est conservé. Revenez à la page précédente et réessayez dans quelques
        minutes.
      </p>
      <p>
        Si l’erreur se répète, indiquez ce numéro en nous écrivant&nbsp;: <code>{requestId}</code>
      </p>
    </Page>,
    { status: 500 },
  );
