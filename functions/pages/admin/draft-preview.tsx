import type { ComponentChildren } from 'preact';
import type { Campaign } from '../../../schemas/campaign.ts';
import { seesCampaign } from '../../domain/rights.ts';
import {
  type CampaignDraft,
  campaignIdCandidates,
  type DraftFields,
} from '../../domain/timetable/campaign-drafting.ts';
import { reasonsWithoutSchool } from '../../domain/timetable/quiet-reason.ts';
import { parisDay, periodsLabel } from '../../domain/wording/french-dates.ts';
import { listed } from '../../domain/wording/people.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Facts } from '../components/facts.tsx';
import { Notice } from '../components/notice.tsx';
import { csrfField } from '../csrf.ts';
import { ConsolePage } from './console-page.tsx';
import { TimetableTable } from './timetable-table.tsx';
import type { Visit } from './visit.ts';
import { formLabel } from './visited-form.tsx';
import { guideLabel } from './visited-guide.ts';
import { campaignPath, campaignTitle, siteName } from './wording.ts';

type Props = {
  visit: Visit;
  draft: CampaignDraft;
  fields: DraftFields;
  /** Of the form that its reports will have. */
  formVersion: string;
  /** Of the guide that its tutors will read. */
  guideVersion: number;
  campaignId: string;
  /** Other campaigns of the same stage and year. */
  existing: readonly Campaign[];
  trail: { label: string; href: string }[];
  here?: string;
  action: string;
  /** What the button that writes says. */
  save: string;
  children?: ComponentChildren;
};

/** What a campaign would be, before it is written: who, when, and what would be mailed when. */
export const DraftPreview = ({ visit, draft, fields, campaignId, existing, children, ...props }: Props) => {
  const { institution, csrf, staff, request } = visit;
  const noSchool = reasonsWithoutSchool(draft.periods, institution);
  const visible = existing.filter((campaign) => seesCampaign(staff, campaign));
  return (
    <ConsolePage
      visit={visit}
      title="Vérifier le calendrier"
      {...(props.here && { here: props.here })}
      trail={props.trail}
      wide={false}
    >
      <h1>Vérifier le calendrier</h1>
      <p class="lead">Rien n’est encore enregistré.</p>
      {children}
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
            ['Dates habituelles', periodsLabel(draft.periods, parisDay(request.now))],
            ['Compte-rendu', formLabel(props.formVersion)],
            ['Guide du tuteur', guideLabel(props.guideVersion)],
          ]}
        />
      </section>
      <section class="card">
        <TimetableTable
          {...draft}
          institution={institution}
          now={request.now}
          caption="Ce qui partira, et quand"
        />
      </section>
      <form method="post" action={props.action}>
        <CsrfInput token={csrf} />
        <input type="hidden" name="campaignId" value={campaignId} />
        <DraftInputs fields={fields} />
        <p class="actions">
          <button type="submit" name="step" value="create">
            {props.save}
          </button>
          <button class="secondary" type="submit" name="step" value="edit">
            Revenir au formulaire
          </button>
        </p>
      </form>
    </ConsolePage>
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
