import type { Campaign } from '../../../schemas/campaign.ts';
import { searchedWords } from '../../domain/placement/placement-search.ts';
import { seesCampaign } from '../../domain/rights.ts';
import { FilterSelect } from '../components/filter-select.tsx';
import { type PageResponse, redirect } from '../responses.ts';
import { listPath, placementFilter } from './placement-filter.ts';
import { nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { visibleSites } from './visited-campaign.ts';
import { placementPath } from './visited-placement.ts';
import { campaignTitle } from './wording.ts';

/** Campaigns that are offered, the newest first: a year and a half of them. */
const mostOffered = 12;

export const campaignsToSearch = async ({ staff, store }: Visit): Promise<Campaign[]> =>
  (await store.campaigns.all()).filter((campaign) => seesCampaign(staff, campaign)).slice(0, mostOffered);

/** From the first page to a stage in one step: nothing else of the console is more often the way to something. */
export const FindStage = ({ visit, campaigns }: { visit: Visit; campaigns: readonly Campaign[] }) => {
  // The one that is under way, rather than one that is being prepared.
  const usual = campaigns.find(({ status }) => status === 'launched') ?? campaigns[0];
  if (!usual) return null;
  return (
    <search>
      <form method="get" action="/console/recherche" class="filters">
        <div class="grows">
          <label for="trouver">Trouver un stage : nom, courriel, école, commune ou UAI</label>
          <input type="search" id="trouver" name="recherche" autocomplete="off" />
        </div>
        <FilterSelect
          name="campagne"
          label="Campagne"
          value={usual.campaignId}
          options={campaigns.map((campaign) => ({
            value: campaign.campaignId,
            label: campaignTitle(visit.institution, campaign),
          }))}
        />
        <button class="secondary" type="submit">
          Trouver
        </button>
      </form>
    </search>
  );
};

/** Leads to the one stage that fits, or to the list of all that do. */
export const findStage = async (visit: Visit): Promise<PageResponse> => {
  const { request, staff, store } = visit;
  const campaign = await store.campaigns.find(request.query.get('campagne')?.slice(0, 40) ?? '');
  if (!campaign || !seesCampaign(staff, campaign)) return nothingHerePage('Cette campagne');
  const { search } = placementFilter(request);
  const words = searchedWords(search);
  if (words.length === 0) return redirect(listPath(campaign));
  const { campaignId } = campaign;
  const siteIds = visibleSites(visit, campaign);
  const { lines, isMore } = await store.lines.page(
    { campaignId, siteIds, words, now: request.now },
    { most: 1 },
  );
  const [only] = lines;
  return redirect(
    only && !isMore ? placementPath({ campaign, placement: only }) : listPath(campaign, { search }),
  );
};
