import { academicYear, type Campaign } from '../../../schemas/campaign.ts';
import { prepareCampaign } from '../../actions/prepare-campaign.ts';
import { mayManage, seesCampaign } from '../../domain/rights.ts';
import {
  type CampaignDraft,
  type DraftFields,
  type DraftProblem,
  dateFields,
  draftYear,
  emptyDraftFields,
  usualYear,
  yearField,
} from '../../domain/timetable/campaign-drafting.ts';
import { reasonsWithoutSchool } from '../../domain/timetable/quiet-reason.ts';
import { parisDay, periodsLabel } from '../../domain/wording/french-dates.ts';
import { listed } from '../../domain/wording/people.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { ErrorSummary, titleOf } from '../components/error-summary.tsx';
import { TextField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { DraftInputs, freeName } from './draft-preview.tsx';
import { SitesChoice } from './new-campaign-form.tsx';
import { onlyForManagers } from './new-campaign-page.tsx';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import { refusedAct } from './refused-act.ts';
import { textOf } from './timetable-fields.tsx';
import { TimetableTable } from './timetable-table.tsx';
import type { Visit } from './visit.ts';
import { campaignPath, campaignTitle, counted, siteName } from './wording.ts';
import { yearOf, yearPath } from './year-page.tsx';

export const prepareYearPath = (year: number): string => `${yearPath(year)}/calendrier`;

const trail = [{ label: 'Campagnes', href: '/console/campagnes' }];

/** A year that is prepared: this one, the one before or the next; or the page that says why not. */
const visitedYear = async (visit: Visit): Promise<number | { answer: PageResponse }> => {
  const { request, staff } = visit;
  const year = yearOf(visit);
  if (Math.abs(year - usualYear(request.now)) > 1) return { answer: nothingHerePage('Cette année') };
  if (mayManage(staff)) return year;
  const page = notAllowedPage(onlyForManagers, '/console');
  return { answer: await refusedAct(visit, 'campaignPrepared', {}, page) };
};

/** The dates of all stages of a year, on one page. */
export const showPrepareYear = async (visit: Visit): Promise<PageResponse> => {
  const year = await visitedYear(visit);
  if (typeof year !== 'number') return year.answer;
  const { staff, institution, request } = visit;
  return html(await form(visit, year, emptyDraftFields(staff, institution, request.now), []));
};

/** The form leads to a preview, the preview back to the form or to the year. Only the last step writes: a campaign a stage. */
export const submitPrepareYear = async (visit: Visit): Promise<PageResponse> => {
  const year = await visitedYear(visit);
  if (typeof year !== 'number') return year.answer;
  const { staff, institution, request } = visit;
  const step = fieldValue(request.form, 'step');
  if (step === 'edit') return html(await form(visit, year, request.form, []));
  const read = draftYear(request.form, year, institution, staff);
  if (read.kind === 'incomplete')
    return html(await form(visit, year, request.form, read.problems), { status: 422 });
  return step === 'create' ? create(visit, year, read.drafts) : html(await preview(visit, year, read.drafts));
};

const nameField = ({ stage }: CampaignDraft): string => yearField(stage, 'campaignId');

/** Each is whole by itself: what dies between two leaves those that are there, and pressed again finds them. */
const create = async (visit: Visit, year: number, drafts: CampaignDraft[]): Promise<PageResponse> => {
  const { acting, request } = visit;
  const taken: CampaignDraft[] = [];
  for (const draft of drafts) {
    const outcome = await prepareCampaign(acting, draft, fieldValue(request.form, nameField(draft)));
    if (outcome.kind === 'refused') return notAllowedPage(onlyForManagers, '/console');
    if (outcome.kind === 'taken') taken.push(draft);
  }
  return taken.length === 0
    ? redirect(`${yearPath(year)}?preparees=${drafts.length}`)
    : html(await preview(visit, year, taken, drafts.length - taken.length), { status: 409 });
};

const existingOf = async ({ store, staff }: Visit, year: number): Promise<Campaign[]> =>
  (await store.campaigns.all()).filter((one) => one.year === year && seesCampaign(staff, one));

const form = async (visit: Visit, year: number, fields: DraftFields, problems: DraftProblem[]) => {
  const { institution } = visit;
  const existing = await existingOf(visit, year);
  const errorOf = (field: string) => problems.find((one) => one.field === field)?.message;
  const title = `Préparer l’année ${academicYear(year)}`;
  const dateOf = (stage: string, field: (typeof dateFields)[number], label: string, optional = false) => {
    const name = yearField(stage, field);
    return (
      <TextField
        type="date"
        name={name}
        label={label}
        value={textOf(fields, name)}
        error={errorOf(name)}
        optional={optional}
      />
    );
  };
  return (
    <ConsolePage
      visit={visit}
      title={titleOf(title, problems.length > 0)}
      here={title}
      trail={trail}
      wide={false}
    >
      <h1>{title}</h1>
      <p class="lead">
        Les dates de chaque stage, en une fois. Un stage sans dates n’est pas préparé ; aucun courriel ne part
        avant le lancement de chacun.
      </p>
      <ErrorSummary
        title={problems.length > 1 ? 'Quelques points sont à corriger' : 'Un point est à corriger'}
        problems={problems}
      />
      <form method="post" action={prepareYearPath(year)} novalidate>
        <CsrfInput token={visit.csrf} />
        <section class="card">
          <SitesChoice visit={visit} fields={fields} error={errorOf('sites')} />
        </section>
        {institution.programme.stages.map(({ stageId, label }) => (
          <fieldset class="card" key={stageId}>
            <legend>{label}</legend>
            <Existing visit={visit} campaigns={existing.filter(({ stage }) => stage === stageId)} />
            <div class="pair">
              {dateOf(stageId, 'from1', 'Premier jour', true)}
              {dateOf(stageId, 'to1', 'Dernier jour', true)}
            </div>
            <details
              open={dateFields.slice(2).some((field) => textOf(fields, yearField(stageId, field)) !== '')}
            >
              <summary>Stage en deux fois : ajouter une deuxième période</summary>
              <div class="pair">
                {dateOf(stageId, 'from2', 'Deuxième période : premier jour', true)}
                {dateOf(stageId, 'to2', 'Deuxième période : dernier jour', true)}
              </div>
            </details>
          </fieldset>
        ))}
        <p class="actions">
          <button type="submit" name="step" value="preview">
            Voir le calendrier
          </button>
          <a href="/console/campagnes">Annuler</a>
        </p>
      </form>
    </ConsolePage>
  );
};

const Existing = ({ visit, campaigns }: { visit: Visit; campaigns: readonly Campaign[] }) =>
  campaigns.length === 0 ? null : (
    <p class="hint">
      Déjà préparé :{' '}
      {campaigns.map((campaign, at) => (
        <span key={campaign.campaignId}>
          {at > 0 && ', '}
          <a href={campaignPath(campaign)}>{campaignTitle(visit.institution, campaign)}</a> (
          {periodsLabel(campaign.periods)})
        </span>
      ))}
      . Des dates ici en préparent une autre.
    </p>
  );

/** @param prepared how many of the year's were written before it was seen that these have other names by now */
const preview = async (visit: Visit, year: number, drafts: CampaignDraft[], prepared = 0) => {
  const { institution, request } = visit;
  const named = await Promise.all(
    drafts.map(async (draft) => ({ draft, ...(await freeName(visit, draft)) })),
  );
  const title = `Préparer l’année ${academicYear(year)}`;
  const names = Object.fromEntries(named.map(({ draft, campaignId }) => [nameField(draft), campaignId]));
  const [first] = drafts;
  return (
    <ConsolePage visit={visit} title="Vérifier l’année" here={title} trail={trail} wide={false}>
      <h1>Vérifier l’année {academicYear(year)}</h1>
      <p class="lead">
        {prepared === 0
          ? 'Rien n’est encore enregistré.'
          : `${counted(prepared, 'campagne est prête', 'campagnes sont prêtes')}. Quelqu’un vient d’en préparer une autre pour ${drafts.length === 1 ? 'ce stage' : 'ces stages'} : vérifiez.`}{' '}
        {counted(drafts.length, 'campagne sera préparée', 'campagnes seront préparées')}
        {first && ` pour ${listed(first.siteIds.map((siteId) => siteName(institution, siteId)))}`}.
      </p>
      {named.map(({ draft, campaignId, existing }) => (
        <section class="card" key={campaignId}>
          <h2>{campaignTitle(institution, { ...draft, campaignId })}</h2>
          <p>{periodsLabel(draft.periods, parisDay(request.now))}</p>
          <Warnings visit={visit} draft={draft} existing={existing} />
          <details>
            <summary>Ce qui partira, et quand</summary>
            <TimetableTable
              {...draft}
              institution={institution}
              now={request.now}
              caption="Ce qui partira, et quand"
            />
          </details>
        </section>
      ))}
      <form method="post" action={prepareYearPath(year)}>
        <CsrfInput token={visit.csrf} />
        <DraftInputs fields={{ ...request.form, ...names }} />
        <p class="actions">
          <button type="submit" name="step" value="create">
            {drafts.length === 1 ? 'Préparer cette campagne' : `Préparer ces ${drafts.length} campagnes`}
          </button>
          <button class="secondary" type="submit" name="step" value="edit">
            Revenir au formulaire
          </button>
        </p>
      </form>
    </ConsolePage>
  );
};

type WarningsProps = { visit: Visit; draft: CampaignDraft; existing: readonly Campaign[] };

const Warnings = ({ visit, draft, existing }: WarningsProps) => {
  const noSchool = reasonsWithoutSchool(draft.periods, visit.institution);
  const visible = existing.filter((campaign) => seesCampaign(visit.staff, campaign));
  return (
    <>
      {visible.length > 0 && (
        <Notice tone="warning" title="Ce stage est déjà préparé pour cette année">
          <p>Celle-ci serait une campagne de plus, à côté.</p>
        </Notice>
      )}
      {noSchool.length > 0 && (
        <Notice tone="warning" title="Ces dates comptent des jours sans classe">
          <p>Le stage tombe en partie sur : {noSchool.join(', ')}.</p>
        </Notice>
      )}
    </>
  );
};
