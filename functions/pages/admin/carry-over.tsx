import type { Campaign } from '../../../schemas/campaign.ts';
import { seesCampaign } from '../../domain/rights.ts';
import { periodsLabel } from '../../domain/wording/french-dates.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { SelectField } from '../components/field.tsx';
import type { Visit } from './visit.ts';
import { visibleSites } from './visited-campaign.ts';
import { campaignPath, campaignTitle } from './wording.ts';

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
      <SelectField
        name="campagne"
        label="Stage dont vous reprenez étudiants et tuteurs"
        hint={`Avec les dates de cette campagne, ${periodsLabel(campaign.periods)}. Les étudiants déjà affectés ici ne changent pas, les stages annulés ne sont pas repris. Vous vérifiez tout avant d’enregistrer.`}
        value=""
        options={offered.map((one) => ({
          value: one.campaignId,
          label: campaignTitle(visit.institution, one),
        }))}
      />
      <p class="actions">
        <button class="secondary" type="submit">
          Préparer la reprise
        </button>
      </p>
    </form>
  );
