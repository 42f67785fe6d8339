import type { ComponentChildren } from 'preact';
import type { Campaign, PreparedCampaign } from '../../../schemas/campaign.ts';
import type { Institute } from '../../../schemas/programme.ts';
import { deleteCampaign } from '../../actions/delete-campaign.ts';
import { type EditOutcome, editCampaign } from '../../actions/edit-campaign.ts';
import { refusedLaunch } from '../../actions/launch-campaign.ts';
import { prepareCampaign } from '../../actions/prepare-campaign.ts';
import { guideOfCampaign } from '../../domain/guide/guide-versions.ts';
import { stageOf } from '../../domain/guide/programme.ts';
import { isChangedSince } from '../../domain/placement/campaign-life.ts';
import { sizeOf, totalOf } from '../../domain/placement/campaign-progress.ts';
import {
  type CampaignDraft,
  type DraftProblem,
  draftCampaign,
  draftFieldsOf,
} from '../../domain/timetable/campaign-drafting.ts';
import { dateTime, periodsLabel } from '../../domain/wording/french-dates.ts';
import { listed } from '../../domain/wording/people.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Facts } from '../components/facts.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { ConsolePage } from './console-page.tsx';
import { DraftPreview, freeName } from './draft-preview.tsx';
import { NewCampaignForm } from './new-campaign-form.tsx';
import { onlyForManagers } from './new-campaign-page.tsx';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { campaignTrail, visitedCampaign } from './visited-campaign.ts';
import { campaignPath, campaignTitle, counted, siteName } from './wording.ts';

/** A campaign that this person may change or delete; or the page that says why not. */
type Draft = { campaign: PreparedCampaign; answer?: never } | { answer: PageResponse; campaign?: never };

export const visitedDraft = async (visit: Visit): Promise<Draft> => {
  const campaign = await visitedCampaign(visit);
  if (!campaign) return { answer: nothingHerePage('Cette campagne') };
  const refused = refusedLaunch(visit, campaign);
  if (refused)
    return {
      answer: notAllowedPage(
        refused.why === 'role'
          ? onlyForManagers
          : 'Cette campagne concerne aussi d’autres sites que les vôtres : demandez à l’administration de la modifier ou de la supprimer.',
        campaignPath(campaign),
      ),
    };
  return campaign.status === 'prepared' ? { campaign } : { answer: launchedPage(visit, campaign) };
};

const launchedPage = (visit: Visit, campaign: Campaign): PageResponse =>
  html(
    <ConsolePage
      visit={visit}
      title="Cette campagne est lancée"
      trail={campaignTrail(visit, campaign)}
      wide={false}
    >
      <h1>Cette campagne est lancée</h1>
      <p class="lead">
        Elle ne se modifie plus en bloc, et ne se supprime plus : des courriels sont partis. Chaque
        affectation se corrige, se déplace ou s’annule sur sa page.
      </p>
      <p class="actions">
        <a class="button" href={campaignPath(campaign)}>
          Voir la campagne
        </a>
      </p>
    </ConsolePage>,
    { status: 409 },
  );

/** Somebody was faster: what they did stands, and nothing of this person's is written. */
export const overtaken = (visit: Visit, campaign: Campaign, again: string): PageResponse =>
  html(
    <ConsolePage
      visit={visit}
      title="La campagne a changé"
      trail={campaignTrail(visit, campaign)}
      wide={false}
    >
      <h1>La campagne a changé entre-temps</h1>
      <p class="lead">
        Une autre personne l’a modifiée pendant que vous aviez cette page ouverte. Rien de ce que vous
        demandiez n’est enregistré.
      </p>
      <section class="card">
        <h2>Ce qui vaut maintenant</h2>
        <Facts facts={factsOf(visit.institution, campaign)} />
      </section>
      <p class="actions">
        <a class="button" href={`${campaignPath(campaign)}${again}`}>
          Reprendre à partir de là
        </a>
        <a href={campaignPath(campaign)}>Voir la campagne</a>
      </p>
    </ConsolePage>,
    { status: 409 },
  );

type Still = {
  title: string;
  /** What the campaign is prepared with: "la version 2 du guide" */
  kept: string;
  /** To take the newest, where it is another. */
  choice: ComponentChildren;
};

/** The version that was to be taken is not the newest any more: the choice is theirs again. */
export const newerStill = (visit: Visit, campaign: Campaign, { title, kept, choice }: Still): PageResponse =>
  html(
    <ConsolePage visit={visit} title={title} trail={campaignTrail(visit, campaign)} wide={false}>
      <h1>{title}</h1>
      <p class="lead">La campagne n’a pas changé : elle garde {kept}.</p>
      {choice}
      <p>
        <a href={campaignPath(campaign)}>Revenir à la campagne</a>
      </p>
    </ConsolePage>,
    { status: 409 },
  );

const factsOf = (
  institution: Institute,
  campaign: Pick<CampaignDraft, 'siteIds' | 'periods'>,
): [string, string][] => [
  ['Sites', listed(campaign.siteIds.map((siteId) => siteName(institution, siteId)))],
  ['Dates habituelles', periodsLabel(campaign.periods)],
];

export const showEditCampaign = async (visit: Visit): Promise<PageResponse> => {
  const { campaign, answer } = await visitedDraft(visit);
  return (
    answer ??
    html(<NewCampaignForm visit={visit} fields={draftFieldsOf(campaign)} problems={[]} campaign={campaign} />)
  );
};

/** The form leads to a preview of the dates, the preview back to the form or to the campaign. Only the last step writes. */
export const submitEditCampaign = async (visit: Visit): Promise<PageResponse> => {
  const { campaign, answer } = await visitedDraft(visit);
  if (answer) return answer;
  const { institution, staff, request } = visit;
  const seen = { ...campaign, version: Number(fieldValue(request.form, 'vue')) };
  const form = (problems: DraftProblem[]) =>
    html(<NewCampaignForm visit={visit} fields={request.form} problems={problems} campaign={seen} />, {
      status: problems.length > 0 ? 422 : 200,
    });
  const step = fieldValue(request.form, 'step');
  if (step === 'edit') return form([]);
  const checked = draftCampaign(request.form, institution, staff);
  if (checked.kind === 'incomplete') return form(checked.problems);
  const { draft } = checked;
  const total = sizeOf(totalOf(await visit.store.progress.of(campaign, request.now)));
  const isRenamed = isRenaming(campaign, draft);
  if (isRenamed && total > 0)
    return form([
      {
        field: draft.stage === campaign.stage ? 'year' : 'stage',
        message: `${counted(total, 'affectation est importée', 'affectations sont importées')} pour ce stage et cette année : pour en changer, préparez une autre campagne.`,
      },
    ]);
  if (step !== 'create') return preview(visit, seen, draft, total);
  if (isRenamed) return rename(visit, seen, draft);
  const outcome = await editCampaign(visit.acting, seen, draft);
  switch (outcome.kind) {
    case 'edited':
      return redirect(`${campaignPath(campaign)}?modifiee=oui`);
    case 'overtaken':
      return overtaken(visit, outcome.campaign, '/modification');
    case 'refused':
      return notAllowedPage(onlyForManagers);
    default:
      return form([{ field: 'sites', message: sitesProblem(institution, outcome) }]);
  }
};

/** Its stage and year name a campaign. */
const isRenaming = (campaign: PreparedCampaign, draft: CampaignDraft): boolean =>
  draft.stage !== campaign.stage || draft.year !== campaign.year;

const sitesProblem = (
  institution: Institute,
  outcome: Extract<EditOutcome, { kind: 'sitesInUse' | 'importing' }>,
): string => {
  if (outcome.kind === 'importing')
    return 'Un import est en cours : attendez qu’il soit terminé pour retirer un site.';
  const sites = outcome.sites.map(
    ({ siteId, placements }) => `${siteName(institution, siteId)} (${counted(placements, 'affectation')})`,
  );
  return `La campagne a déjà des affectations à ${listed(sites)} : gardez ${sites.length > 1 ? 'ces sites' : 'ce site'}, ou supprimez la campagne.`;
};

/** Another campaign takes the place of this one, which is empty. Cut in between, both are there. */
const rename = async (visit: Visit, seen: PreparedCampaign, draft: CampaignDraft): Promise<PageResponse> => {
  const prepared = await prepareCampaign(visit.acting, draft, fieldValue(visit.request.form, 'campaignId'));
  if (prepared.kind === 'refused') return notAllowedPage(onlyForManagers);
  // Somebody was faster with that name: the page shows whose it is, and offers the next.
  if (prepared.kind === 'taken') return preview(visit, seen, draft, 0);
  const deleted = await deleteCampaign(visit.env, visit.acting, seen, 0);
  // Somebody imports into this one at this moment: it stays, and they see both.
  return redirect(
    `${campaignPath(prepared.campaign)}?${deleted.kind === 'deleted' ? 'modifiee' : 'preparee'}=oui`,
  );
};

const preview = async (
  visit: Visit,
  seen: PreparedCampaign,
  draft: CampaignDraft,
  total: number,
): Promise<PageResponse> => {
  const name = isRenaming(seen, draft)
    ? await freeName(visit, draft)
    : { campaignId: seen.campaignId, existing: [] };
  const { institution, store } = visit;
  const [formVersion, guideVersion] = isRenaming(seen, draft)
    ? await Promise.all([
        store.forms.newest(institution, stageOf(institution.programme, draft)).then(({ version }) => version),
        store.guides.newestNumber(),
      ])
    : [seen.formVersion, guideOfCampaign(seen)];
  const isUnscheduled = seen.scheduled && isChangedSince({ ...seen, ...draft });
  return html(
    <DraftPreview
      {...{ visit, draft, formVersion, guideVersion, fields: visit.request.form }}
      {...name}
      trail={campaignTrail(visit, seen)}
      here="Modifier"
      action={`${campaignPath(seen)}/modification`}
      save="Enregistrer les modifications"
    >
      {total > 0 && (
        <p>
          {counted(total, 'affectation importée garde ses', 'affectations importées gardent leurs')} propres
          dates de stage ; les délais des courriels valent pour toutes.
        </p>
      )}
      {isUnscheduled && seen.scheduled && (
        <Notice tone="warning" title="Le lancement est programmé">
          <p>
            Il était prévu le {dateTime(seen.scheduled.at)}, pour la campagne telle qu’elle est. Une fois vos
            modifications enregistrées, programmez-le de nouveau : sinon il ne se fera pas.
          </p>
        </Notice>
      )}
    </DraftPreview>,
  );
};

/** What will be lost. Changes nothing. */
export const showDeleteCampaign = async (visit: Visit): Promise<PageResponse> => {
  const { campaign, answer } = await visitedDraft(visit);
  return answer ?? confirmDeletion(visit, campaign);
};

export const submitDeleteCampaign = async (visit: Visit): Promise<PageResponse> => {
  const { campaign, answer } = await visitedDraft(visit);
  if (answer) return answer;
  const { acting, env, request } = visit;
  const seen = { ...campaign, version: Number(fieldValue(request.form, 'vue')) };
  const outcome = await deleteCampaign(env, acting, seen, Number(fieldValue(request.form, 'affectations')));
  switch (outcome.kind) {
    case 'deleted':
      return redirect('/console/campagnes?supprimee=oui');
    case 'overtaken':
      return overtaken(visit, outcome.campaign, '/suppression');
    case 'refused':
      return notAllowedPage(onlyForManagers);
  }
};

const confirmDeletion = async (visit: Visit, campaign: PreparedCampaign): Promise<PageResponse> => {
  const { institution, request, store } = visit;
  const [progress, works] = await Promise.all([
    store.progress.of(campaign, request.now),
    store.works.latest(campaign.campaignId),
  ]);
  const total = sizeOf(totalOf(progress));
  const isImporting = works.some(({ kind, due }) => kind === 'import' && due !== undefined);
  const bySite = progress
    .map(({ siteId, counts }) => ({ siteId, count: sizeOf(counts) }))
    .filter(({ count }) => count > 0);
  const title = `Supprimer ${campaignTitle(institution, campaign)} ?`;
  return html(
    <ConsolePage
      visit={visit}
      title={title}
      here="Suppression"
      trail={campaignTrail(visit, campaign)}
      wide={false}
    >
      <h1>{title}</h1>
      <p class="lead">
        Rien n’a été lancé : personne n’a reçu de courriel, et personne n’en recevra. Ce qui est supprimé ne
        se retrouve pas.
      </p>
      <section class="card">
        <h2>Ce qui sera perdu</h2>
        <ul>
          <li>la campagne : ses sites, ses dates et son calendrier de courriels ;</li>
          {total > 0 && (
            <li>
              <strong>{counted(total, 'affectation importée', 'affectations importées')}</strong> (
              {listed(bySite.map(({ siteId, count }) => `${siteName(institution, siteId)} : ${count}`))}),
              avec leurs corrections et leurs notes ;
            </li>
          )}
          {campaign.scheduled && <li>le lancement prévu le {dateTime(campaign.scheduled.at)} ;</li>}
          <li>les fichiers vérifiés pour elle, et la liste de ses imports.</li>
        </ul>
        <p>Le journal des actions garde trace de la suppression.</p>
        {total > 0 && (
          <p>
            Pour en garder une copie :{' '}
            <a href={`${campaignPath(campaign)}/affectations.xlsx`}>exporter les affectations (Excel)</a>.
          </p>
        )}
      </section>
      {isImporting && (
        <Notice tone="warning" title="Un import est en cours">
          <p>Il sera arrêté ; ce qu’il a déjà ajouté sera supprimé aussi.</p>
        </Notice>
      )}
      <form method="post" action={`${campaignPath(campaign)}/suppression`} class="actions">
        <CsrfInput token={visit.csrf} />
        <input type="hidden" name="vue" value={String(campaign.version)} />
        <input type="hidden" name="affectations" value={String(total)} />
        <button type="submit">
          {total > 0 ? `Supprimer la campagne et ${counted(total, 'affectation')}` : 'Supprimer la campagne'}
        </button>
        <a href={campaignPath(campaign)}>Garder la campagne</a>
      </form>
    </ConsolePage>,
  );
};
