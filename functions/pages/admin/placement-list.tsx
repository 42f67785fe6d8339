import type { Campaign } from '../../../schemas/campaign.ts';
import type { PlacementLine } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import {
  isUndelivered,
  type ProgressStep,
  progressLabels,
  progressStep,
  progressSteps,
  type SiteProgress,
  sizeOf,
  sumOf,
  totalOf,
} from '../../domain/placement/campaign-progress.ts';
import { listOrder, searchedWords } from '../../domain/placement/placement-search.ts';
import { waitingWord } from '../../domain/placement/tutors-word.ts';
import { periodsLabel } from '../../domain/wording/french-dates.ts';
import { studentName, tutorName } from '../../domain/wording/people.ts';
import { Badge } from '../components/badge.tsx';
import type { Visit } from './visit.ts';
import { campaignPath, counted, siteName } from './wording.ts';

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
  receivedOtherwise: 'success',
  cancelled: 'neutral',
  troubled: 'error',
} as const satisfies Record<ProgressStep, string>;

export const StepBadge = ({ placement, now }: { placement: PlacementLine; now: IsoInstant }) => {
  const step = progressStep(placement, now);
  return <Badge tone={stepTone[step]}>{progressLabels[step]}</Badge>;
};

/** Beside the steps: placements some mail of which did not arrive, wherever they stand. */
export const undeliveredFilter = 'non-remis';
/** And those whose tutor said something that nobody has seen to. */
export const wordsFilter = 'mot-du-tuteur';
const isAttention = (step: string): boolean => step === undeliveredFilter || step === wordsFilter;

/** What the address asks of the list: where it goes on is said by the student's number, since names do not go into addresses. */
const filterOf = ({ query }: Visit['request']) => {
  const page = Number(query.get('page') ?? '1');
  return {
    search: (query.get('recherche') ?? '').slice(0, 100),
    site: query.get('site') ?? '',
    step: query.get('etape') ?? '',
    page: Number.isInteger(page) && page > 0 ? page : 1,
    after: query.get('apres') ?? undefined,
    before: query.get('avant') ?? undefined,
  };
};
type Filter = ReturnType<typeof filterOf>;

type Listed = {
  filter: Filter;
  lines: PlacementLine[];
  hasBefore: boolean;
  hasAfter: boolean;
  /** How many there are in all; a search does not count what it has not read. */
  total: number | undefined;
};

/** One page of the list that the address asks for. */
export const listedPlacements = async (
  { request, store }: Visit,
  { campaignId }: Campaign,
  progress: readonly SiteProgress[],
): Promise<Listed> => {
  const filter = filterOf(request);
  const { after, before } = filter;
  const sites = progress.filter(({ siteId }) => filter.site === '' || siteId === filter.site);
  const step = progressSteps.find((one) => one === filter.step);
  const isStrange = filter.step !== '' && !step && !isAttention(filter.step);
  const words = searchedWords(filter.search);
  const wanted = {
    ...{ campaignId, now: request.now, words },
    siteIds: isStrange ? [] : sites.map(({ siteId }) => siteId),
    ...(step && { step }),
    ...(filter.step === undeliveredFilter && { undelivered: true as const }),
    ...(filter.step === wordsFilter && { spoken: true as const }),
  };
  const studentNumber = (before ?? after)?.slice(0, 20);
  const from = studentNumber && (await store.placements.find({ campaignId, studentNumber }));
  const order = from && progress.some(({ siteId }) => siteId === from.siteId) ? listOrder(from) : undefined;
  const isBackward = order !== undefined && before !== undefined;
  const { lines, isMore } = await store.lines.page(wanted, {
    most: pageSize,
    ...(order !== undefined && (isBackward ? { before: order } : { after: order })),
  });
  return {
    filter: { ...filter, page: order === undefined ? 1 : filter.page },
    lines,
    hasBefore: isBackward ? isMore : order !== undefined,
    hasAfter: isBackward || isMore,
    total: totalFor(isStrange ? [] : sites, step, filter.step, words, { lines, isMore, order }),
  };
};

const totalFor = (
  sites: readonly SiteProgress[],
  step: ProgressStep | undefined,
  asked: string,
  words: readonly string[],
  { lines, isMore, order }: { lines: readonly PlacementLine[]; isMore: boolean; order: string | undefined },
): number | undefined => {
  if (words.length > 0) return isMore || order !== undefined ? undefined : lines.length;
  if (asked === undeliveredFilter) return sumOf(sites, 'undelivered');
  if (asked === wordsFilter) return sumOf(sites, 'words');
  const counts = totalOf(sites);
  return step ? counts[step] : sizeOf(counts);
};

type ListProps = { visit: Visit; campaign: Campaign; progress: readonly SiteProgress[] };

/** The placements of a campaign: searched, filtered, twenty-five at a time. All of it is in the address, to be shared. */
export const PlacementList = ({ visit, campaign, progress, list }: ListProps & { list: Listed }) => {
  const { filter, lines, total, hasBefore, hasAfter } = list;
  const pages = total === undefined ? undefined : Math.max(1, Math.ceil(total / pageSize));
  const isFiltered = filter.search !== '' || filter.site !== '' || filter.step !== '';
  return (
    <section aria-labelledby="affectations">
      <h2 id="affectations">Affectations</h2>
      <search>
        <FilterForm visit={visit} campaign={campaign} progress={progress} filter={filter} />
      </search>
      <p role="status">
        {howMany(total, isFiltered, sizeOf(totalOf(progress)))}
        {pages !== undefined && pages > 1 && ` – page ${Math.min(filter.page, pages)} sur ${pages}`}
      </p>
      {lines.length === 0 ? (
        <p class="card">
          Aucune affectation ne correspond.{' '}
          <a href={`${campaignPath(campaign)}#affectations`}>Voir toutes les affectations</a>
        </p>
      ) : (
        <PlacementTable visit={visit} campaign={campaign} shown={lines} />
      )}
      {(hasBefore || hasAfter) && <Pager campaign={campaign} list={list} />}
    </section>
  );
};

const howMany = (total: number | undefined, isFiltered: boolean, all: number): string => {
  if (total === undefined)
    return `Plus de ${pageSize} affectations trouvées sur ${all} : précisez la recherche`;
  if (!isFiltered) return counted(total, 'affectation');
  return `${counted(total, 'affectation trouvée', 'affectations trouvées')} sur ${all}`;
};

const FilterForm = ({
  visit: { institution },
  campaign,
  progress,
  filter,
}: ListProps & { filter: Filter }) => {
  const present = progress.filter(({ counts }) => sizeOf(counts) > 0);
  // In the institution's order, whatever the order of the campaign's sites.
  const siteIds = institution.sites
    .map(({ siteId }) => siteId)
    .filter((siteId) => present.some((site) => site.siteId === siteId));
  const counts = totalOf(progress);
  const steps = progressSteps.filter((step) => counts[step] > 0);
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
          {sumOf(progress, 'undelivered') > 0 && (
            <option value={undeliveredFilter} selected={filter.step === undeliveredFilter}>
              Courriel non remis
            </option>
          )}
          {sumOf(progress, 'words') > 0 && (
            <option value={wordsFilter} selected={filter.step === wordsFilter}>
              Mot du tuteur
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
}: Pick<ListProps, 'visit' | 'campaign'> & { shown: readonly PlacementLine[] }) => (
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
              {waitingWord(placement) && <Badge tone="warning">Mot du tuteur</Badge>}
            </span>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

const Pager = ({ campaign, list }: { campaign: Campaign; list: Listed }) => {
  const { filter, lines, hasBefore, hasAfter } = list;
  const href = (page: number, from: object) => {
    const query = new URLSearchParams({
      ...{ recherche: filter.search, site: filter.site, etape: filter.step },
      ...{ page: String(Math.max(1, page)), ...from },
    });
    return `${campaignPath(campaign)}?${query}#affectations`;
  };
  const [first, last] = [lines.at(0), lines.at(-1)];
  return (
    <nav class="pager" aria-label="Pages de la liste">
      {hasBefore && first && (
        <a class="button secondary" href={href(filter.page - 1, { avant: first.studentNumber })} rel="prev">
          Page précédente
        </a>
      )}
      {hasAfter && last && (
        <a class="button secondary" href={href(filter.page + 1, { apres: last.studentNumber })} rel="next">
          Page suivante
        </a>
      )}
    </nav>
  );
};
