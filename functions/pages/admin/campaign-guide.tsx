import type { Campaign } from '../../../schemas/campaign.ts';
import { chooseGuide } from '../../actions/choose-guide.ts';
import { guideOfCampaign } from '../../domain/guide/guide-versions.ts';
import { mayLaunch } from '../../domain/rights.ts';
import { fieldValue } from '../request.ts';
import { type PageResponse, redirect } from '../responses.ts';
import { newerStill, overtaken, visitedDraft } from './edit-campaign-page.tsx';
import { NewerVersionNotice } from './newer-version.tsx';
import { notAllowedPage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { guideLabel } from './visited-guide.ts';
import { campaignPath } from './wording.ts';

/** The version of the guide that was published since a campaign was prepared, where it may still take it. */
export const newerGuide = async (
  { store, staff }: Visit,
  campaign: Campaign,
): Promise<number | undefined> => {
  if (campaign.status !== 'prepared' || !mayLaunch(staff, campaign)) return undefined;
  const number = await store.guides.newestNumber();
  return number === guideOfCampaign(campaign) ? undefined : number;
};

type NoticeProps = { visit: Visit; campaign: Campaign; newer: number | undefined };

export const NewerGuideNotice = ({ visit, campaign, newer }: NoticeProps) =>
  newer === undefined ? null : (
    <NewerVersionNotice
      {...{ visit, campaign }}
      title="Un guide du tuteur plus récent est publié"
      at="guide"
      version={String(newer)}
      button={`Prendre la ${guideLabel(newer)} du guide`}
    >
      Cette campagne est préparée avec la {guideLabel(guideOfCampaign(campaign))} du guide (lettre de mission,
      rôle et cadrage). Elle la gardera, sauf si vous prenez la {guideLabel(newer)} avant le lancement.
    </NewerVersionNotice>
  );

export const submitChooseGuide = async (visit: Visit): Promise<PageResponse> => {
  const { campaign, answer } = await visitedDraft(visit);
  if (answer) return answer;
  const { acting, request } = visit;
  const seen = { ...campaign, version: Number(fieldValue(request.form, 'vue')) };
  const outcome = await chooseGuide(acting, seen, Number(fieldValue(request.form, 'version').slice(0, 3)));
  switch (outcome.kind) {
    case 'chosen':
      return redirect(`${campaignPath(campaign)}?modifiee=oui`);
    case 'overtaken':
      return overtaken(visit, outcome.campaign, '');
    case 'newer':
      return newerStill(visit, outcome.campaign, {
        title: 'Une version plus récente du guide du tuteur vient d’être publiée',
        kept: `la ${guideLabel(guideOfCampaign(outcome.campaign))} du guide`,
        choice: (
          <NewerGuideNotice
            visit={visit}
            campaign={outcome.campaign}
            newer={outcome.newest === guideOfCampaign(outcome.campaign) ? undefined : outcome.newest}
          />
        ),
      });
    case 'refused':
      return notAllowedPage('Seules l’administration et la scolarité préparent les campagnes.');
  }
};
