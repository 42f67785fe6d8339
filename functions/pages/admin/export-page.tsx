import { exportPlacements, mostExported } from '../../actions/export-placements.ts';
import { type ListFormat, listFormats } from '../../documents/placement-list.ts';
import { file, html, type PageResponse } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { importColumns } from './import-columns.ts';
import { filterQuery } from './placement-filter.ts';
import { nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { campaignTrail } from './visited-campaign.ts';
import { type VisitedList, visitedList } from './visited-list.ts';
import { campaignPath, counted, siteName } from './wording.ts';

/** What the list shows, as a file to correct and to import again. */
export const downloadPlacements =
  (format: ListFormat) =>
  async (visit: Visit): Promise<PageResponse> => {
    const list = await visitedList(visit);
    if (!list) return nothingHerePage('Cette campagne');
    const { institution } = visit;
    const { campaign, found } = list;
    const isTooMany = (found.total ?? 0) > mostExported;
    const columns = importColumns(institution).map(({ name }) => name);
    const exported = isTooMany
      ? ({ kind: 'tooMany' } as const)
      : await exportPlacements(visit.acting, institution, found.wanted, format, columns);
    if (exported.kind === 'tooMany') return tooManyPage(visit, list, `affectations.${format}`);
    return file({
      bytes: exported.bytes,
      contentType: listFormats[format],
      filename: `affectations-${campaign.campaignId}.${format}`,
    });
  };

/** More than one file holds: how to take it in several. @param name of the file, as its address ends */
export const tooManyPage = (
  visit: Visit,
  { campaign, filter, found }: VisitedList,
  name: string,
): PageResponse => {
  const { institution } = visit;
  const { siteIds } = found.wanted;
  return html(
    <ConsolePage visit={visit} title="Export trop grand" trail={campaignTrail(visit, campaign)} wide={false}>
      <h1>Cette liste est trop longue pour un seul fichier</h1>
      <p class="lead">
        {found.total === undefined
          ? 'Elle dépasse'
          : `Elle compte ${counted(found.total, 'affectation')}, et un fichier en contient au plus`}{' '}
        {mostExported.toLocaleString('fr-FR')} : c’est ce qu’un import reprend.
      </p>
      {siteIds.length > 1 ? (
        <>
          <p>Exportez-la site par site :</p>
          <ul>
            {siteIds.map((site) => (
              <li key={site}>
                <a href={`${campaignPath(campaign)}/${name}?${filterQuery({ ...filter, site })}`}>
                  {siteName(institution, site)}
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>
          Choisissez une étape dans{' '}
          <a href={`${campaignPath(campaign)}?${filterQuery(filter)}#affectations`}>la liste</a>, puis
          exportez-la.
        </p>
      )}
    </ConsolePage>,
    { status: 422 },
  );
};
