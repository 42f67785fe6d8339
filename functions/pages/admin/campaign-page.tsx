import type { Campaign } from '../../../schemas/campaign.ts';
import type { Work } from '../../../schemas/work.ts';
import { guideOfCampaign } from '../../domain/guide/guide-versions.ts';
import {
  isCampaignOver,
  type SiteProgress,
  sizeOf,
  totalOf,
} from '../../domain/placement/campaign-progress.ts';
import { mayLaunch, mayManage } from '../../domain/rights.ts';
import { momentAsOf, parisDay, periodsLabel } from '../../domain/wording/french-dates.ts';
import { listed } from '../../domain/wording/people.ts';
import { workScript } from '../assets/assets.ts';
import { Facts } from '../components/facts.tsx';
import { Notice } from '../components/notice.tsx';
import type { PageRequest } from '../request.ts';
import { html, type PageResponse } from '../responses.ts';
import { additionPath, additionTitle } from './addition-page.tsx';
import { CampaignBadge } from './campaign-badge.tsx';
import { NewerFormNotice, newerForm } from './campaign-form.tsx';
import { NewerGuideNotice, newerGuide } from './campaign-guide.tsx';
import { CampaignSentence } from './campaign-sentence.tsx';
import { CampaignWaits } from './campaign-waits.tsx';
import { ConsolePage } from './console-page.tsx';
import { heldInBrief } from './launch-wording.ts';
import { groupWords, listPath } from './placement-filter.ts';
import { listedPlacements, PlacementList } from './placement-list.tsx';
import { ProgressChart } from './progress-chart.tsx';
import { nothingHerePage } from './refusal-pages.tsx';
import { ScheduledNotice } from './schedule-launch.tsx';
import { TimetableTable } from './timetable-table.tsx';
import type { Visit } from './visit.ts';
import { visibleProgress, visitedCampaign } from './visited-campaign.ts';
import { formLabel } from './visited-form.tsx';
import { guideLabel } from './visited-guide.ts';
import { campaignPath, campaignTitle, counted, siteName } from './wording.ts';
import { isWorking, selectionDone, WorkNotices, worksToShow } from './work-notices.tsx';

/** A campaign: what is wrong, where it stands, what can be done, and its placements. */
export const showCampaign = async (visit: Visit): Promise<PageResponse> => {
  const campaign = await visitedCampaign(visit);
  if (!campaign) return nothingHerePage('Cette campagne');
  const { institution, staff } = visit;
  const [progress, works, newer, guide] = await Promise.all([
    visibleProgress(visit, campaign),
    visit.store.works.latest(campaign.campaignId),
    newerForm(visit, campaign),
    newerGuide(visit, campaign),
  ]);
  const total = sizeOf(totalOf(progress));
  const title = campaignTitle(institution, campaign);
  return html(
    <ConsolePage
      visit={visit}
      title={title}
      trail={[{ label: 'Campagnes', href: '/console/campagnes' }]}
      scripts={works.some(isWorking) ? [workScript] : []}
    >
      <div class="heading">
        <div>
          <h1>{title}</h1>
          <p class="badges">
            <CampaignBadge campaign={campaign} isOver={isCampaignOver(progress)} />
          </p>
          {total > 0 && <CampaignSentence campaign={campaign} progress={progress} now={visit.request.now} />}
        </div>
        <Actions visit={visit} campaign={campaign} progress={progress} />
      </div>
      {campaign.status === 'prepared' && mayManage(staff) && !mayLaunch(staff, campaign) && (
        <p class="muted">
          Cette campagne concerne aussi d’autres sites : vous importez les affectations du vôtre,
          l’administration la lancera.
        </p>
      )}
      <ScheduledNotice visit={visit} campaign={campaign} />
      <NewerFormNotice visit={visit} campaign={campaign} newer={newer} />
      <NewerGuideNotice visit={visit} campaign={campaign} newer={guide} />
      <HeldNotice visit={visit} campaign={campaign} progress={progress} />
      <JustDone request={visit.request} campaign={campaign} progress={progress} works={works} />
      <WorkNotices visit={visit} campaign={campaign} {...(await worksToShow(visit, works))} />
      <CampaignWaits
        visit={visit}
        campaign={campaign}
        progress={progress}
        isLaunching={works.some((work) => work.kind === 'launch' && isWorking(work))}
      />
      {total === 0 ? (
        <Empty visit={visit} campaign={campaign} />
      ) : (
        <>
          <section class="card">
            <ProgressChart institution={institution} campaign={campaign} progress={progress} />
          </section>
          <PlacementList
            visit={visit}
            campaign={campaign}
            progress={progress}
            list={await listedPlacements(visit, campaign, progress)}
          />
        </>
      )}
      <section class="card about">
        <h2>À propos de cette campagne</h2>
        <Facts
          facts={[
            ['Sites', listed(campaign.siteIds.map((siteId) => siteName(institution, siteId)))],
            ['Dates habituelles', periodsLabel(campaign.periods, parisDay(visit.request.now))],
            ['Compte-rendu', formLabel(campaign.formVersion)],
            ['Guide du tuteur', guideLabel(guideOfCampaign(campaign))],
            ['Préparée', `${momentAsOf(campaign.createdAt, visit.request.now)} par ${campaign.createdBy}`],
            [
              'Lancée',
              campaign.status === 'launched'
                ? `${momentAsOf(campaign.launchedAt, visit.request.now)} par ${campaign.launchedBy}`
                : undefined,
            ],
          ]}
        />
        <details>
          <summary>Calendrier des courriels aux dates habituelles</summary>
          <TimetableTable
            {...campaign}
            institution={institution}
            now={visit.request.now}
            caption="Ce qui part, et quand"
          />
        </details>
        <AboutLinks visit={visit} campaign={campaign} hasPlacements={total > 0} />
      </section>
    </ConsolePage>,
  );
};

/** What can be done to the campaign itself, until it is launched; and what it writes. */
const AboutLinks = ({
  visit: { staff },
  campaign,
  hasPlacements,
}: {
  visit: Visit;
  campaign: Campaign;
  hasPlacements: boolean;
}) => {
  const path = campaignPath(campaign);
  const mayChange = campaign.status === 'prepared' && mayLaunch(staff, campaign);
  if (!mayManage(staff) || !(hasPlacements || mayChange)) return null;
  return (
    <p class="actions">
      {hasPlacements && (
        <a class="button secondary" href={`${path}/courriels`}>
          Lire les courriels
        </a>
      )}
      {mayChange && (
        <>
          <a class="button secondary" href={`${path}/modification`}>
            Modifier la campagne
          </a>
          <a href={`${path}/suppression`}>Supprimer la campagne</a>
        </>
      )}
    </p>
  );
};

/** A launch stopped by itself; what is left starts when somebody says so. */
const HeldNotice = ({ visit, campaign, progress }: PartProps) => {
  if (campaign.status !== 'launched' || !campaign.held) return null;
  const { prepared } = totalOf(progress);
  return (
    <Notice tone="error" title={heldInBrief(campaign.held)}>
      <p>
        C’est trop pour continuer sans regarder : les opérateurs de courrier finiraient par refuser tous les
        messages de l’institut. Depuis le {momentAsOf(campaign.held.at, visit.request.now)},{' '}
        {counted(prepared, 'affectation attend', 'affectations attendent')}. Corrigez les adresses refusées,
        relisez les autres, puis continuez.
      </p>
      <p class="actions">
        <a class="button secondary" href={listPath(campaign, { step: groupWords.undelivered.word })}>
          Voir les adresses refusées
        </a>
        {mayLaunch(visit.staff, campaign) && (
          <a class="button" href={`${campaignPath(campaign)}/lancement`}>
            Continuer le lancement
          </a>
        )}
      </p>
    </Notice>
  );
};

type PartProps = { visit: Visit; campaign: Campaign; progress: readonly SiteProgress[] };

const Actions = ({ visit: { staff }, campaign, progress }: PartProps) => {
  if (!mayManage(staff) || sizeOf(totalOf(progress)) === 0) return null;
  const canLaunch = campaign.status === 'prepared' && mayLaunch(staff, campaign);
  return (
    <p class="actions">
      <a
        class={campaign.status === 'launched' || canLaunch ? 'button secondary' : 'button'}
        href={`${campaignPath(campaign)}/import`}
      >
        Importer des affectations
      </a>
      <a class="button secondary" href={additionPath(campaign)}>
        {additionTitle}
      </a>
      {canLaunch && (
        <a class="button" href={`${campaignPath(campaign)}/lancement`}>
          Lancer la campagne
        </a>
      )}
    </p>
  );
};

/** Counts come back in the address after a redirect; nothing else of it is shown. */
const countFrom = ({ query }: PageRequest, name: string): number | undefined => {
  const text = query.get(name);
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
};

const writtenDown: Record<string, { title: string; text: string }> = {
  modifiee: { title: 'La campagne est modifiée', text: 'Aucun courriel n’est parti.' },
  programmee: {
    title: 'Le lancement est programmé',
    text: 'Aucun courriel ne part avant. Vous pouvez encore importer, corriger et relire.',
  },
  deprogrammee: {
    title: 'Le lancement n’est plus programmé',
    text: 'La campagne attend que vous la lanciez.',
  },
};

type JustDoneProps = Pick<PartProps, 'campaign' | 'progress'> & {
  request: PageRequest;
  works: readonly Work[];
};

const JustDone = ({ request, campaign, progress, works }: JustDoneProps) => {
  const work = works.find(({ workId }) => workId === request.query.get('travail'));
  const unchanged = countFrom(request, 'inchangees') ?? 0;
  const left = countFrom(request, 'ecartees') ?? 0;
  const mailed = countFrom(request, 'ecrits') ?? 0;
  const launched = countFrom(request, 'lancees');
  if (work?.kind === 'relaunch' && work.endedAt)
    return (
      <Notice tone="success" title={counted(work.tally.relaunched ?? 0, 'suivi relancé', 'suivis relancés')}>
        <p>Ce qui était fait n’est pas refait ; ce qui manquait part dans les minutes qui viennent.</p>
      </Notice>
    );
  const selected = work?.endedAt && selectionDone(work);
  if (selected)
    return (
      <Notice tone="success" title={selected}>
        <p>Le déroulé de chaque affectation le dit, avec qui l’a demandé.</p>
      </Notice>
    );
  const told = writtenDown[Object.keys(writtenDown).find((one) => request.query.has(one)) ?? ''];
  if (told !== undefined)
    return (
      <Notice tone="success" title={told.title}>
        <p>{told.text}</p>
      </Notice>
    );
  if (request.query.get('ajout') === 'encours')
    return (
      <Notice tone="info" title="L’affectation est en cours d’ajout">
        <p>Elle le sera dans la demi-heure, même si vous fermez cette page.</p>
      </Notice>
    );
  if (request.query.get('preparee') === 'oui')
    return (
      <Notice tone="success" title="La campagne est enregistrée">
        <p>Aucun courriel n’est parti. Importez maintenant les affectations.</p>
      </Notice>
    );
  if (launched !== undefined)
    return (
      <Notice tone="success" title="Le lancement est en route">
        {totalOf(progress).prepared === 0 ? (
          <p>Toutes les affectations ont démarré. Leurs premiers courriels partent.</p>
        ) : (
          <p>
            {counted(launched, 'affectation démarre', 'affectations démarrent')} dans les minutes qui
            viennent. <a href={campaignPath(campaign)}>Voir où en est le lancement</a>
          </p>
        )}
      </Notice>
    );
  // While it is on its way, how far it is is said below.
  if (work?.kind !== 'import' || !work.endedAt) return null;
  const { added = 0, changed = 0 } = work.tally;
  return (
    <Notice tone="success" title={added + changed === 0 ? 'Rien à changer' : 'L’import est terminé'}>
      <p>
        {counted(added, 'affectation ajoutée', 'affectations ajoutées')}, {counted(changed, 'modifiée')},{' '}
        {counted(unchanged, 'inchangée')}.
        {mailed > 0 &&
          ` ${counted(mailed, 'personne reçoit', 'personnes reçoivent')} un courriel qui dit ce qui change.`}
        {left > 0 &&
          ` ${counted(left, 'ligne n’a pas été importée', 'lignes n’ont pas été importées')} : corrigez le fichier et importez-le de nouveau.`}
      </p>
    </Notice>
  );
};

const Empty = ({ visit: { staff }, campaign }: Pick<PartProps, 'visit' | 'campaign'>) => (
  <div class="card empty">
    <h2>Aucune affectation pour l’instant</h2>
    <p>
      Une affectation dit quel·le étudiant·e fait son stage chez quel tuteur, dans quelle classe et à quelles
      dates.
    </p>
    {mayManage(staff) ? (
      <>
        <p>
          Préparez-les dans un tableur : vous verrez ce que contient le fichier avant d’importer quoi que ce
          soit.
        </p>
        <p class="actions">
          <a class="button" href={`${campaignPath(campaign)}/import`}>
            Importer des affectations
          </a>
          <a href={additionPath(campaign)}>{additionTitle}</a>
        </p>
      </>
    ) : (
      <p>La scolarité de votre site ne les a pas encore importées.</p>
    )}
  </div>
);
