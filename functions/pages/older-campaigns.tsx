import type { Campaign, CampaignId } from '../../schemas/campaign.ts';
import type { PageRequest } from './request.ts';

/** Campaigns that are looked through side by side. */
const atOnce = 24;
/** Where nothing is found in these, as many again are, so many times in all. */
const mostLooks = 4;
/** On one page, unless one campaign alone has more. */
const mostFound = 200;

/**
 * What a page shows of the campaigns that its address asks for. `older`: the campaign behind which the next page begins, where there is
 * one; `isAll`: neither is anything before it.
 */
export type FoundInCampaigns<Found> = { found: Found[]; older?: CampaignId; isAll: boolean };

const byNewest = (a: Campaign, b: Campaign): number =>
  b.createdAt.localeCompare(a.createdAt) || b.campaignId.localeCompare(a.campaignId);

/** Looks for something in campaigns, the newest first: whatever there is can be reached, page by page, and no page reads all of them. */
export const foundInCampaigns = async <Of extends Campaign, Found>(
  campaigns: readonly Of[],
  { query }: Pick<PageRequest, 'query'>,
  read: (campaign: Of) => Promise<Found[]>,
): Promise<FoundInCampaigns<Found>> => {
  const all = [...campaigns].sort(byNewest);
  const start = all.findIndex(({ campaignId }) => campaignId === query.get('apres')) + 1;
  const found: Found[] = [];
  let end = start;
  for (let look = 0; look < mostLooks && found.length === 0; look += 1) {
    const ofEach = await Promise.all(all.slice(end, end + atOnce).map(read));
    for (const one of ofEach) {
      if (found.length > 0 && found.length + one.length > mostFound) break;
      found.push(...one);
      end += 1;
    }
  }
  const last = end < all.length ? all[end - 1] : undefined;
  return { found, isAll: start === 0 && !last, ...(last && { older: last.campaignId }) };
};

type OlderProps = { request: PageRequest; page: FoundInCampaigns<unknown> };

/** The ways on and back. */
export const OlderCampaigns = ({ request: { path, query }, page: { older, isAll } }: OlderProps) =>
  isAll ? null : (
    <p class="actions">
      {query.has('apres') && (
        <a class="button secondary" href={path}>
          Revenir aux plus récents
        </a>
      )}
      {older !== undefined && (
        <a class="button secondary" href={`${path}?${new URLSearchParams({ apres: older })}`}>
          Plus anciens
        </a>
      )}
    </p>
  );
