import type { TutorEnvironment } from '../../environment.ts';
import { keptStore } from '../../store/store.ts';
import { Page } from '../page.tsx';
import { html, type PageResponse } from '../responses.ts';

/** What somebody finds who comes without a link. */
export const homePage = (env: TutorEnvironment) => async (): Promise<PageResponse> => {
  const institution = await keptStore(env.TABLE_NAME).institutions.get();
  const { words } = institution.programme;
  return html(
    <Page title="Accueil" institution={institution}>
      <h1>{words.internships}</h1>
      <p class="lead">Lettres de mission, comptes-rendus des tuteurs et suivi {words.ofInternships}.</p>
      <div class="card">
        <h2>Vous accueillez un ou une stagiaire</h2>
        <p>
          Le lien vers votre compte-rendu se trouve dans le courriel reçu à la fin du stage. Aucun mot de
          passe n’est nécessaire.
        </p>
        <p>
          <a class="button" href="/lien">
            Recevoir un nouveau lien
          </a>
        </p>
      </div>
      <div class="card">
        <h2>Vous êtes en stage</h2>
        <p>
          Le lien vers vos stages, votre tuteur et vos comptes-rendus se trouve dans le courriel de votre
          affectation. <a href="/lien">Le recevoir à nouveau</a>
        </p>
      </div>
      <div class="card">
        <h2>Vous travaillez {words.institute.at}</h2>
        <p>
          <a class="button secondary" href="/console">
            {words.space}
          </a>
        </p>
      </div>
    </Page>,
  );
};
