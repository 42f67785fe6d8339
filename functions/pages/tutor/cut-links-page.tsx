import { cutOwnLinks, type OwnLinksCut } from '../../actions/cut-links.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Page } from '../page.tsx';
import type { PageRequest } from '../request.ts';
import { html, type PageResponse } from '../responses.ts';
import type { Door, TutorEnvironment } from './door.tsx';

const kept = 'Vos brouillons et vos comptes-rendus sont conservés.';

/** @param keeps what is not lost by it */
export const cutLinksQuestion = (
  { csrf, path }: Pick<Door, 'csrf' | 'path'>,
  keeps: string,
  status = 200,
): PageResponse =>
  html(
    <Page title="Couper mes anciens liens">
      <h1>Couper tous les liens déjà envoyés ?</h1>
      <p>
        Utile si l’un de nos courriels a été transféré ou lu par quelqu’un d’autre. Tous les liens déjà reçus,
        celui-ci compris, cesseront de fonctionner. Un nouveau lien partira aussitôt à votre adresse.
      </p>
      <p>{keeps}</p>
      <form method="post" action={`${path}/anciens-liens`} class="actions">
        <CsrfInput token={csrf} />
        <button type="submit">Couper les anciens liens</button>
        <a href={path}>Ne rien changer</a>
      </form>
    </Page>,
    { status },
  );

export const cutLinksPage = (door: Door): PageResponse => cutLinksQuestion(door, kept);

/** The old links are dead from here on; the new one goes to the address on file, and nowhere else. */
export const cutLinks =
  (env: TutorEnvironment) =>
  async (door: Door, request: PageRequest): Promise<PageResponse> => {
    if (!door.isOwnForm(request)) return cutLinksQuestion(door, kept, 403);
    return linksAreCut(await cutOwnLinks(env, door.store, door.link, request));
  };

export const linksAreCut = ({ isNewAsked }: OwnLinksCut): PageResponse =>
  html(
    <Page title="Anciens liens coupés">
      <h1>Les anciens liens ne fonctionnent plus</h1>
      {isNewAsked ? (
        <>
          <p>Un nouveau lien part à votre adresse électronique : il arrive en quelques minutes.</p>
          <p>
            Rien n’arrive ? <a href="/lien">Demandez un nouveau lien</a>.
          </p>
        </>
      ) : (
        <>
          <p>Mais le nouveau n’a pas pu partir. Demandez-le : il arrivera à votre adresse électronique.</p>
          <p>
            <a class="button" href="/lien">
              Recevoir un nouveau lien
            </a>
          </p>
        </>
      )}
    </Page>,
  );
