import { type ArchivePart, exportReports, mostInArchive } from '../../actions/export-reports.ts';
import { studentName } from '../../domain/wording/people.ts';
import { file, html, type PageResponse } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { tooManyPage } from './export-page.tsx';
import { filterQuery, listPath } from './placement-filter.ts';
import { nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { campaignTrail } from './visited-campaign.ts';
import { type VisitedList, visitedList } from './visited-list.ts';
import { campaignPath, counted } from './wording.ts';

/** The address asks for the first part by this word, for a further one by the student behind whom it begins. */
const firstPart = '0';

/** Every report that the list shows, as one archive of PDFs, or the ways to its parts. */
export const downloadReports = async (visit: Visit): Promise<PageResponse> => {
  const list = await visitedList(visit);
  if (!list) return nothingHerePage('Cette campagne');
  const { institution, request } = visit;
  const { campaign, found } = list;
  const part = request.query.get('apres')?.slice(0, 20);
  const exported = await exportReports(visit.acting, { institution, campaign }, found.wanted, part);
  switch (exported.kind) {
    case 'archive':
      return file({
        bytes: exported.bytes,
        contentType: 'application/zip',
        filename: `comptes-rendus-${campaign.campaignId}.zip`,
      });
    case 'parts':
      return partsPage(visit, list, exported.parts);
    case 'none':
      return nothingHerePage('Ces comptes-rendus');
    case 'tooMany':
      return tooManyPage(visit, list, 'comptes-rendus.zip');
  }
};

const partsPage = (
  visit: Visit,
  { campaign, filter }: VisitedList,
  parts: readonly ArchivePart[],
): PageResponse => {
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  return html(
    <ConsolePage
      visit={visit}
      title="Comptes-rendus à télécharger"
      trail={campaignTrail(visit, campaign)}
      wide={false}
    >
      <h1>Comptes-rendus à télécharger</h1>
      <p class="lead">
        {counted(total, 'compte-rendu', 'comptes-rendus')}, en {parts.length} fichiers de {mostInArchive} au
        plus.
      </p>
      <ol>
        {parts.map(({ first, last, count, after = firstPart }) => (
          <li key={after}>
            <a href={`${campaignPath(campaign)}/comptes-rendus.zip?${filterQuery(filter, { apres: after })}`}>
              De {studentName(first)} à {studentName(last)}
            </a>{' '}
            ({count})
          </li>
        ))}
      </ol>
      <p>
        <a href={listPath(campaign, filter)}>Revenir à la liste</a>
      </p>
    </ConsolePage>,
  );
};
