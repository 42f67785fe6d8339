import type { Campaign } from '../../../schemas/campaign.ts';
import {
  type LineGroup,
  type ProgressStep,
  progressSteps,
  type SiteProgress,
  sizeOf,
  sumOf,
  totalOf,
} from '../../domain/placement/campaign-progress.ts';
import { searchedWords } from '../../domain/placement/placement-search.ts';
import type { LinesWanted } from '../../store/lines.ts';
import type { PageRequest } from '../request.ts';
import { campaignPath } from './wording.ts';

/** What cuts across the steps, as addresses name it and the list offers it. */
export const groupWords = {
  missing: { word: 'sans-compte-rendu', label: 'Sans compte-rendu' },
  late: { word: 'en-retard', label: 'En retard' },
  drafted: { word: 'brouillon', label: 'Brouillon commencé' },
  reports: { word: 'recus', label: 'Reçus' },
  notAcquired: { word: 'non-acquis', label: 'Non acquis' },
  words: { word: 'mot-du-tuteur', label: 'Mot du tuteur' },
  undelivered: { word: 'non-remis', label: 'Courriel non remis' },
} as const satisfies Record<LineGroup, { word: string; label: string }>;
const isGroup = (name: string): name is LineGroup => Object.hasOwn(groupWords, name);
export const lineGroups = Object.keys(groupWords).filter(isGroup);

/** What the address asks of the list: all of it is there, to be shared. */
export type PlacementFilter = {
  search: string;
  site: string;
  /** A step, or one of `groupWords`. */
  step: string;
};

export const filterOf = (field: (name: string) => string): PlacementFilter => ({
  search: field('recherche').slice(0, 100),
  site: field('site'),
  step: field('etape'),
});
export const placementFilter = ({ query }: Pick<PageRequest, 'query'>): PlacementFilter =>
  filterOf((name) => query.get(name) ?? '');

/** As the address has it, after "?"; nothing of it that asks nothing. */
export const filterQuery = (
  filter: { [Name in keyof PlacementFilter]?: string | undefined },
  more: Record<string, string> = {},
): string => {
  const { search = '', site = '', step = '' } = filter;
  const asked = { recherche: search, site, etape: step, ...more };
  return new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== '')).toString();
};

/** The list of a campaign, as that filter shows it. */
export const listPath = (
  campaign: Pick<Campaign, 'campaignId'>,
  filter: Parameters<typeof filterQuery>[0] = {},
  more: Record<string, string> = {},
): string => {
  const query = filterQuery(filter, more);
  return `${campaignPath(campaign)}${query === '' ? '' : `?${query}`}#affectations`;
};

export type Filtered = {
  wanted: LinesWanted;
  /** How many there are; a search does not count what it has not read. */
  total: number | undefined;
};

/** What the filter shows of a campaign. @param progress of the sites that the person sees */
export const filtered = (
  filter: PlacementFilter,
  { campaignId }: Campaign,
  progress: readonly SiteProgress[],
  now: PageRequest['now'],
): Filtered => {
  const step = progressSteps.find((one) => one === filter.step);
  const group = lineGroups.find((one) => groupWords[one].word === filter.step);
  const isStrange = filter.step !== '' && !step && !group;
  const sites = isStrange
    ? []
    : progress.filter(({ siteId }) => filter.site === '' || siteId === filter.site);
  const words = searchedWords(filter.search);
  return {
    wanted: {
      ...{ campaignId, now, words, siteIds: sites.map(({ siteId }) => siteId) },
      ...(step && { step }),
      ...(group && { group }),
    },
    total: words.length > 0 ? undefined : countOf(sites, step, group),
  };
};

const countOf = (
  sites: readonly SiteProgress[],
  step: ProgressStep | undefined,
  group: LineGroup | undefined,
): number => {
  if (group) return sumOf(sites, group);
  const counts = totalOf(sites);
  return step ? counts[step] : sizeOf(counts);
};
