import type { Campaign } from '../../../schemas/campaign.ts';
import { carryPlacements } from '../../actions/carry-placements.ts';
import { mostExported } from '../../actions/export-placements.ts';
import { stageLabel } from '../../domain/guide/programme.ts';
import { mayManage, seesCampaign } from '../../domain/rights.ts';
import { periodsLabel } from '../../domain/wording/french-dates.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { fieldId, hintId } from '../components/error-summary.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { importColumns } from './import-columns.ts';
import { ImportForm, onlyManagersImport } from './import-page.tsx';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { visibleSites, visitedCampaign } from './visited-campaign.ts';
import { campaignPath, campaignTitle, counted } from './wording.ts';

/** The latest of them are offered: of this year and the one before. */
const mostOffered = 12;

/** The campaigns from which this one may take students and tutors over. */
export const campaignsToCarry = async (visit: Visit, to: Campaign): Promise<Campaign[]> => {
  const { staff, store } = visit;
  const sites = visibleSites(visit, to);
  return (await store.campaigns.all())
    .filter((one) => one.campaignId !== to.campaignId && seesCampaign(staff, one))
    .filter((one) => one.siteIds.some((siteId) => sites.includes(siteId)))
    .slice(0, mostOffered);
};

type CarryOverProps = { visit: Visit; campaign: Campaign; offered: readonly Campaign[] };

/** Offers to begin with another campaign's students and tutors. */
export const CarryOver = ({ visit, campaign, offered }: CarryOverProps) =>
  offered.length === 0 ? null : (
    <form class="card" method="post" action={`${campaignPath(campaign)}/reprise`}>
      <CsrfInput token={visit.csrf} />
      <h2>Ou reprendre un autre stage</h2>
      <div class="field">
        <label for={fieldId('campagne')}>Stage dont vous reprenez étudiants et tuteurs</label>
        <p class="hint" id={hintId('campagne')}>
          Avec les dates de cette campagne, {periodsLabel(campaign.periods)}. Les étudiants déjà affectés ici
          ne changent pas, les stages annulés ne sont pas repris. Vous vérifiez tout avant d’enregistrer.
        </p>
        <select id={fieldId('campagne')} name="campagne" aria-describedby={hintId('campagne')}>
          {offered.map((one) => (
            <option key={one.campaignId} value={one.campaignId}>
              {campaignTitle(visit.institution, one)}
            </option>
          ))}
        </select>
      </div>
      <p class="actions">
        <button class="secondary" type="submit">
          Préparer la reprise
        </button>
      </p>
    </form>
  );

/** Another campaign's placements as a file to look at. No placement is touched. */
export const submitCarryOver = async (visit: Visit): Promise<PageResponse> => {
  const to = await visitedCampaign(visit);
  if (!to) return nothingHerePage('Cette campagne');
  if (!mayManage(visit.staff)) return notAllowedPage(onlyManagersImport, campaignPath(to));
  const { acting, institution, request } = visit;
  const offered = await campaignsToCarry(visit, to);
  const again = (problem: string) =>
    html(
      <ImportForm
        visit={visit}
        campaign={to}
        offered={offered}
        problem={{ field: 'campagne', message: problem }}
      />,
      {
        status: 422,
      },
    );
  const from = offered.find(({ campaignId }) => campaignId === fieldValue(request.form, 'campagne'));
  if (!from) return again('Choisissez le stage à reprendre.');
  const label = stageLabel(institution, from);
  const columns = importColumns(institution).map(({ name }) => name);
  const carried = await carryPlacements(
    acting,
    institution,
    { from, to },
    columns,
    `reprise de ${label}.csv`,
  );
  switch (carried.kind) {
    case 'refused':
      return notAllowedPage(onlyManagersImport, campaignPath(to));
    case 'tooMany':
      return again(
        `Ces campagnes comptent plus de ${counted(mostExported, 'affectation')} : exportez la liste de ${label} site par site, puis importez-la ici.`,
      );
    case 'nothing':
      return again(
        carried.present > 0
          ? `Rien à reprendre : les étudiants de ${label} sont déjà dans cette campagne.`
          : `Rien à reprendre : ${label} n’a aucune affectation en cours sur vos sites.`,
      );
    case 'kept': {
      const { importId, cancelled, present } = carried;
      const left = new URLSearchParams({ annules: String(cancelled), presents: String(present) });
      return redirect(`${campaignPath(to)}/import/${importId}?${left}`);
    }
  }
};
