import type { ComponentChildren } from 'preact';
import { Page } from './page.tsx';
import { html, type PageResponse } from './responses.ts';

const titles = { 404: 'Lien inconnu', 410: 'Lien expiré' };

type DeadLink = {
  /** Nobody's, or nobody's any more. */
  status: 404 | 410;
  heading: string;
  why: ComponentChildren;
  /** What the way to another is said with; without it, there is none. */
  another?: ComponentChildren;
};

/** Why a link is often unknown. */
export const cutInTwo =
  'Il est peut-être incomplet\u00a0: un logiciel de messagerie coupe parfois les longs liens.';

/** A link that opens nothing: why, and how to come by another. */
export const deadLinkPage = ({ status, heading, why, another }: DeadLink): PageResponse =>
  html(
    <Page title={titles[status]}>
      <h1>{heading}</h1>
      <p>{why}</p>
      {another && (
        <>
          <p>{another}</p>
          <p>
            <a class="button" href="/lien">
              Recevoir un nouveau lien
            </a>
          </p>
        </>
      )}
    </Page>,
    { status },
  );
