import { seesSite } from '../../../schemas/staff.ts';
import { juryStates } from '../../domain/jury/jury-filter.ts';
import type { Visit } from './visit.ts';
import { juryPath, states, stateWords, type VisitedJury } from './visited-jury.ts';

/** Which students of a semester are shown, and are in its files. */
export const JuryFilterForm = ({ visit, jury: { period, filter } }: { visit: Visit; jury: VisitedJury }) => {
  const { institution, staff } = visit;
  const sites = institution.sites.filter(({ siteId }) => seesSite(staff, siteId));
  return (
    <search>
      <form method="get" action={juryPath(period)} class="filters">
        <div>
          <label for="recherche">Nom ou numéro</label>
          <input
            type="search"
            id="recherche"
            name="recherche"
            value={filter.search ?? ''}
            autocomplete="off"
          />
        </div>
        {sites.length > 1 && (
          <div>
            <label for="site">Site</label>
            <select id="site" name="site">
              <option value="">Tous</option>
              {sites.map(({ siteId, name }) => (
                <option key={siteId} value={siteId} selected={siteId === filter.site}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        )}
        <div>
          <label for="etat">Comptes-rendus</label>
          <select id="etat" name="etat">
            <option value="">Tous les états</option>
            {states.map((state) => (
              <option key={state} value={stateWords[state]} selected={state === filter.state}>
                {juryStates[state]}
              </option>
            ))}
          </select>
        </div>
        <button class="secondary" type="submit">
          Filtrer
        </button>
      </form>
    </search>
  );
};
