import { seesSite } from '../../../schemas/staff.ts';
import { juryStates } from '../../domain/jury/jury-filter.ts';
import { FilterSelect } from '../components/filter-select.tsx';
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
          <FilterSelect
            name="site"
            label="Site"
            value={filter.site ?? ''}
            options={[
              { value: '', label: 'Tous' },
              ...sites.map(({ siteId, name }) => ({ value: siteId, label: name })),
            ]}
          />
        )}
        <FilterSelect
          name="etat"
          label="Comptes-rendus"
          value={filter.state === undefined ? '' : stateWords[filter.state]}
          options={[
            { value: '', label: 'Tous les états' },
            ...states.map((state) => ({ value: stateWords[state], label: juryStates[state] })),
          ]}
        />
        <button class="secondary" type="submit">
          Filtrer
        </button>
      </form>
    </search>
  );
};
