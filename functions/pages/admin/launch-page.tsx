import type { ComponentChildren } from 'preact';
import type { Campaign } from '../../../schemas/campaign.ts';
import type { Institution } from '../../../schemas/institution.ts';
import type { PlacementLine } from '../../../schemas/placement.ts';
import type { IsoInstant } from '../../../schemas/time.ts';
import { launchCampaign, refusedLaunch } from '../../actions/launch-campaign.ts';
import { type AddressDoubt, addressDoubts } from '../../domain/import/address-doubts.ts';
import { isBeingDeleted, launchesOf } from '../../domain/placement/campaign-life.ts';
import { sizeOf, totalOf } from '../../domain/placement/campaign-progress.ts';
import { launchMinutes, sizeOfSlice } from '../../domain/placement/launch-slices.ts';
import { openMoment } from '../../domain/placement/mail-wave.ts';
import { stageBounds } from '../../domain/timetable/occasion-moments.ts';
import { quietReason } from '../../domain/timetable/quiet-reason.ts';
import { momentAsOf, parisDay, periodsLabel } from '../../domain/wording/french-dates.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { html, type PageResponse, redirect } from '../responses.ts';
import { NewerFormNotice, newerForm } from './campaign-form.tsx';
import { NewerGuideNotice, newerGuide } from './campaign-guide.tsx';
import { ConsolePage } from './console-page.tsx';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import { type ScheduleFields, ScheduleForm, submittedSchedule } from './schedule-launch.tsx';
import type { Visit } from './visit.ts';
import { campaignTrail, visitedCampaign } from './visited-campaign.ts';
import { campaignPath, campaignTitle, counted, stagePath } from './wording.ts';
import { isWorking } from './work-notices.tsx';

/** So many leave first. */
const firstSliceSize = sizeOfSlice({ number: 1 });

/** Confirmation of a launch: who will be written to, and when. Changes nothing. */
export const showLaunch = async (visit: Visit): Promise<PageResponse> => {
  const campaign = await visitedCampaign(visit);
  if (!campaign) return nothingHerePage('Cette campagne');
  const refused = refusedLaunch(visit, campaign);
  return refused ? refusal(campaign, refused.why) : confirmation(visit, campaign);
};

/**
 * Launches, or starts what a launched campaign has not started. The form says which launch it saw last: of two clicks, or
 * two people, one launches and the other is told.
 */
export const submitLaunch = async (visit: Visit): Promise<PageResponse> => {
  const campaign = await visitedCampaign(visit);
  if (!campaign) return nothingHerePage('Cette campagne');
  const { acting, env, request } = visit;
  const seenLaunches = Number(fieldValue(request.form, 'launches'));
  const outcome = await launchCampaign(env, acting, campaign, seenLaunches);
  switch (outcome.kind) {
    case 'launched':
      return redirect(`${campaignPath(campaign)}?lancees=${outcome.toStart}`);
    case 'refused':
      return refusal(campaign, outcome.why);
    case 'otherwise':
      return confirmation(visit, outcome.campaign);
    case 'interrupted':
      return interrupted(visit, outcome.campaign);
  }
};

/** Has it start by itself at a moment, or not; nothing leaves now. */
export const submitSchedule = async (visit: Visit): Promise<PageResponse> => {
  const campaign = await visitedCampaign(visit);
  if (!campaign) return nothingHerePage('Cette campagne');
  const refused = refusedLaunch(visit, campaign);
  if (refused) return refusal(campaign, refused.why);
  if (campaign.status !== 'prepared') return confirmation(visit, campaign);
  return submittedSchedule(
    visit,
    campaign,
    (fields) => confirmation(visit, campaign, { fields, status: 422 }),
    (current) => confirmation(visit, current, { isOvertaken: true, status: 409 }),
    () => refusal(campaign, 'role'),
  );
};

const refusal = (campaign: Campaign, why: 'role' | 'sites'): PageResponse =>
  notAllowedPage(
    why === 'role'
      ? 'Seules l’administration et la scolarité lancent les campagnes.'
      : 'Cette campagne concerne aussi d’autres sites que les vôtres : demandez à l’administration de la lancer.',
    campaignPath(campaign),
  );

const Frame = ({
  visit,
  campaign,
  title,
  children,
}: {
  visit: Visit;
  campaign: Campaign;
  title: string;
  children: ComponentChildren;
}) => (
  <ConsolePage
    visit={visit}
    title={title}
    here="Lancement"
    trail={campaignTrail(visit, campaign)}
    wide={false}
  >
    <h1>{title}</h1>
    {children}
  </ConsolePage>
);

const LaunchForm = ({ visit, campaign, action }: { visit: Visit; campaign: Campaign; action: string }) => (
  <form method="post" action={`${campaignPath(campaign)}/lancement`}>
    <CsrfInput token={visit.csrf} />
    <input type="hidden" name="launches" value={String(launchesOf(campaign))} />
    <p class="actions">
      <button type="submit">{action}</button>
      <a href={campaignPath(campaign)}>Pas maintenant</a>
    </p>
  </form>
);

type About = { fields?: ScheduleFields; isOvertaken?: boolean; status?: number };

const confirmation = async (visit: Visit, campaign: Campaign, about: About = {}): Promise<PageResponse> => {
  if (isBeingDeleted(campaign)) return nothingHerePage('Cette campagne');
  const { campaignId, siteIds } = campaign;
  const { now } = visit.request;
  const { lines, progress, works: allWorks } = visit.store;
  const [counts, toStart, works, newer, guide, undelivered] = await Promise.all([
    progress.of(campaign, now),
    lines.all({ campaignId, siteIds, step: 'prepared', now }),
    allWorks.latest(campaignId),
    newerForm(visit, campaign),
    newerGuide(visit, campaign),
    // Those of a launch that stopped: whoever goes on has corrected them, or leaves them.
    campaign.status === 'launched' ? lines.all({ campaignId, siteIds, group: 'undelivered', now }) : [],
  ]);
  const size = sizeOf(totalOf(counts));
  if (toStart.length === 0) return nothingToLaunch(visit, campaign, size);
  const isAgain = campaign.status === 'launched';
  const tutors = new Set(toStart.map(({ tutor }) => tutor.email)).size;
  return html(
    <Frame
      visit={visit}
      campaign={campaign}
      title={
        isAgain
          ? 'Démarrer les affectations restantes'
          : `Lancer ${campaignTitle(visit.institution, campaign)}`
      }
    >
      {about.isOvertaken && (
        <Notice tone="warning" title="La campagne a changé entre-temps">
          <p>
            Une autre personne l’a modifiée. Ce que vous demandiez n’est pas enregistré : voici ce qui vaut.
          </p>
        </Notice>
      )}
      {isAgain && (
        <Notice
          tone="info"
          title={`Cette campagne est déjà lancée depuis le ${momentAsOf(campaign.launchedAt, visit.request.now)}`}
        >
          <p>Ce qui est déjà parti ne partira pas une seconde fois.</p>
        </Notice>
      )}
      <section class="card">
        <p class="big">
          <strong>{counted(tutors, 'tuteur')}</strong> et{' '}
          <strong>{counted(toStart.length, 'étudiant·e', 'étudiant·es')}</strong> vont recevoir un courriel.
        </p>
        <ul>
          <li>
            Chaque tuteur reçoit sa lettre de mission, son rôle, le cadrage du stage et les dates à mettre à
            l’agenda.
          </li>
          <li>
            Chaque étudiant·e reçoit son affectation, le cadrage du stage et les dates à mettre à l’agenda.
          </li>
          <li>Un tuteur qui accueille deux étudiant·es reçoit un seul courriel.</li>
          {toStart.length > firstSliceSize && (
            <li>
              {firstSliceSize} affectations partent d’abord. La suite part d’elle-même quand leurs courriels
              sont arrivés ; si trop d’adresses les refusent, elle attend que vous les corrigiez.
            </li>
          )}
        </ul>
        <p>
          <a href={`${campaignPath(campaign)}/courriels`}>Lire tous les courriels de la campagne</a>, ou vous
          en envoyer un à l’essai.
        </p>
        <FirstMails institution={visit.institution} now={now} placements={size} />
      </section>
      <NewerFormNotice visit={visit} campaign={campaign} newer={newer} />
      <NewerGuideNotice visit={visit} campaign={campaign} newer={guide} />
      <DistrustedAddress publicUrl={visit.env.PUBLIC_URL} />
      {works.some((work) => work.kind === 'import' && isWorking(work)) && (
        <ImportUnderWay campaign={campaign} />
      )}
      <Doubts
        campaign={campaign}
        doubts={addressDoubts([...undelivered, ...toStart], visit.institution.programme.addressDomains)}
      />
      <Warnings toStart={toStart} campaign={campaign} now={visit.request.now} />
      <LaunchForm
        visit={visit}
        campaign={campaign}
        action={
          isAgain
            ? `Démarrer ${counted(toStart.length, 'affectation')}`
            : `Lancer et écrire à ${tutors + toStart.length} personnes`
        }
      />
      {campaign.status === 'prepared' && (
        <ScheduleForm visit={visit} campaign={campaign} fields={about.fields} />
      )}
    </Frame>,
    { status: about.status ?? 200 },
  );
};

/** What is taken after the launch has passed by waits to be started; nothing is lost. */
const ImportUnderWay = ({ campaign }: { campaign: Campaign }) => (
  <Notice tone="warning" title="Un import est en cours">
    <p>
      Seules les affectations déjà importées démarreront ; vous pourrez démarrer les autres ensuite.{' '}
      <a href={campaignPath(campaign)}>Voir où en est l’import</a>
    </p>
  </Notice>
);

/** Tutors are taught not to follow links to addresses they do not know (ADR 21). */
const DistrustedAddress = ({ publicUrl }: { publicUrl: string }) =>
  /\.execute-api\..*\.amazonaws\.com$/.test(new URL(publicUrl).hostname) ? (
    <Notice tone="error" title="Les liens des courriels mèneront à une adresse inconnue des tuteurs">
      <p>
        Ils commenceront par <strong>{publicUrl}</strong>, et non par une adresse de votre université. On
        apprend aux enseignants à se méfier de tels liens : beaucoup ne l’ouvriront pas. Avant de lancer,
        demandez au service informatique de donner un nom de domaine à SOPA.
      </p>
    </Notice>
  ) : null;

type FirstMailsProps = { institution: Institution; now: IsoInstant; placements: number };

/** "40 minutes", "3 heures" */
const roundTime = (minutes: number): string =>
  minutes < 90 ? counted(minutes, 'minute') : counted(Math.round(minutes / 60), 'heure');

const FirstMails = (props: FirstMailsProps) => {
  const { institution, now, placements } = props;
  const minutes = launchMinutes(placements, institution.sendRatePerSecond);
  const spread =
    minutes > 1
      ? ` Ils partent par étapes, pour s’arrêter à temps si des adresses se révèlent fausses : comptez ${roundTime(minutes)} en tout.`
      : '';
  const first = openMoment(now, institution);
  if (first === now) return <p>Les premiers courriels partent dès le lancement.{spread}</p>;
  return (
    <p>
      Les premiers courriels partiront le <strong>{momentAsOf(first, now)}</strong> :{' '}
      {whyLater(now, institution)}.{spread}
    </p>
  );
};

/** A quiet day, or an hour at which nobody is written to. */
const whyLater = (now: IsoInstant, institution: Institution): string => {
  const reason = quietReason(parisDay(now), institution);
  return reason === undefined
    ? 'les courriels partent entre 7 h et 20 h'
    : `aujourd’hui est un jour sans courriel (${reason})`;
};

/** So many are named; of more it is said that there are. */
const mostNamed = 20;

const doubtWords = (doubt: AddressDoubt): string => {
  switch (doubt.why) {
    case 'refused':
      return 'a refusé un courriel';
    case 'shared':
      return 'est aussi celle de l’étudiant·e';
    case 'slip':
      return `contient peut-être une faute de frappe : ${doubt.suggestion} ?`;
    case 'private':
      return 'est une adresse privée';
  }
};

/** Addresses that look wrong, once more: after the launch, a mail is on its way to each. */
const Doubts = ({ campaign, doubts }: { campaign: Campaign; doubts: readonly AddressDoubt[] }) =>
  doubts.length === 0 ? null : (
    <Notice
      tone="warning"
      title={counted(doubts.length, 'adresse mérite un regard', 'adresses méritent un regard')}
    >
      <ul>
        {doubts.slice(0, mostNamed).map((doubt) => (
          <li key={doubt.email}>
            <a
              class="address"
              href={`${stagePath({ ...campaign, ...doubt })}/correction?partie=${doubt.reader === 'tutor' ? 'tuteur' : 'etudiant'}`}
            >
              {doubt.email}
            </a>{' '}
            {doubtWords(doubt)}
          </li>
        ))}
      </ul>
      {doubts.length > mostNamed && (
        <p class="muted">… et {counted(doubts.length - mostNamed, 'autre', 'autres')}.</p>
      )}
    </Notice>
  );

type WarningsProps = { toStart: readonly PlacementLine[]; campaign: Campaign; now: IsoInstant };

/** What a person may want to look at before mails leave; none of it forbids the launch. */
const Warnings = ({ toStart, campaign, now }: WarningsProps) => {
  const today = parisDay(now);
  const over = toStart.filter(({ periods }) => stageBounds(periods).last < today).length;
  const begun = toStart.filter(({ periods }) => stageBounds(periods).first <= today).length - over;
  const unusual = toStart.filter(
    ({ periods }) => periodsLabel(periods) !== periodsLabel(campaign.periods),
  ).length;
  const withoutPlacement = campaign.siteIds.filter(
    (wanted) => !toStart.some(({ siteId }) => siteId === wanted),
  );
  const sentences = [
    over > 0 &&
      `${counted(over, 'stage est déjà terminé', 'stages sont déjà terminés')} : seul le compte-rendu sera demandé.`,
    begun > 0 && `${counted(begun, 'stage a déjà commencé', 'stages ont déjà commencé')}.`,
    unusual > 0 &&
      `${counted(unusual, 'affectation a', 'affectations ont')} d’autres dates que les dates habituelles (${periodsLabel(campaign.periods, today)}).`,
    campaign.status === 'prepared' &&
      withoutPlacement.length > 0 &&
      `${counted(withoutPlacement.length, 'site de la campagne n’a', 'sites de la campagne n’ont')} encore aucune affectation. Vous pourrez en ajouter après le lancement.`,
  ].filter((sentence) => typeof sentence === 'string');
  if (sentences.length === 0) return null;
  return (
    <Notice tone="warning" title="À vérifier avant de lancer">
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Notice>
  );
};

const nothingToLaunch = (visit: Visit, campaign: Campaign, placements: number): PageResponse =>
  html(
    <Frame
      visit={visit}
      campaign={campaign}
      title={placements === 0 ? 'Rien à lancer' : 'Cette campagne est déjà lancée'}
    >
      {campaign.status === 'launched' && placements > 0 ? (
        <p>
          {campaign.launchedBy} l’a lancée le {momentAsOf(campaign.launchedAt, visit.request.now)}. Toutes ses
          affectations ont démarré : rien n’est parti une seconde fois.
        </p>
      ) : (
        <p>Cette campagne n’a encore aucune affectation. Importez-les d’abord.</p>
      )}
      <p class="actions">
        <a
          class="button"
          href={placements === 0 ? `${campaignPath(campaign)}/import` : campaignPath(campaign)}
        >
          {placements === 0 ? 'Importer des affectations' : 'Voir la campagne'}
        </a>
      </p>
    </Frame>,
  );

const interrupted = (visit: Visit, campaign: Campaign): PageResponse =>
  html(
    <Frame visit={visit} campaign={campaign} title="Le lancement a été interrompu">
      <Notice tone="error" title="Le service qui envoie les courriels n’a pas répondu">
        <p>
          Aucune affectation n’a été perdue et aucun courriel n’est parti. Reprenez le lancement dans une
          minute.
        </p>
      </Notice>
      <LaunchForm visit={visit} campaign={campaign} action="Reprendre le lancement" />
    </Frame>,
    { status: 502 },
  );
