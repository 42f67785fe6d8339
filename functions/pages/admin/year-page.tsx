import { academicYear, type Campaign } from '../../../schemas/campaign.ts';
import { type SiteProgress, sizeOf, sumOf, totalOf } from '../../domain/placement/campaign-progress.ts';
import { seesCampaign } from '../../domain/rights.ts';
import { periodsLabel } from '../../domain/wording/french-dates.ts';
import { Notice } from '../components/notice.tsx';
import { html, type PageResponse } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { groupWords, listPath } from './placement-filter.ts';
import { ProgressBar } from './progress-chart.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { visibleProgress } from './visited-campaign.ts';
import { campaignTitle, counted, siteName } from './wording.ts';

export const yearPath = (year: number): string => `/console/annees/${year}`;

/** The year of the address, or none that there is. */
export const yearOf = ({ request }: Visit): number =>
  Number(/^20\d\d$/.exec(request.params.year ?? '')?.[0] ?? 0);

/** A year has its stages, some of them in several campaigns. */
const mostCampaigns = 24;

type Shown = { campaign: Campaign; progress: SiteProgress[] };

/** The stages of a year side by side, site by site: what is back, late, never came, and says that a criterion is not acquired; each number leads to whom it counts. */
export const showYear = async (visit: Visit): Promise<PageResponse> => {
  const { institution, staff, store } = visit;
  const year = yearOf(visit);
  const order = institution.programme.stages.map(({ stageId }) => stageId);
  const campaigns = (await store.campaigns.all())
    .filter((one) => one.year === year && seesCampaign(staff, one))
    .sort((a, b) => order.indexOf(a.stage) - order.indexOf(b.stage) || (a.campaignId < b.campaignId ? -1 : 1))
    .slice(0, mostCampaigns);
  if (campaigns.length === 0) return nothingHerePage('Cette année');
  const shown = await Promise.all(
    campaigns.map(async (campaign) => ({ campaign, progress: await visibleProgress(visit, campaign) })),
  );
  const sites = institution.sites
    .map(({ siteId }) => siteId)
    .filter((siteId) => shown.some(({ progress }) => progress.some((one) => one.siteId === siteId)));
  const title = `L’année ${academicYear(year)}`;
  return html(
    <ConsolePage visit={visit} title={title} trail={[{ label: 'Campagnes', href: '/console/campagnes' }]}>
      <h1>{title}</h1>
      <Prepared visit={visit} />
      <table class="stacked">
        <caption class="visually-hidden">Comptes-rendus par stage et par site</caption>
        <thead>
          <tr>
            <th scope="col">Site</th>
            {shown.map(({ campaign }) => (
              <th scope="col" key={campaign.campaignId}>
                <a href={listPath(campaign)}>{campaignTitle(institution, campaign)}</a>
                <br />
                <span class="muted">{periodsLabel(campaign.periods)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sites.length > 1 && (
            <tr>
              <th scope="row">Ensemble</th>
              {shown.map((one) => (
                <StageCell key={one.campaign.campaignId} visit={visit} shown={one} />
              ))}
            </tr>
          )}
          {sites.map((siteId) => (
            <tr key={siteId}>
              <th scope="row">{siteName(institution, siteId)}</th>
              {shown.map((one) => (
                <StageCell key={one.campaign.campaignId} visit={visit} shown={one} site={siteId} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ConsolePage>,
  );
};

/** What was just prepared for it, all at once. */
const Prepared = ({ visit: { request } }: { visit: Visit }) => {
  const count = Number(/^\d{1,2}$/.exec(request.query.get('preparees') ?? '')?.[0] ?? 0);
  return count === 0 ? null : (
    <Notice tone="success" title={counted(count, 'campagne est prête', 'campagnes sont prêtes')}>
      <p>Aucun courriel n’est parti. Importez maintenant les affectations de chacune.</p>
    </Notice>
  );
};

type StageCellProps = { visit: Visit; shown: Shown; site?: string };

/** One stage at one site, or at all. */
const StageCell = ({ visit: { institution }, shown: { campaign, progress }, site = '' }: StageCellProps) => {
  const own = progress.filter(({ siteId }) => site === '' || siteId === site);
  const counts = totalOf(own);
  const total = sizeOf(counts);
  const label = campaignTitle(institution, campaign);
  const parts: [count: number, words: string, step: string][] = [
    [sumOf(own, 'reports'), `sur ${total}`, groupWords.reports.word],
    [sumOf(own, 'late'), 'en retard', groupWords.late.word],
    [counts.unreturned, counts.unreturned > 1 ? 'non rendus' : 'non rendu', 'unreturned'],
    [sumOf(own, 'notAcquired'), 'avec un critère non acquis', groupWords.notAcquired.word],
    [counts.cancelled, counts.cancelled > 1 ? 'annulés' : 'annulé', 'cancelled'],
  ];
  return (
    <td data-label={label}>
      {total === 0 ? (
        <span class="muted">Aucune affectation</span>
      ) : (
        <>
          <ProgressBar counts={counts} />
          <ul class="plain">
            {parts.map(([count, words, step], at) =>
              count === 0 && at > 0 ? null : (
                <li key={step}>
                  <a href={listPath(campaign, { site, step })}>
                    {at === 0 ? counted(count, 'compte-rendu reçu', 'comptes-rendus reçus') : count} {words}
                  </a>
                </li>
              ),
            )}
          </ul>
        </>
      )}
    </td>
  );
};
