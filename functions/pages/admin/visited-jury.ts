import { academicYear } from '../../../schemas/campaign.ts';
import { type JuryWanted, jurySites } from '../../actions/read-jury.ts';
import { isJuryState, type JuryFilter, type JuryState, juryStates } from '../../domain/jury/jury-filter.ts';
import { type JuryPeriod, periodOf, periodSlug } from '../../domain/jury/semester-results.ts';
import { juryTitle } from './console-page.tsx';
import type { Visit } from './visit.ts';

export const onlyManagers = 'Les résultats d’un semestre sont pour la scolarité et l’administration.';
export const campaignsTrail = [{ label: 'Campagnes', href: '/console/campagnes' }];
const home = '/console/jury';

export const juryPath = (period: JuryPeriod): string => `${home}/${periodSlug(period)}`;

export const semesterTitle = ({ year, semester }: JuryPeriod): string =>
  `Semestre ${semester} – ${academicYear(year)}`;

/** The way to a semester's page, and to those behind it. */
export const semesterTrail = (period?: JuryPeriod) => [
  ...campaignsTrail,
  { label: juryTitle, href: home },
  ...(period ? [{ label: semesterTitle(period), href: juryPath(period) }] : []),
];

/** As addresses name them. */
export const stateWords = {
  received: 'recus',
  missing: 'manquant',
  notAcquired: 'non-acquis',
} as const satisfies Record<JuryState, string>;
export const states: readonly JuryState[] = Object.keys(juryStates).filter(isJuryState);

/** What an address asks of a semester: all of it is there, to be shared. */
export type VisitedJury = {
  period: JuryPeriod;
  filter: JuryFilter;
  wanted: JuryWanted;
  /** Of the page, or a file of it, with the same filter. */
  href: (name?: string, more?: Record<string, string>) => string;
};

/** @returns undefined for what is no semester, and for a site that is none of this person's */
export const visitedJury = ({ request, staff, institution }: Visit): VisitedJury | undefined => {
  const { query, params } = request;
  const asked = {
    site: (query.get('site') ?? '').slice(0, 60),
    etat: query.get('etat') ?? '',
    recherche: (query.get('recherche') ?? '').trim().slice(0, 100),
  };
  const period = periodOf(params.period ?? '');
  const siteIds = jurySites({ staff }, institution, asked.site);
  if (!period || (asked.site !== '' && siteIds.length === 0)) return undefined;
  const state = states.find((one) => stateWords[one] === asked.etat);
  const { site, recherche: search } = asked;
  const filter = { ...(site && { site }), ...(state && { state }), ...(search && { search }) };
  const kept = { site, etat: state ? stateWords[state] : '', recherche: search };
  return {
    ...{ period, filter, wanted: { ...period, siteIds, filter } },
    href: (name = '', more = {}) => {
      const words = Object.entries({ ...kept, ...more }).filter(([, value]) => value !== '');
      const [path, text] = [juryPath(period), new URLSearchParams(words).toString()];
      return `${path}${name && `/${name}`}${text && `?${text}`}`;
    },
  };
};
