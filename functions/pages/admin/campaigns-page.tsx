import { academicYear, type Campaign } from '../../../schemas/campaign.ts';
import {
  isCampaignOver,
  type SiteProgress,
  sizeOf,
  sumOf,
  totalOf,
} from '../../domain/placement/campaign-progress.ts';
import { mayManage, seesCampaign } from '../../domain/rights.ts';
import { usualYear } from '../../domain/timetable/campaign-drafting.ts';
import { parisDay, periodsLabel } from '../../domain/wording/french-dates.ts';
import { listed } from '../../domain/wording/people.ts';
import { Badge } from '../components/badge.tsx';
import { Notice } from '../components/notice.tsx';
import { html, type PageResponse } from '../responses.ts';
import { CampaignBadge } from './campaign-badge.tsx';
import { ConsolePage } from './console-page.tsx';
import { prepareYearPath } from './prepare-year-page.tsx';
import { ProgressBar } from './progress-chart.tsx';
import type { Visit } from './visit.ts';
import { visibleProgress } from './visited-campaign.ts';
import { campaignPath, campaignTitle, counted, siteName } from './wording.ts';
import { yearPath } from './year-page.tsx';

/** Campaigns shown with their progress; older ones by their name. */
const shownInFull = 8;

/** Every campaign of the person's sites, newest first. */
export const showCampaigns = async (visit: Visit): Promise<PageResponse> => {
  const { staff, store } = visit;
  const campaigns = (await store.campaigns.all()).filter((campaign) => seesCampaign(staff, campaign));
  const cards = await Promise.all(
    campaigns
      .slice(0, shownInFull)
      .map(async (campaign) => ({ campaign, progress: await visibleProgress(visit, campaign) })),
  );
  return html(
    <ConsolePage visit={visit} title="Campagnes de stage">
      <div class="heading">
        <h1>Campagnes de stage</h1>
        {mayManage(staff) && cards.length > 0 && (
          <a class="button" href="/console/campagnes/nouvelle">
            Préparer une campagne
          </a>
        )}
      </div>
      {visit.request.query.get('supprimee') === 'oui' && (
        <Notice tone="success" title="La campagne est supprimée">
          <p>Ses affectations disparaissent dans les minutes qui viennent. Aucun courriel n’était parti.</p>
        </Notice>
      )}
      <Years campaigns={campaigns} />
      {mayManage(staff) && cards.length > 0 && <PrepareYear visit={visit} />}
      {cards.length === 0 ? (
        <NoCampaign visit={visit} />
      ) : (
        <ul class="cards">
          {cards.map((card) => (
            <CampaignCard key={card.campaign.campaignId} visit={visit} {...card} />
          ))}
        </ul>
      )}
      <OlderCampaigns visit={visit} campaigns={campaigns.slice(shownInFull)} />
    </ConsolePage>,
  );
};

/** Where a year has several stages, they are looked at side by side. */
const Years = ({ campaigns }: { campaigns: readonly Campaign[] }) => {
  const years = [...new Set(campaigns.map(({ year }) => year))].filter(
    (year) => campaigns.filter((one) => one.year === year).length > 1,
  );
  return years.length === 0 ? null : (
    <p>
      Tous les stages côte à côte :{' '}
      {years.slice(0, 3).map((year, at) => (
        <>
          {at > 0 && ', '}
          <a href={yearPath(year)}>{academicYear(year)}</a>
        </>
      ))}
    </p>
  );
};

const OlderCampaigns = ({ visit: { institution }, campaigns }: { visit: Visit; campaigns: Campaign[] }) =>
  campaigns.length === 0 ? null : (
    <section class="card about">
      <h2>Campagnes plus anciennes</h2>
      <ul>
        {campaigns.map((campaign) => (
          <li key={campaign.campaignId}>
            <a href={campaignPath(campaign)}>{campaignTitle(institution, campaign)}</a> (
            {listed(campaign.siteIds.map((siteId) => siteName(institution, siteId)))})
          </li>
        ))}
      </ul>
    </section>
  );

/** All its stages at once. */
const PrepareYear = ({ visit: { request } }: { visit: Visit }) => {
  const year = usualYear(request.now);
  return (
    <p>
      <a href={prepareYearPath(year)}>Préparer tous les stages de l’année {academicYear(year)}</a>
    </p>
  );
};

const NoCampaign = ({ visit }: { visit: Visit }) => (
  <div class="card empty">
    <h2>Aucune campagne pour l’instant</h2>
    <p>
      Une campagne rassemble les affectations d’un stage ({visit.institution.programme.words.allStages}) d’une
      année. Elle envoie les lettres de mission, demande les comptes-rendus aux tuteurs, les relance et
      transmet les comptes-rendus reçus.
    </p>
    {mayManage(visit.staff) ? (
      <>
        <p>Préparer une campagne n’envoie aucun courriel : tout part au lancement, quand vous le décidez.</p>
        <p class="actions">
          <a class="button" href="/console/campagnes/nouvelle">
            Préparer une campagne
          </a>
        </p>
        <PrepareYear visit={visit} />
      </>
    ) : (
      <p>Elle apparaîtra ici dès que la scolarité en aura préparé une pour votre site.</p>
    )}
  </div>
);

type CardProps = {
  visit: Visit;
  campaign: Campaign;
  progress: readonly SiteProgress[];
};

const CampaignCard = ({ visit: { institution, request }, campaign, progress }: CardProps) => {
  const counts = totalOf(progress);
  const total = sizeOf(counts);
  const undelivered = sumOf(progress, 'undelivered');
  return (
    <li class="card">
      <h2>
        <a href={campaignPath(campaign)}>{campaignTitle(institution, campaign)}</a>
      </h2>
      <p class="badges">
        <CampaignBadge campaign={campaign} isOver={isCampaignOver(progress)} />
        {counts.troubled > 0 && (
          <Badge tone="error">{counted(counts.troubled, 'suivi interrompu', 'suivis interrompus')}</Badge>
        )}
        {undelivered > 0 && (
          <Badge tone="error">{counted(undelivered, 'courriel non remis', 'courriels non remis')}</Badge>
        )}
      </p>
      <p>
        {listed(campaign.siteIds.map((siteId) => siteName(institution, siteId)))}
        <br />
        {periodsLabel(campaign.periods, parisDay(request.now))}
      </p>
      {total === 0 ? (
        <p class="muted">Aucune affectation importée.</p>
      ) : (
        <>
          <ProgressBar counts={counts} />
          <p>
            {counted(sumOf(progress, 'reports'), 'compte-rendu reçu', 'comptes-rendus reçus')} sur{' '}
            {counted(total, 'affectation')}
          </p>
        </>
      )}
    </li>
  );
};
