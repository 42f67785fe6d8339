import type { Campaign } from '../../../schemas/campaign.ts';
import { seesSite } from '../../../schemas/staff.ts';
import type { Work, WorkFailure, WorkKind } from '../../../schemas/work.ts';
import { resumeWork } from '../../actions/resume-work.ts';
import { isOverdue } from '../../domain/placement/placement-life.ts';
import { workFraction } from '../../domain/placement/work-progress.ts';
import { mayManage, mayResume } from '../../domain/rights.ts';
import { momentAsOf } from '../../domain/wording/french-dates.ts';
import { CsrfInput } from '../components/csrf-input.tsx';
import { Notice } from '../components/notice.tsx';
import { fieldValue } from '../request.ts';
import { type PageResponse, redirect } from '../responses.ts';
import { notAllowedPage, nothingHerePage } from './refusal-pages.tsx';
import type { Visit } from './visit.ts';
import { visitedCampaign } from './visited-campaign.ts';
import { campaignPath, counted } from './wording.ts';

export const workTitles: Record<WorkKind, { name: string; over: string; stopped: string }> = {
  launch: { name: 'Le lancement', over: 'est terminé', stopped: 's’est arrêté en route' },
  import: { name: 'L’import', over: 'est terminé', stopped: 's’est arrêté en route' },
  relaunch: { name: 'La relance des suivis', over: 'est terminée', stopped: 's’est arrêtée en route' },
};

/** Why one could not be done: our reasons (functions/actions/work), else an error's name, which the IT service understands. */
const reasons: Record<string, string> = {
  addedMeanwhile: 'a été ajoutée par quelqu’un d’autre entre-temps',
  reportIn: 'son compte-rendu vient d’être reçu : le tuteur et les dates ne peuvent plus changer',
};
const reasonOf = ({ reason }: WorkFailure): string =>
  reasons[reason] ?? `n’a pas pu être traitée (${reason})`;

const shownFailures = 10;

export const isWorking = (work: Work): boolean => work.due !== undefined;

/** The works of a campaign that somebody should know of: those under way, those that stopped, those that left some out. */
export type WorksToShow = { works: Work[]; failures: ReadonlyMap<string, WorkFailure[]> };

export const worksToShow = async (visit: Visit, works: readonly Work[]): Promise<WorksToShow> => {
  if (!mayManage(visit.staff)) return { works: [], failures: new Map() };
  const isNewestOfKind = (work: Work) => works.find(({ kind }) => kind === work.kind) === work;
  const shown = works.filter((work) => !work.endedAt || (work.failed > 0 && isNewestOfKind(work)));
  const failures = await Promise.all(
    shown.map(async (work) => [work.workId, await visibleFailures(visit, work)] as const),
  );
  return { works: shown, failures: new Map(failures) };
};

/** Of the placements that it could not be done to, those that the person sees. */
const visibleFailures = async ({ staff, store }: Visit, work: Work): Promise<WorkFailure[]> => {
  const placements = await Promise.all(
    work.failures
      .slice(0, shownFailures)
      .map(({ studentNumber }) => store.placements.find({ campaignId: work.campaignId, studentNumber })),
  );
  return work.failures.filter((_, at) => {
    const placement = placements[at];
    return placement !== undefined && seesSite(staff, placement.siteId);
  });
};

type Around = { visit: Visit; campaign: Campaign };

export const WorkNotices = ({ visit, campaign, works, failures }: WorksToShow & Around) =>
  works.length === 0 ? null : (
    <div data-works={works.some(isWorking) ? 'running' : 'over'}>
      {works.map((work) => (
        <WorkNotice
          key={work.workId}
          visit={visit}
          campaign={campaign}
          work={work}
          failures={failures.get(work.workId) ?? []}
        />
      ))}
    </div>
  );

type WorkProps = Around & { work: Work; failures: WorkFailure[] };

const WorkNotice = ({ visit, campaign, work, failures }: WorkProps) => {
  const { name, over, stopped } = workTitles[work.kind];
  if (work.endedAt)
    return (
      <Notice tone="warning" title={`${name} ${over}, sauf pour ${counted(work.failed, 'affectation')}`}>
        <Failures work={work} failures={failures} />
      </Notice>
    );
  if (work.stopped || isOverdue(work.due, visit.request.now))
    return (
      <Notice tone="error" title={`${name} ${stopped}`}>
        <Progress work={work} />
        <p>
          Ce qui est fait est fait ; le reste attend.
          {work.stopped &&
            ` Un service dont SOPA dépend n’a pas répondu, malgré plusieurs essais, le ${momentAsOf(work.stopped.at, visit.request.now)} (${work.stopped.error}).`}{' '}
          {mayResume(visit.staff, campaign, work)
            ? 'Reprenez ; si cela recommence, prévenez l’administration.'
            : 'L’administration peut le reprendre : prévenez-la.'}
        </p>
        {mayResume(visit.staff, campaign, work) && (
          <form method="post" action={`${campaignPath(work)}/travaux/${work.workId}`}>
            <CsrfInput token={visit.csrf} />
            <input type="hidden" name="run" value={String(work.run)} />
            <button type="submit">Reprendre</button>
          </form>
        )}
      </Notice>
    );
  return (
    <Notice tone="info" title={`${name} est en cours`}>
      <Progress work={work} />
      {work.failed > 0 && <Failures work={work} failures={failures} />}
      <p>
        Vous pouvez quitter cette page : tout continue sans vous.{' '}
        <a href={campaignPath(work)}>Voir où cela en est</a>
      </p>
    </Notice>
  );
};

const Progress = ({ work }: { work: Work }) => {
  const percent = Math.floor(workFraction(work) * 100);
  return (
    <p class="work-progress">
      <progress max="100" value={String(percent)} aria-label={workTitles[work.kind].name} />
      <span>
        {percent} % de {counted(work.total, 'affectation')}
      </span>
    </p>
  );
};

const Failures = ({ work, failures }: Pick<WorkProps, 'work' | 'failures'>) => (
  <ul>
    {failures.slice(0, shownFailures).map((one) => (
      <li key={one.studentNumber}>
        <a href={`${campaignPath(work)}/affectations/${one.studentNumber}`}>{one.studentNumber}</a>{' '}
        {reasonOf(one)}
      </li>
    ))}
    {work.failed > failures.length && <li>{counted(work.failed - failures.length, 'autre affectation')}</li>}
  </ul>
);

/** Goes on with work that stopped. */
export const submitResume = async (visit: Visit): Promise<PageResponse> => {
  const campaign = await visitedCampaign(visit);
  const { workId = '' } = visit.request.params;
  const work = campaign && (await visit.store.works.find({ campaignId: campaign.campaignId, workId }));
  if (!campaign || !work) return nothingHerePage('Ce travail');
  const seen = { ...work, run: Number(fieldValue(visit.request.form, 'run')) };
  const outcome = await resumeWork(visit.env, visit.acting, campaign, seen);
  return outcome.kind === 'refused'
    ? notAllowedPage(
        'Seuls celles et ceux qui peuvent lancer ou importer reprennent un travail interrompu.',
        campaignPath(campaign),
      )
    : redirect(campaignPath(campaign));
};
