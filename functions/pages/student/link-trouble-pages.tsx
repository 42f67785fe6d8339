import type { ComponentChildren } from 'preact';
import { Page } from '../page.tsx';
import { html, type PageResponse } from '../responses.ts';

const deadLink = (title: string, heading: string, status: number, why: ComponentChildren): PageResponse =>
  html(
    <Page title={title}>
      <h1>{heading}</h1>
      <p>{why}</p>
      <p>Indiquez votre adresse électronique&nbsp;: vous recevrez un nouveau lien.</p>
      <p>
        <a class="button" href="/lien">
          Recevoir un nouveau lien
        </a>
      </p>
    </Page>,
    { status },
  );

export const unknownStudentLinkPage = (): PageResponse =>
  deadLink(
    'Lien inconnu',
    'Ce lien ne mène à aucun stage',
    404,
    <>Il est peut-être incomplet&nbsp;: un logiciel de messagerie coupe parfois les longs liens.</>,
  );

export const expiredStudentLinkPage = (): PageResponse =>
  deadLink(
    'Lien expiré',
    'Ce lien n’est plus valable',
    410,
    'Le stage est terminé depuis longtemps, ou ce lien a été remplacé par un autre.',
  );
