import { Page } from '../page.tsx';
import { html, type PageResponse } from '../responses.ts';

const NewLink = () => (
  <>
    <p>
      Vos brouillons et vos comptes-rendus sont conservés. Indiquez votre adresse électronique&nbsp;: vous
      recevrez un nouveau lien.
    </p>
    <p>
      <a class="button" href="/lien">
        Recevoir un nouveau lien
      </a>
    </p>
  </>
);

export const unknownLinkPage = (): PageResponse =>
  html(
    <Page title="Lien inconnu">
      <h1>Ce lien ne mène à aucun compte-rendu</h1>
      <p>Il est peut-être incomplet&nbsp;: un logiciel de messagerie coupe parfois les longs liens.</p>
      <NewLink />
    </Page>,
    { status: 404 },
  );

export const expiredLinkPage = (): PageResponse =>
  html(
    <Page title="Lien expiré">
      <h1>Ce lien n’est plus valable</h1>
      <p>La période de saisie est terminée, ou ce lien a été remplacé par un autre.</p>
      <NewLink />
    </Page>,
    { status: 410 },
  );
