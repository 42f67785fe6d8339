import { endSessions } from '../../actions/end-sessions.ts';
import { mayAdminister, roleMeanings } from '../../domain/rights.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import { listed } from '../../domain/wording/people.ts';
import { Badge } from '../components/badge.tsx';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { notAllowedPage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { siteName } from './wording.ts';

const onlyAdministrators = 'Seule l’administration voit les personnes et ferme leurs sessions.';

/** Who has signed in, as the provider described them then. */
export const showPeople = async (visit: Visit): Promise<PageResponse> => {
  if (!mayAdminister(visit.staff)) return notAllowedPage(onlyAdministrators, '/console');
  const { institution, store, csrf, request } = visit;
  const people = (await store.sessions.people()).sort((a, b) =>
    a.staff.name.localeCompare(b.staff.name, 'fr'),
  );
  return html(
    <ConsolePage visit={visit} title="Personnes" trail={[{ label: 'Campagnes', href: '/console/campagnes' }]}>
      <h1>Personnes</h1>
      <p class="lead">
        Les personnes qui se sont connectées. Leur rôle et leurs sites viennent de l’annuaire de
        l’établissement : un changement s’applique en quelques minutes, ou aussitôt si vous fermez leurs
        sessions. Fermer les sessions déconnecte la personne partout ; elle peut se reconnecter aussitôt.
      </p>
      {request.query.get('fermees') === 'oui' && (
        <Notice tone="success" title="Les sessions sont fermées">
          <p>La personne devra se connecter de nouveau.</p>
        </Notice>
      )}
      <table class="stacked">
        <caption class="visually-hidden">Personnes qui se sont connectées</caption>
        <thead>
          <tr>
            <th scope="col">Nom</th>
            <th scope="col">Rôle</th>
            <th scope="col">Sites</th>
            <th scope="col">Dernière connexion</th>
            <th scope="col">Sessions</th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ staff, signedInAt, endedAt }) => (
            <tr key={staff.subject}>
              <th scope="row">{staff.name}</th>
              <td data-label="Rôle">{roleMeanings[staff.role].label}</td>
              <td data-label="Sites">
                {staff.role === 'administrator'
                  ? 'Tous'
                  : listed(staff.sites.map((site) => siteName(institution, site)))}
              </td>
              <td data-label="Dernière connexion">{momentAsOf(signedInAt, visit.request.now)}</td>
              <td data-label="Sessions">
                {endedAt !== undefined && endedAt >= signedInAt ? (
                  <Badge tone="neutral">Fermées</Badge>
                ) : (
                  <form method="post" action="/console/personnes">
                    <CsrfInput token={csrf} />
                    <input type="hidden" name="personne" value={staff.subject} />
                    <button class="secondary" type="submit">
                      Fermer les sessions<span class="visually-hidden"> de {staff.name}</span>
                    </button>
                  </form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ConsolePage>,
  );
};

export const submitEndSessions = async ({ acting, request }: Visit): Promise<PageResponse> => {
  const outcome = await endSessions(acting, fieldValue(request.form, 'personne').slice(0, 200));
  return outcome.kind === 'refused'
    ? notAllowedPage(onlyAdministrators, '/console')
    : redirect('/console/personnes?fermees=oui');
};
