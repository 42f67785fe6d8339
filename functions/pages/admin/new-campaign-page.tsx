import { prepareCampaign } from '../../actions/prepare-campaign.ts';
import { stageOf } from '../../domain/guide/programme.ts';
import { mayManage } from '../../domain/rights.ts';
import {
  type CampaignDraft,
  type DraftFields,
  draftCampaign,
  emptyDraftFields,
} from '../../domain/timetable/campaign-drafting.ts';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { DraftPreview, freeName } from './draft-preview.tsx';
import { NewCampaignForm } from './new-campaign-form.tsx';
import { notAllowedPage } from './refusal-pages.tsx';
import { refusedAct } from './refused-act.ts';
import type { Visit } from './visit.ts';
import { campaignPath } from './wording.ts';

export const onlyForManagers = 'Seules l’administration et la scolarité préparent les campagnes.';

export const showNewCampaign = (visit: Visit): PageResponse => {
  const { staff, institution, request } = visit;
  if (!mayManage(staff)) return notAllowedPage(onlyForManagers);
  const fields = emptyDraftFields(staff, institution, request.now);
  return html(<NewCampaignForm visit={visit} fields={fields} problems={[]} />);
};

/** The form leads to a preview of the dates, the preview back to the form or to the campaign. Only the last step writes. */
export const submitNewCampaign = async (visit: Visit): Promise<PageResponse> => {
  const { staff, institution, request } = visit;
  if (!mayManage(staff)) return refusedAct(visit, 'campaignPrepared', {}, notAllowedPage(onlyForManagers));
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
  const { institution, store } = visit;
  const [{ version }, guideVersion] = await Promise.all([
    store.forms.newest(institution, stageOf(institution.programme, draft)),
    store.guides.newestNumber(),
  ]);
  return html(
    <DraftPreview
      {...{ visit, draft, fields, formVersion: version, guideVersion }}
      {...(await freeName(visit, draft))}
      trail={[{ label: 'Campagnes', href: '/console/campagnes' }]}
      action="/console/campagnes/nouvelle"
      save="Enregistrer la campagne"
    />,
  );
};
