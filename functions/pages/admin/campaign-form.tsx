import type { Campaign } from '../../../schemas/campaign.ts';
import { chooseForm } from '../../actions/choose-form.ts';
import { stageOf } from '../../domain/guide/programme.ts';
import { mayLaunch } from '../../domain/rights.ts';
import { fieldValue } from '../request.ts';
import { type PageResponse, redirect } from '../responses.ts';
import { newerStill, overtaken, visitedDraft } from './edit-campaign-page.tsx';
import { NewerVersionNotice } from './newer-version.tsx';
import { notAllowedPage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { formLabel } from './visited-form.tsx';
import { campaignPath } from './wording.ts';

/** The version of the report form that was published since a campaign was prepared, where it may still take it. */
export const newerForm = async (
  { institution, store, staff }: Visit,
  campaign: Campaign,
): Promise<string | undefined> => {
  if (campaign.status !== 'prepared' || !mayLaunch(staff, campaign)) return undefined;
  const { version } = await store.forms.newest(institution, stageOf(institution.programme, campaign));
  return version === campaign.formVersion ? undefined : version;
};

export const NewerFormNotice = ({
  visit,
  campaign,
  newer,
}: {
  visit: Visit;
  campaign: Campaign;
  newer: string | undefined;
}) =>
  newer === undefined ? null : (
    <NewerVersionNotice
      {...{ visit, campaign }}
      title="Un compte-rendu plus récent est publié"
      at="compte-rendu"
      version={newer}
      button={`Prendre le compte-rendu ${formLabel(newer)}`}
    >
      Cette campagne est préparée avec le compte-rendu {formLabel(campaign.formVersion)}. Elle le gardera,
      sauf si vous prenez le {formLabel(newer)} avant le lancement.
    </NewerVersionNotice>
  );

export const submitChooseForm = async (visit: Visit): Promise<PageResponse> => {
  const { campaign, answer } = await visitedDraft(visit);
  if (answer) return answer;
  const { acting, request } = visit;
  const seen = { ...campaign, version: Number(fieldValue(request.form, 'vue')) };
  const outcome = await chooseForm(acting, seen, fieldValue(request.form, 'version').slice(0, 80));
  switch (outcome.kind) {
    case 'chosen':
      return redirect(`${campaignPath(campaign)}?modifiee=oui`);
    case 'overtaken':
      return overtaken(visit, outcome.campaign, '');
    case 'newer':
      return newerStill(visit, outcome.campaign, {
        title: 'Une version plus récente du compte-rendu vient d’être publiée',
        kept: `le compte-rendu ${formLabel(outcome.campaign.formVersion)}`,
        choice: (
          <NewerFormNotice
            visit={visit}
            campaign={outcome.campaign}
            newer={outcome.newest === outcome.campaign.formVersion ? undefined : outcome.newest}
          />
        ),
      });
    case 'refused':
      return notAllowedPage('Seules l’administration et la scolarité préparent les campagnes.');
  }
};
