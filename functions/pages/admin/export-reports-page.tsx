import { exportReports } from '../../actions/export-reports.ts';
import type { PageResponse } from '../responses.ts';
import { type Archived, archiveAnswer, askedStretch } from './archive-answer.tsx';
import { tooManyPage } from './export-page.tsx';
import { filterQuery, listPath } from './placement-filter.ts';
import { nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { campaignTrail } from './visited-campaign.ts';
import { visitedList } from './visited-list.ts';
import { campaignPath } from './wording.ts';

export const reportsNamed = {
  noun: ['compte-rendu', 'comptes-rendus'],
  nothing: 'Aucun compte-rendu à télécharger',
} satisfies Partial<Archived>;

/** Every report that the list shows, as one archive of PDFs, or the ways to its parts. */
export const downloadReports = async (visit: Visit): Promise<PageResponse> => {
  const list = await visitedList(visit);
  if (!list) return nothingHerePage('Cette campagne');
  const { acting, institution, request } = visit;
  const { campaign, filter, found } = list;
  const stretch = askedStretch(request);
  const exported = await exportReports(acting, { institution, campaign }, found.wanted, stretch);
  if (exported.kind === 'tooMany') return tooManyPage(visit, list, 'comptes-rendus.zip');
  return archiveAnswer(visit, exported, {
    filename: `comptes-rendus-${campaign.campaignId}.zip`,
    ...reportsNamed,
    href: (part) => `${campaignPath(campaign)}/comptes-rendus.zip?${filterQuery(filter, part)}`,
    trail: campaignTrail(visit, campaign),
    back: <a href={listPath(campaign, filter)}>Revenir à la liste</a>,
  });
};
