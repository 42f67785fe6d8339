import type { Campaign } from '../../../schemas/campaign.ts';
import { prepareCampaign } from '../../actions/prepare-campaign.ts';
import { stageOf } from '../../domain/guide/programme.ts';
import { mayManage, seesCampaign } from '../../domain/rights.ts';
import {
  type CampaignDraft,
  campaignIdCandidates,
  type DraftFields,
  draftCampaign,
  emptyDraftFields,
} from '../../domain/timetable/campaign-drafting.ts';
import { reasonsWithoutSchool } from '../../domain/timetable/quiet-reason.ts';
import { parisDay, periodsLabel } from '../../domain/wording/french-dates.ts';
import { listed } from '../../domain/wording/people.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Facts } from '../components/facts.tsx';
import { Notice } from '../components/notice.tsx';
import { csrfField } from '../csrf.ts';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { NewCampaignForm } from './new-campaign-form.tsx';
import { notAllowedPage } from './refusal-pages.tsx';
import { TimetableTable } from './timetable-table.tsx';
import type { Visit } from './visit.ts';
import { formLabel } from './visited-form.tsx';
import { campaignPath, campaignTitle, siteName } from './wording.ts';

const onlyForManagers = 'Seules l’administration et la scolarité préparent les campagnes.';

export const showNewCampaign = (visit: Visit): PageResponse => {
  const { staff, institution, request } = visit;
  if (!mayManage(staff)) return notAllowedPage(onlyForManagers);
  const fields = emptyDraftFields(staff, institution, request.now);
  return html(<NewCampaignForm visit={visit} fields={fields} problems={[]} />);
};

/** The form leads to a preview of the dates, the preview back to the form or to the campaign. Only the last step writes. */
export const submitNewCampaign = async (visit: Visit): Promise<PageResponse> => {
  const { staff, institution, request } = visit;
  if (!mayManage(staff)) return notAllowedPage(onlyForManagers);
  const fields: DraftFields = request.form;
  const step = fieldValue(request.form, 'step');
  if (step === 'edit') return html(<NewCampaignForm visit={visit} fields={fields} problems={[]} />);
  const checked = draftCampaign(fields, institution, staff);
  if (checked.kind === 'incomplete')
    return html(<NewCampaignForm visit={visit} fields={fields} problems={checked.problems} />, {
      status: 422,
    });
  return step === 'create' ? create(visit, checked.draft) : preview(visit, fields, checked.draft);
};

const create = async (visit: Visit, draft: CampaignDraft): Promise<PageResponse> => {
  const { acting, request } = visit;
  const outcome = await prepareCampaign(acting, draft, fieldValue(request.form, 'campaignId'));
  switch (outcome.kind) {
    case 'prepared':
      return redirect(`${campaignPath(outcome.campaign)}?preparee=oui`);
    case 'already':
      return redirect(campaignPath(outcome.campaign));
    case 'taken':
      return preview(visit, request.form, draft);
    case 'refused':
      return notAllowedPage(onlyForManagers);
  }
};

const preview = async (visit: Visit, fields: DraftFields, draft: CampaignDraft): Promise<PageResponse> => {
  const { campaignId, existing } = await freeName(visit, draft);
  const { institution, csrf, staff, store } = visit;
  const form = await store.forms.newest(institution, stageOf(institution.programme, draft));
  const noSchool = reasonsWithoutSchool(draft.periods, institution);
  const visible = existing.filter((campaign) => seesCampaign(staff, campaign));
  return html(
    <ConsolePage
      visit={visit}
      title="Vérifier le calendrier"
      trail={[{ label: 'Campagnes', href: '/console/campagnes' }]}
      wide={false}
    >
      <h1>Vérifier le calendrier</h1>
      <p class="lead">Rien n’est encore enregistré.</p>
      {visible.length > 0 && (
        <Notice tone="warning" title="Il existe déjà une campagne pour ce stage et cette année">
          <ul>
            {visible.map((campaign) => (
              <li key={campaign.campaignId}>
                <a href={campaignPath(campaign)}>{campaignTitle(institution, campaign)}</a> (
                {listed(campaign.siteIds.map((siteId) => siteName(institution, siteId)))})
              </li>
            ))}
          </ul>
          <p>Pour ajouter des affectations à cette campagne, ouvrez-la et importez-les.</p>
        </Notice>
      )}
      {noSchool.length > 0 && (
        <Notice tone="warning" title="Ces dates comptent des jours sans classe">
          <p>
            Le stage tombe en partie sur&nbsp;: {noSchool.join(', ')}. Si ce n’est pas voulu, modifiez les
            dates.
          </p>
        </Notice>
      )}
      <section class="card">
        <Facts
          facts={[
            ['Campagne', campaignTitle(institution, { ...draft, campaignId })],
            ['Sites', listed(draft.siteIds.map((siteId) => siteName(institution, siteId)))],
            ['Dates habituelles', periodsLabel(draft.periods, parisDay(visit.request.now))],
            ['Compte-rendu', formLabel(form.version)],
          ]}
        />
      </section>
      <section class="card">
        <TimetableTable
          {...draft}
          institution={institution}
          now={visit.request.now}
          caption="Ce qui partira, et quand"
        />
      </section>
      <form method="post" action="/console/campagnes/nouvelle">
        <CsrfInput token={csrf} />
        <input type="hidden" name="campaignId" value={campaignId} />
        <DraftInputs fields={fields} />
        <p class="actions">
          <button type="submit" name="step" value="create">
            Enregistrer la campagne
          </button>
          <button class="secondary" type="submit" name="step" value="edit">
            Modifier
          </button>
        </p>
      </form>
    </ConsolePage>,
  );
};

/** What was typed, from one page to the next. */
export const DraftInputs = ({ fields }: { fields: DraftFields }) => (
  <>
    {Object.entries(fields)
      .filter(([name]) => name !== csrfField && name !== 'step' && name !== 'campaignId')
      .flatMap(([name, value]) =>
        [value ?? []]
          .flat()
          .map((one) => <input key={`${name} ${one}`} type="hidden" name={name} value={one} />),
      )}
  </>
);

/** The first name that no campaign has, and the campaigns that have the ones before it. */
export const freeName = async ({ store }: Visit, { year, stage }: CampaignDraft) => {
  const existing: Campaign[] = [];
  for (const campaignId of campaignIdCandidates(year, stage)) {
    const found = await store.campaigns.find(campaignId);
    if (!found) return { campaignId, existing };
    existing.push(found);
  }
  throw new Error(`no name is left for a campaign ${stage} of ${year}`);
};
