import type { Campaign } from '../../../schemas/campaign.ts';
import type { Placement } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import {
  type ProgressStep,
  progressLabels,
  progressStep,
  progressSteps,
} from '../../domain/placement/campaign-progress.ts';
import { byStudentName, searchPlacements } from '../../domain/placement/placement-search.ts';
import { periodsLabel } from '../../domain/wording/french-dates.ts';
import { Badge } from '../components/badge.tsx';
import type { Visit } from './visit.ts';
import { campaignPath, counted, siteName, studentName, tutorName } from './wording.ts';

const pageSize = 25;

const stepTone = {
  prepared: 'neutral',
  started: 'neutral',
  assigned: 'info',
  briefed: 'info',
  requested: 'info',
  reminded: 'warning',
  escalated: 'warning',
  received: 'success',
  distributed: 'success',
  unreturned: 'error',
  troubled: 'error',
} as const satisfies Record<ProgressStep, string>;

export const StepBadge = ({ placement, now }: { placement: Placement; now: IsoInstant }) => {
  const step = progressStep(placement, now);
  return <Badge tone={stepTone[step]}>{progressLabels[step]}</Badge>;
};

/** Beside the steps: placements some mail of which did not arrive, wherever they stand. */
export const undeliveredFilter = 'non-remis';

export const isUndelivered = ({ undelivered = [] }: Placement): boolean => undelivered.length > 0;

const isAtStep = (placement: Placement, step: string, now: IsoInstant): boolean => {
  if (step === '') return true;
  return step === undeliveredFilter ? isUndelivered(placement) : progressStep(placement, now) === step;
};

/** What the address asks of the list. */
const filterOf = ({ query }: Visit['request']) => {
  const page = Number(query.get('page') ?? '1');
  return {
    search: (query.get('recherche') ?? '').slice(0, 100),
    site: query.get('site') ?? '',
    step: query.get('etape') ?? '',
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
};

type ListProps = { visit: Visit; campaign: Campaign; placements: readonly Placement[] };

/** The placements of a campaign: searched, filtered, twenty-five at a time. All of it is in the address, to be shared. */
export const PlacementList = ({ visit, campaign, placements }: ListProps) => {
  const filter = filterOf(visit.request);
  const found = searchPlacements(placements, filter.search)
    .filter(({ siteId }) => filter.site === '' || siteId === filter.site)
    .filter((placement) => isAtStep(placement, filter.step, visit.request.now))
    .sort(byStudentName);
  const pages = Math.max(1, Math.ceil(found.length / pageSize));
  const page = Math.min(filter.page, pages);
  const shown = found.slice((page - 1) * pageSize, page * pageSize);
  const isFiltered = filter.search !== '' || filter.site !== '' || filter.step !== '';
  return (
    <section aria-labelledby="affectations">
      <h2 id="affectations">Affectations</h2>
      <search>
        <FilterForm visit={visit} campaign={campaign} placements={placements} filter={filter} />
      </search>
      <p role="status">
        {isFiltered
          ? `${counted(found.length, 'affectation trouvée', 'affectations trouvées')} sur ${placements.length}`
          : counted(found.length, 'affectation')}
        {pages > 1 && ` – page ${page} sur ${pages}`}
      </p>
      {shown.length === 0 ? (
        <p class="card">
          Aucune affectation ne correspond.{' '}
          <a href={`${campaignPath(campaign)}#affectations`}>Voir toutes les affectations</a>
        </p>
      ) : (
        <PlacementTable visit={visit} campaign={campaign} shown={shown} />
      )}
      {pages > 1 && <Pager campaign={campaign} filter={filter} page={page} pages={pages} />}
    </section>
  );
};

type Filter = ReturnType<typeof filterOf>;

const FilterForm = ({
  visit: { institution, request },
  campaign,
  placements,
  filter,
}: ListProps & { filter: Filter }) => {
  // In the institution's order, whatever the order of the placements.
  const siteIds = institution.sites
    .map(({ siteId }) => siteId)
    .filter((siteId) => placements.some((placement) => placement.siteId === siteId));
  const steps = progressSteps.filter((step) =>
    placements.some((placement) => progressStep(placement, request.now) === step),
  );
  return (
    <form class="filters" method="get" action={`${campaignPath(campaign)}#affectations`}>
      <div>
        <label for="recherche">Étudiant·e, tuteur, école ou commune</label>
        <input type="search" id="recherche" name="recherche" value={filter.search} autocomplete="off" />
      </div>
      {siteIds.length > 1 && (
        <div>
          <label for="site">Site</label>
          <select id="site" name="site">
            <option value="">Tous les sites</option>
            {siteIds.map((siteId) => (
              <option key={siteId} value={siteId} selected={filter.site === siteId}>
                {siteName(institution, siteId)}
              </option>
            ))}
          </select>
        </div>
      )}
      <div>
        <label for="etape">Étape</label>
        <select id="etape" name="etape">
          <option value="">Toutes les étapes</option>
          {steps.map((step) => (
            <option key={step} value={step} selected={filter.step === step}>
              {progressLabels[step]}
            </option>
          ))}
          {placements.some(isUndelivered) && (
            <option value={undeliveredFilter} selected={filter.step === undeliveredFilter}>
              Courriel non remis
            </option>
          )}
        </select>
      </div>
      <button class="secondary" type="submit">
        Filtrer
      </button>
    </form>
  );
};

const PlacementTable = ({
  visit: { institution, request },
  campaign,
  shown,
}: Pick<ListProps, 'visit' | 'campaign'> & { shown: readonly Placement[] }) => (
  <table class="stacked">
    <caption class="visually-hidden">Affectations de la campagne</caption>
    <thead>
      <tr>
        <th scope="col">Étudiant·e</th>
        <th scope="col">Tuteur ou tutrice</th>
        <th scope="col">École</th>
        <th scope="col">Site</th>
        <th scope="col">Dates</th>
        <th scope="col">Étape</th>
      </tr>
    </thead>
    <tbody>
      {shown.map((placement) => (
        <tr key={placement.studentNumber}>
          <th scope="row">
            <a href={`${campaignPath(campaign)}/affectations/${placement.studentNumber}`}>
              {studentName(placement)}
            </a>
            <span class="muted">{placement.studentNumber}</span>
          </th>
          <td data-label="Tuteur ou tutrice">{tutorName(placement)}</td>
          <td data-label="École">
            {placement.school.name}, {placement.school.town}
          </td>
          <td data-label="Site">{siteName(institution, placement.siteId)}</td>
          <td data-label="Dates">{periodsLabel(placement.periods)}</td>
          <td data-label="Étape">
            <span class="badges">
              <StepBadge placement={placement} now={request.now} />
              {isUndelivered(placement) && <Badge tone="error">Courriel non remis</Badge>}
            </span>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

type PagerProps = { campaign: Campaign; filter: Filter; page: number; pages: number };

const Pager = ({ campaign, filter, page, pages }: PagerProps) => {
  const href = (wanted: number) => {
    const query = new URLSearchParams({
      recherche: filter.search,
      site: filter.site,
      etape: filter.step,
      page: String(wanted),
    });
    return `${campaignPath(campaign)}?${query}#affectations`;
  };
  return (
    <nav class="pager" aria-label="Pages de la liste">
      {page > 1 && (
        <a class="button secondary" href={href(page - 1)} rel="prev">
          Page précédente
        </a>
      )}
      {page < pages && (
        <a class="button secondary" href={href(page + 1)} rel="next">
          Page suivante
        </a>
      )}
    </nav>
  );
};
