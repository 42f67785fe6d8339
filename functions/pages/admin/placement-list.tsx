import type { Campaign } from '../../../schemas/campaign.ts';
import type { PlacementLine } from '../../../schemas/placement.ts';
import {
  progressLabels,
  progressSteps,
  type SiteProgress,
  sizeOf,
  sumOf,
  totalOf,
} from '../../domain/placement/campaign-progress.ts';
import { listOrder } from '../../domain/placement/placement-search.ts';
import { mayManage } from '../../domain/rights.ts';
import { FilterSelect } from '../components/filter-select.tsx';
import {
  filtered,
  filterQuery,
  groupWords,
  lineGroups,
  listPath,
  type PlacementFilter,
  placementFilter,
} from './placement-filter.ts';
import { type Order, orderChoices, orderOf, orderWord, sortedLines } from './placement-order.ts';
import { PlacementTable } from './placement-table.tsx';
import { selectionChoices } from './selection-page.tsx';
import type { Visit } from './visit.ts';
import { campaignPath, counted, siteName } from './wording.ts';

const pageSize = 25;
/** By another column than the index's own, a list is read whole before it is sorted: no more than so many are. */
const mostSorted = 500;

/** Where in the list the address is: it goes on from a student's number, since names do not go into addresses. */
const placeOf = ({ query }: Visit['request']) => {
  const page = Number(query.get('page') ?? '1');
  return {
    page: Number.isInteger(page) && page > 0 ? page : 1,
    after: query.get('apres') ?? undefined,
    before: query.get('avant') ?? undefined,
  };
};

type Listed = {
  filter: PlacementFilter;
  order: Order;
  page: number;
  lines: PlacementLine[];
  hasBefore: boolean;
  hasAfter: boolean;
  /** How many there are in all; a search does not count what it has not read. */
  total: number | undefined;
  /** Another order was asked for, of more than can be sorted. */
  isTooLongToSort: boolean;
};

/** One page of the list that the address asks for. */
export const listedPlacements = async (
  visit: Visit,
  campaign: Campaign,
  progress: readonly SiteProgress[],
): Promise<Listed> => {
  const { request, store, institution } = visit;
  const filter = placementFilter(request);
  const order = orderOf(request);
  const { wanted, total } = filtered(filter, campaign, progress, request.now);
  if (order.column !== 'etudiant' || order.isDescending) {
    const { lines, isMore } =
      (total ?? 0) > mostSorted
        ? { lines: [], isMore: true }
        : await store.lines.page(wanted, { most: mostSorted });
    if (!isMore) {
      const sorted = sortedLines(lines, order, { institution, now: request.now });
      const pages = Math.max(1, Math.ceil(sorted.length / pageSize));
      const page = Math.min(placeOf(request).page, pages);
      return {
        ...{ filter, order, page, total: sorted.length, isTooLongToSort: false },
        lines: sorted.slice((page - 1) * pageSize, page * pageSize),
        ...{ hasBefore: page > 1, hasAfter: page < pages },
      };
    }
  }
  const byName: Order = { column: 'etudiant', isDescending: false };
  return {
    ...(await namedPage(visit, campaign, progress, { wanted, total })),
    ...{ filter, order: byName },
    isTooLongToSort: order.column !== 'etudiant' || order.isDescending,
  };
};

/** In the order of the names, as the index has them: however long the list is, a page costs the same. */
const namedPage = async (
  { request, store }: Visit,
  { campaignId }: Campaign,
  progress: readonly SiteProgress[],
  { wanted, total }: ReturnType<typeof filtered>,
): Promise<Pick<Listed, 'page' | 'lines' | 'hasBefore' | 'hasAfter' | 'total'>> => {
  const { page, after, before } = placeOf(request);
  const studentNumber = (before ?? after)?.slice(0, 20);
  const from = studentNumber && (await store.placements.find({ campaignId, studentNumber }));
  const order = from && progress.some(({ siteId }) => siteId === from.siteId) ? listOrder(from) : undefined;
  const isBackward = order !== undefined && before !== undefined;
  const { lines, isMore } = await store.lines.page(wanted, {
    most: pageSize,
    ...(order !== undefined && (isBackward ? { before: order } : { after: order })),
  });
  return {
    page: order === undefined ? 1 : page,
    lines,
    hasBefore: isBackward ? isMore : order !== undefined,
    hasAfter: isBackward || isMore,
    total: total ?? (isMore || order !== undefined ? undefined : lines.length),
  };
};

type ListProps = { visit: Visit; campaign: Campaign; progress: readonly SiteProgress[] };

/** The placements of a campaign: searched, filtered, twenty-five at a time. All of it is in the address, to be shared. */
export const PlacementList = ({ visit, campaign, progress, list }: ListProps & { list: Listed }) => {
  const { filter, lines, total, hasBefore, hasAfter, order } = list;
  const pages = total === undefined ? undefined : Math.max(1, Math.ceil(total / pageSize));
  const isFiltered = filter.search !== '' || filter.site !== '' || filter.step !== '';
  return (
    <section aria-labelledby="affectations">
      <h2 id="affectations">Affectations</h2>
      <search>
        <FilterForm visit={visit} campaign={campaign} progress={progress} filter={filter} order={order} />
        <QuickFilters campaign={campaign} progress={progress} filter={filter} />
      </search>
      <div class="list-head">
        <p role="status">
          {howMany(total, isFiltered, sizeOf(totalOf(progress)))}
          {pages !== undefined && pages > 1 && ` – page ${Math.min(list.page, pages)} sur ${pages}`}
        </p>
        {lines.length > 0 && (
          <ExportLinks campaign={campaign} filter={filter} hasReports={sumOf(progress, 'reports') > 0} />
        )}
      </div>
      {list.isTooLongToSort && (
        <p class="muted">
          Au-delà de {mostSorted} affectations, la liste reste par nom : filtrez-la pour la trier autrement.
        </p>
      )}
      {lines.length === 0 ? (
        <p class="card">
          Aucune affectation ne correspond. <a href={listPath(campaign)}>Voir toutes les affectations</a>
        </p>
      ) : (
        <>
          <PlacementTable
            visit={visit}
            campaign={campaign}
            filter={filter}
            order={order}
            shown={lines}
            isAll={!hasBefore && !hasAfter}
            pickedBy={mayManage(visit.staff) ? pickingForm : undefined}
          />
          {mayManage(visit.staff) && <Picking campaign={campaign} list={list} />}
        </>
      )}
      {(hasBefore || hasAfter) && <Pager campaign={campaign} list={list} />}
    </section>
  );
};

/** The form that the boxes of the table belong to, wherever they stand. */
const pickingForm = 'choix';

/** What is done to several is chosen here, and confirmed on a page of its own: nothing happens yet. */
const Picking = ({
  campaign,
  list: { filter, lines, total, hasBefore, hasAfter },
}: Pick<ListProps, 'campaign'> & { list: Listed }) => {
  const asked = { recherche: filter.search, site: filter.site, etape: filter.step };
  return (
    <form id={pickingForm} method="get" action={`${campaignPath(campaign)}/selection`}>
      {Object.entries(asked).map(([name, value]) =>
        value === '' ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      <fieldset class="picked">
        <legend>Agir sur plusieurs affectations</legend>
        {(hasBefore || hasAfter || lines.length > 1) && (
          <label class="choice">
            <input type="checkbox" name="tout" value="oui" />
            {total === undefined
              ? 'Tout ce que la recherche trouve'
              : `Tout ce que le filtre montre (${counted(total, 'affectation')})`}
          </label>
        )}
        <div class="filters">
          <div>
            <label for="action">Pour celles qui sont cochées</label>
            <select id="action" name="action">
              {selectionChoices.map(({ word, label }) => (
                <option key={word} value={word}>
                  {label}
                </option>
              ))}
            </select>
          </div>
          <button class="secondary" type="submit">
            Continuer
          </button>
        </div>
        <p class="hint">
          La page suivante dit pour qui c’est possible et qui sera prévenu, avant de confirmer.
        </p>
      </fieldset>
    </form>
  );
};

const howMany = (total: number | undefined, isFiltered: boolean, all: number): string => {
  if (total === undefined)
    return `Plus de ${pageSize} affectations trouvées sur ${all} : précisez la recherche`;
  if (!isFiltered) return counted(total, 'affectation');
  return `${counted(total, 'affectation trouvée', 'affectations trouvées')} sur ${all}`;
};

/** What is shown, to be worked on elsewhere and taken back. */
const ExportLinks = ({
  campaign,
  filter,
  hasReports,
}: {
  campaign: Campaign;
  filter: PlacementFilter;
  hasReports: boolean;
}) => {
  const query = filterQuery(filter);
  const href = (name: string) => `${campaignPath(campaign)}/${name}${query === '' ? '' : `?${query}`}`;
  return (
    <p>
      Exporter cette liste : <a href={href('affectations.xlsx')}>Excel</a> ou{' '}
      <a href={href('affectations.csv')}>CSV</a>
      {hasReports && (
        <>
          , ou ses <a href={href('comptes-rendus.zip')}>comptes-rendus en PDF</a>
        </>
      )}
    </p>
  );
};

const FilterForm = ({
  visit: { institution },
  campaign,
  progress,
  filter,
  order,
}: ListProps & { filter: PlacementFilter; order: Order }) => {
  const present = progress.filter(({ counts }) => sizeOf(counts) > 0);
  // In the institution's order, whatever the order of the campaign's sites.
  const siteIds = institution.sites
    .map(({ siteId }) => siteId)
    .filter((siteId) => present.some((site) => site.siteId === siteId));
  const counts = totalOf(progress);
  const steps = progressSteps.filter((step) => counts[step] > 0);
  const sorted = orderWord(order);
  const groups = lineGroups.filter(
    (group) => sumOf(progress, group) > 0 || groupWords[group].word === filter.step,
  );
  return (
    <form class="filters" method="get" action={`${campaignPath(campaign)}#affectations`}>
      <div>
        <label for="recherche">Nom, courriel, école, commune ou UAI</label>
        <input type="search" id="recherche" name="recherche" value={filter.search} autocomplete="off" />
      </div>
      {siteIds.length > 1 && (
        <FilterSelect
          name="site"
          label="Site"
          value={filter.site}
          options={[
            { value: '', label: 'Tous les sites' },
            ...siteIds.map((siteId) => ({ value: siteId, label: siteName(institution, siteId) })),
          ]}
        />
      )}
      <FilterSelect
        name="etape"
        label="Étape"
        value={filter.step}
        options={[
          { value: '', label: 'Toutes les étapes' },
          ...steps.map((step) => ({ value: step, label: progressLabels[step] })),
          ...groups.map((group) => ({ value: groupWords[group].word, label: groupWords[group].label })),
        ]}
      />
      {/* Where the titles of the columns are not shown: a phone. Elsewhere it keeps the order that was chosen there. */}
      <FilterSelect
        class="order-choice"
        name="tri"
        label="Trier par"
        value={sorted === 'etudiant' ? '' : sorted}
        options={orderChoices.map(([value, label]) => ({ value, label }))}
      />
      <button class="secondary" type="submit">
        Filtrer
      </button>
    </form>
  );
};

/** What people look for most, each with how many there are at the site that is chosen. */
const QuickFilters = ({
  campaign,
  progress,
  filter,
}: Pick<ListProps, 'campaign' | 'progress'> & { filter: PlacementFilter }) => {
  const sites = progress.filter(({ siteId }) => filter.site === '' || siteId === filter.site);
  const all = sizeOf(totalOf(sites));
  const groups = lineGroups
    .map((group) => ({ ...groupWords[group], count: sumOf(sites, group) }))
    .filter(({ count, word }) => (count > 0 && count < all) || word === filter.step);
  if (groups.length === 0) return null;
  return (
    <ul class="quick-filters" aria-label="Filtres rapides">
      {[{ word: '', label: 'Toutes', count: all }, ...groups].map(({ word, label, count }) => (
        <li key={word}>
          <a
            href={listPath(campaign, { site: filter.site, step: word })}
            aria-current={filter.step === word && filter.search === '' ? 'true' : undefined}
          >
            {label} <strong>{count.toLocaleString('fr-FR')}</strong>
          </a>
        </li>
      ))}
    </ul>
  );
};

const Pager = ({ campaign, list }: { campaign: Campaign; list: Listed }) => {
  const { filter, order, page, lines, hasBefore, hasAfter } = list;
  const isByName = order.column === 'etudiant' && !order.isDescending;
  const href = (to: number, from: Record<string, string>) => {
    const place = { page: String(Math.max(1, to)), ...(isByName ? from : { tri: orderWord(order) }) };
    return listPath(campaign, filter, place);
  };
  const [first, last] = [lines.at(0), lines.at(-1)];
  return (
    <nav class="pager" aria-label="Pages de la liste">
      {hasBefore && first && (
        <a class="button secondary" href={href(page - 1, { avant: first.studentNumber })} rel="prev">
          Page précédente
        </a>
      )}
      {hasAfter && last && (
        <a class="button secondary" href={href(page + 1, { apres: last.studentNumber })} rel="next">
          Page suivante
        </a>
      )}
    </nav>
  );
};
