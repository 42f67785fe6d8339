import { cutLinksOfTutor } from '../../actions/cut-links.ts';
import { mayManage } from '../../domain/rights.ts';
import { tutorName } from '../../domain/wording/people.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { placementPath, placementTrail, visitedPlacement } from './visited-placement.ts';

const onlyManagersCut = 'Seules l’administration et la scolarité coupent les liens d’un tuteur.';

/** Says what cutting a tutor's links does. Changes nothing. */
export const showCutLinks = async (visit: Visit): Promise<PageResponse> => {
  const found = await visitedPlacement(visit);
  if (!found) return nothingHerePage('Cette affectation');
  const { placement } = found;
  if (!mayManage(visit.staff)) return notAllowedPage(onlyManagersCut, placementPath(found));
  return html(
    <ConsolePage
      visit={visit}
      title="Couper les liens du tuteur"
      here="Liens"
      trail={placementTrail(visit, found)}
      wide={false}
    >
      <h1>Couper les liens envoyés à {tutorName(placement)} ?</h1>
      <p>
        Utile si un courriel a été transféré ou lu par quelqu’un d’autre. Tous les liens déjà envoyés pour
        cette campagne cesseront de fonctionner, pour tous ses stagiaires.
      </p>
      <p>
        Rien n’est perdu : brouillons et comptes-rendus sont conservés. Le prochain courriel portera un
        nouveau lien ; d’ici là, le tuteur peut en demander un depuis la page d’accueil.
      </p>
      <form method="post" action={`${placementPath(found)}/liens`} class="actions">
        <CsrfInput token={visit.csrf} />
        <button type="submit">Couper les liens</button>
        <a href={placementPath(found)}>Ne rien changer</a>
      </form>
    </ConsolePage>,
  );
};

export const submitCutLinks = async (visit: Visit): Promise<PageResponse> => {
  const found = await visitedPlacement(visit);
  if (!found) return nothingHerePage('Cette affectation');
  const outcome = await cutLinksOfTutor(visit.env, visit.acting, found.placement);
  return outcome.kind === 'refused'
    ? notAllowedPage(onlyManagersCut, placementPath(found))
    : redirect(`${placementPath(found)}?liens=coupes`);
};
